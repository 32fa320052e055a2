"""What each date of a sentence is the date of."""

import re
from datetime import date
from functools import cache
from typing import Literal

from extractors.facts.sentences.sentence import Placed, Sentence
from extractors.values.dates import DateSpan

DateRole = Literal["week", "agenda", "implementation", "closes", "opens", "raised"]

# What a date is of, by the words before it (nearest first) or, failing them, after it.
_ROLES: tuple[tuple[DateRole, str], ...] = (
    (
        "week",
        r"(?:week|w/c|w/c\.|wc|w\.c\.|week-commencing)\s*"
        r"(?:commencing|beginning|of|starting|from|(?:that|which) (?:begins|starts)(?: on)?)?",
    ),
    ("agenda", r"agenda"),
    (
        "implementation",
        r"implementation|implemented|stand-?\s?alone|release|effective|go(?:es)? live|going live"
        r"|live from|effect|in force",
    ),
    (
        "closes",
        r"clos(?:es?|ed|ing|ure)|shuts?|due|end(?:s|ed|ing)?|until|till|deadline|respon\w+|conclude[sd]?"
        r"|finish\w*|to",
    ),
    (
        "opens",
        r"open(?:s|ed|ing)?|issued|launched|published|began|begins|started|starts?|commenced|went out|since"
        r"|from|ran|runs",
    ),
    ("raised", r"raised|submitted|proposed|lodged"),
)


@cache
def _role_patterns() -> tuple[tuple[DateRole, re.Pattern[str]], ...]:
    return tuple((role, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for role, words in _ROLES)


# "Dat to Dat", "Dat – Dat": from the one day to the other
_RANGE_AFTER = re.compile(r"\s*(?:to|until|till|[–—-])\s*Dat\b")

_RANGE_BEFORE = re.compile(r"\bDat\s*(?:to|until|till|[–—-])\s*$")


def date_role(sentence: Sentence, placed: Placed) -> DateRole | None:
    """What a date is the date of: the nearest telling word before it, back to the date before that."""
    before = sentence.mask[: placed.start]
    if _RANGE_AFTER.match(sentence.mask, placed.end):
        return "opens"
    if _RANGE_BEFORE.search(before):
        return "closes"
    cut = max(
        (p.end for p in sentence.placed if p.end <= placed.start and isinstance(p.span, DateSpan)), default=0
    )
    before = before[cut:]
    if re.search(
        r"(?:\bweek\s+(?:commencing|beginning|of|starting|ending|(?:that|which)\s+(?:begins|starts)(?:\s+on)?)|\bw/c|\bwc"
        r"|\bw\.c\.?)\s*:?\s*(?:Monday\s*)?$",
        before,
        re.I,
    ):
        return "week"
    nearest: tuple[int, DateRole] | None = None
    for role, pattern in _role_patterns():
        for match in pattern.finditer(before):
            if match.group().casefold() in ("to", "since") and before[match.end() :].strip():
                continue  # "closed since the last report on Dat"
            if nearest is None or match.start() >= nearest[0]:
                nearest = (match.start(), role)
    return nearest[1] if nearest else None


def dates_by_role(sentence: Sentence) -> dict[DateRole | None, date | None]:
    """The first date of each role in a sentence."""
    found: dict[DateRole | None, date | None] = {}
    for placed in sentence.placed:
        if isinstance(placed.span, DateSpan):
            found.setdefault(date_role(sentence, placed), placed.span.value)
    return found
