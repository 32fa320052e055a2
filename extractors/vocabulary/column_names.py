"""The role of a column by its name."""

import re
from functools import cache
from typing import Literal, cast

from extractors.contract import OwnVocabulary
from extractors.vocabulary import in_use, vocabulary

# What a column can hold: the roles of `columns.csv`.
ColumnRole = Literal[
    "accepted_on",
    "assessment",
    "average_wd",
    "body",
    "closes_on",
    "consultation",
    "date",
    "dates",
    "decided_on",
    "duration_wd",
    "event",
    "governance",
    "implementation",
    "label",
    "next_step",
    "note",
    "opens_on",
    "organisation",
    "outcome",
    "part",
    "progress",
    "proposer",
    "raised_on",
    "reference",
    "references",
    "returned_on",
    "stage",
    "target_wd",
    "title",
    "to_stage",
    "total",
    "type",
    "week_commencing",
]

# "(WD)", "(working days)", "[WD]": a unit in the header, not part of the column's name
_UNIT = re.compile(r"[(\[]\s*(?:wds?|w\.d\.|working days?|days?)\s*[)\]]|,?\s*\bwds?\b", re.IGNORECASE)

_BARE_UNIT = re.compile(r"\b(?:working days|wds?)\b")


def column_role(name: str) -> ColumnRole | None:
    """The role of one column's name; units are no part of the name."""
    return _role(name, in_use())


def plain_name(name: str) -> str:
    """A column's name without its unit, in lower case."""
    return " ".join(re.findall(r"[a-z]+", _UNIT.sub(" ", name).casefold()))


@cache
def _role(name: str, own: OwnVocabulary) -> ColumnRole | None:
    plain = plain_name(name)
    if not plain:
        return None
    # "Working Days allowed": the unit may stand in front of the name, too
    for wording in dict.fromkeys((plain, _BARE_UNIT.sub(" ", plain).strip())):
        for role, pattern in _patterns(own):
            if pattern.fullmatch(wording):
                return role
    # a narrow column breaks a word over two lines: "Modificatio n"
    squeezed = plain.replace(" ", "")
    for role, pattern in _patterns(own):
        if " " in plain and ".*" not in pattern.pattern and pattern.fullmatch(squeezed):
            return role
    return None


@cache
def _patterns(own: OwnVocabulary) -> tuple[tuple[ColumnRole, re.Pattern[str]], ...]:
    """A wording's words in order; `accept*` is every word that begins so, `...` any words or none.

    Whole names come before those with `...`: "Taken by" is no duration.
    """
    rows = sorted(vocabulary("columns", own), key=lambda row: "..." in row["wording"])
    return tuple((cast(ColumnRole, row["role"]), _pattern(row["wording"])) for row in rows)


@cache
def _pattern(wording: str) -> re.Pattern[str]:
    return re.compile(_expression(wording))


def _expression(wording: str) -> str:
    inner = wording.removeprefix("... ").removesuffix(" ...")
    words = " ".join(re.escape(w).replace(r"\*", "[a-z]*") for w in inner.split())
    before = "(?:.* )?" if wording.startswith("... ") else ""
    return before + words + ("(?: .*)?" if wording.endswith(" ...") else "")
