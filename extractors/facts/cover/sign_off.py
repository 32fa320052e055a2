"""The sign-off of a paper: name, team and day, at the end of its body or under `Yours sincerely`."""

import re
from collections.abc import Iterator, Sequence

from extractors.blocks.model import Block
from extractors.facts.cover.labels import lines
from extractors.facts.cover.particulars import Cover, is_bare
from extractors.pages.model import Word

# Name, team and day
_LINES = 3

# "Yours sincerely,", "Kind regards"
_VALEDICTION = re.compile(r"(?:Yours (?:sincerely|faithfully|truly)|(?:Kind |Best )?Regards),?", re.I)


def read_sign_off(cover: Cover, blocks: Sequence[Block]) -> None:
    """Adds to a cover what it left open and the sign-off tells: lines in a row that end with the day.

    `Helen Prior`, `SECAS Change Team`, `2nd February 2018`. A day alone is none; what the cover said stays.
    """
    signed = list(lines(blocks))
    told = next((x for x in (*_dated(signed), *_under_valediction(signed)) if "author" in x.fields), None)
    if told is not None:
        cover.fields = told.fields | cover.fields
        cover.dates = told.dates | cover.dates
        cover.words.extend(told.words)


def _dated(signed: Sequence[Sequence[Word]]) -> Iterator[Cover]:
    for end, words in enumerate(signed):
        day = Cover()
        if not is_bare(day, _text(words)) or "published_on" not in day.dates:
            continue
        told = Cover(dates=dict(day.dates), words=list(words))
        for above in reversed(signed[max(0, end - _LINES + 1) : end]):
            if not is_bare(told, _text(above)):
                break
            told.words.extend(above)
        yield told


def _under_valediction(signed: Sequence[Sequence[Word]]) -> Iterator[Cover]:
    for place, words in enumerate(signed):
        if _VALEDICTION.fullmatch(_text(words)):
            told = Cover(words=list(words))
            for below in signed[place + 1 : place + 1 + _LINES]:
                if not is_bare(told, _text(below)):
                    break
                told.words.extend(below)
            yield told


def _text(words: Sequence[Word]) -> str:
    return " ".join(w.text for w in words)
