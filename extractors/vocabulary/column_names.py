"""Table headers to column roles, matched by their text through the vocabulary, never by position."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.values.dates import find_dates
from extractors.values.references import REFERENCE
from extractors.vocabulary import vocabulary

# "(WD)", "(working days)", "[WD]": a unit in the header, not part of the column's name
_UNIT = re.compile(r"[(\[]\s*(?:wds?|w\.d\.|working days?|days?)\s*[)\]]|,?\s*\bwds?\b", re.IGNORECASE)

_BARE_UNIT = re.compile(r"\b(?:working days|wds?)\b")


@dataclass(frozen=True, slots=True)
class Header:
    """The role of each column from left to right (None: a name that the vocabulary does not know)."""

    roles: tuple[str | None, ...]
    names: tuple[str, ...]

    def __contains__(self, role: str) -> bool:
        return role in self.roles

    @property
    def known(self) -> int:
        """How many of the columns the vocabulary knows."""
        return sum(role is not None for role in self.roles)

    def column(self, role: str) -> int | None:
        """The first column with that role."""
        return self.roles.index(role) if role in self.roles else None


def read_header(names: Sequence[str]) -> Header | None:
    """The header that a row of cells makes, or None where it is no header of a known table.

    A header names at least two known columns, and at least half of its cells; a cell with a reference or
    a lone figure makes it a row of the body.
    """
    if any(REFERENCE.search(name) or re.fullmatch(r"[\d.,\s]+(?:wd)?", name, re.I) for name in names if name):
        return None
    header = header_of_names(names)
    filled = sum(bool(name) for name in names)
    return header if header.known >= 2 and 2 * header.known >= filled else None


def header_of_names(names: Sequence[str]) -> Header:
    """The header that these column names make, known or not."""
    return Header(tuple(column_role(name) for name in names), tuple(names))


# What a column holds where its name tells nothing, by what all its cells look like.
_CONTENTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("reference", re.compile(r"(?:SECMP|MP|DP)\s?\d{3,4}\s?[A-Za-z]?", re.IGNORECASE)),
    ("assessment", re.compile(r"PA|IA|preliminary(?: assessment)?|impact(?: assessment)?", re.IGNORECASE)),
    ("total", re.compile(r"\d{1,4}")),
)


# Roles that what the cells show goes before
_FREE = (None, "label", "note")


def by_contents(header: Header, columns: Sequence[Sequence[str]]) -> Header:
    """The header with roles that the cells themselves show: references, PA or IA, counts.

    `columns` are the cells' texts, column by column. A role that some name already has is not given
    again; a column named as a mere label may turn out to hold the counts.
    """
    roles = [
        "label" if role == "reference" and _names_none(cells) else role
        for role, cells in zip(header.roles, columns, strict=True)
    ]
    counts = sum(
        bool(cells) and role != "average_wd" and all(re.fullmatch(r"\d{1,4}", c.strip()) for c in cells)
        for role, cells in zip(roles, columns, strict=True)
    )
    for role, pattern in _CONTENTS:
        if role in roles or (role == "total" and ("reference" in roles or "references" in roles)):
            continue
        if role == "total" and counts > 1 and "average_wd" in roles:
            continue  # "Number open | Average | Number completed | Average": each count has its own name
        for position, cells in enumerate(columns):
            texts = [
                "".join(cell.split()) if role == "reference" else cell.strip()
                for cell in cells
                if cell.strip()
            ]
            free = roles[position] in _FREE or (
                role == "reference" and roles[position] in ("title", "total")  # "No."
            )
            if role == "reference" and not any(pattern.fullmatch(t) for t in texts):
                texts = [re.sub(r"^((?:SECMP|MP|DP)\d{3,4}[A-Z]?)(?![a-z]).*", r"\1", t) for t in texts]
            if free and len(texts) == len(cells) and texts and all(pattern.fullmatch(t) for t in texts):
                roles[position] = role
                break
    dated = [i for i, role in enumerate(roles) if role is None and _all_dates(columns[i])]
    if len(dated) == 1 and not _DATED.intersection(roles):
        roles[dated[0]] = "date"
    # beside a target, the one other column of nothing but days is the time it took; and the other way round
    if "target_wd" in roles and "duration_wd" not in roles:
        _call_the_days(roles, columns, (None, "total"), "duration_wd")
    elif "duration_wd" in roles and "target_wd" not in roles and "reference" in roles:
        _call_the_days(roles, columns, (None,), "target_wd")
    return Header(tuple(roles), header.names)


# "Concluded in the last 12 months", but not "SECMP006" over "0"
_WORDS = re.compile(r"(?!(?:SECMP|MP|DP)(?:\d|\b))[A-Za-z]{3}", re.IGNORECASE)


def _names_none(cells: Sequence[str]) -> bool:
    """Whether words stand where references should: `Modification Proposals` over `Open`, `Concluded`."""
    return any(cells) and all(_WORDS.match(cell) for cell in cells if cell)


# The roles that say what the one date of a row is the date of.
_DATED = {
    "date",
    "dates",
    "decided_on",
    "accepted_on",
    "returned_on",
    "raised_on",
    "opens_on",
    "closes_on",
    "week_commencing",
}


def _all_dates(cells: Sequence[str]) -> bool:
    texts = [cell.strip() for cell in cells if cell.strip()]
    return bool(texts) and all(
        (found := next(find_dates(text), None)) is not None and found.end - found.start > len(text) - 12
        for text in texts
    )


def _call_the_days(
    roles: list[str | None], columns: Sequence[Sequence[str]], free: Sequence[str | None], name: str
) -> None:
    """Gives the name to the one column of nothing but days whose role is free, if there is just one."""
    days = [i for i, role in enumerate(roles) if role in free and _all_days(columns[i])]
    if len(days) == 1:
        roles[days[0]] = name


def _all_days(cells: Sequence[str]) -> bool:
    texts = [cell.strip() for cell in cells if cell.strip()]
    return bool(texts) and all(re.fullmatch(r"\d{1,4}(?:\s*(?:WDs?|days?))?", t, re.I) for t in texts)


@cache
def column_role(name: str) -> str | None:
    """The role of one column's name; units are no part of the name."""
    plain = " ".join(re.findall(r"[a-z]+", _UNIT.sub(" ", name).casefold()))
    if not plain:
        return None
    # "Working Days allowed": the unit may stand in front of the name, too
    for wording in dict.fromkeys((plain, _BARE_UNIT.sub(" ", plain).strip())):
        for role, pattern in _patterns():
            if pattern.fullmatch(wording):
                return role
    # a narrow column breaks a word over two lines: "Modificatio n"
    squeezed = plain.replace(" ", "")
    for role, pattern in _patterns():
        if " " in plain and ".*" not in pattern.pattern and pattern.fullmatch(squeezed):
            return role
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A wording's words in order; `accept*` is every word that begins so, `...` any words or none.

    Whole names come before those with `...`: "Taken by" is no duration.
    """
    rows = sorted(vocabulary("columns"), key=lambda row: "..." in row["wording"])
    return tuple((row["role"], re.compile(_expression(row["wording"]))) for row in rows)


def _expression(wording: str) -> str:
    inner = wording.removeprefix("... ").removesuffix(" ...")
    words = " ".join(re.escape(w).replace(r"\*", "[a-z]*") for w in inner.split())
    before = "(?:.* )?" if wording.startswith("... ") else ""
    return before + words + ("(?: .*)?" if wording.endswith(" ...") else "")
