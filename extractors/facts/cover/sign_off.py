"""The sign-off at the end of a paper's body: name, team and day, each on a line of its own."""

from collections.abc import Sequence

from extractors.blocks.model import Block
from extractors.facts.cover.labels import lines
from extractors.facts.cover.particulars import Cover, is_bare

# Name, team and day
_LINES = 3


def read_sign_off(cover: Cover, blocks: Sequence[Block]) -> None:
    """Adds to a cover what it left open and the sign-off tells: lines in a row that end with the day.

    `Helen Prior`, `SECAS Change Team`, `2nd February 2018`. A day alone is none; what the cover said stays.
    """
    signed = list(lines(blocks))
    for end, words in enumerate(signed):
        day = Cover()
        if not is_bare(day, " ".join(w.text for w in words)) or "published_on" not in day.dates:
            continue
        told = Cover(dates=dict(day.dates), words=list(words))
        for above in reversed(signed[max(0, end - _LINES + 1) : end]):
            if not is_bare(told, " ".join(w.text for w in above)):
                break
            told.words.extend(above)
        if "author" not in told.fields:
            continue
        cover.fields = told.fields | cover.fields
        cover.dates = told.dates | cover.dates
        cover.words.extend(told.words)
        return
