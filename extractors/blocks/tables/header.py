"""Table headers: the role of each column, matched by its name, never by its position."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.values.references import REFERENCE
from extractors.vocabulary.column_names import ColumnRole, column_role
from extractors.vocabulary.stage_names import stage_named


@dataclass(frozen=True, slots=True)
class Header:
    """The role of each column from left to right (None: a name that the vocabulary does not know)."""

    roles: tuple[ColumnRole | None, ...]
    names: tuple[str, ...]

    def __contains__(self, role: ColumnRole) -> bool:
        return role in self.roles

    @property
    def known(self) -> int:
        """How many of the columns the vocabulary knows."""
        return sum(role is not None for role in self.roles)

    def column(self, role: ColumnRole) -> int | None:
        """The first column with that role."""
        return self.roles.index(role) if role in self.roles else None


def read_header(names: Sequence[str]) -> Header | None:
    """The header that a row of cells makes, or None where it is no header of a known table.

    A header names at least two known columns, and at least half of its cells; a cell with a reference or
    a lone figure makes it a row of the body.
    """
    if any(_is_prose(name) for name in names):
        return None
    if any(REFERENCE.search(name) or re.fullmatch(r"[\d.,\s]+(?:wd)?", name, re.I) for name in names if name):
        return None
    header = header_of_names(names)
    filled = sum(bool(name) for name in names)
    return header if header.known >= 2 and 2 * header.known >= filled else None


def _is_prose(name: str) -> bool:
    """Whether a cell holds a sentence: `The DCC has returned a revised Preliminary Assessment.`"""
    return name.endswith(".") and len(name.split()) > _LONGEST_NAME


# "Date on which the DCC accepted it."
_LONGEST_NAME = 7


def header_of_names(names: Sequence[str]) -> Header:
    """The header that these column names make, known or not."""
    return Header(tuple(column_role(name) for name in names), tuple(names))


# "24"
_COUNT = re.compile(r"\d{1,4}")


def over_stages(names: Sequence[str], below: Sequence[Sequence[str]]) -> Header | None:
    """The header that names make over a row such as `Refinement Process | 24 | 25`; else None.

    The counts may stand under days (`31 May 2019`), and the column of the stages be called anything.
    """
    if not below or len(below[0]) != len(names) or not 1 < len(names) < _MOST_COUNTS:
        return None
    stage, *counts = below[0]
    counted = stage_named(stage) is not None and all(map(_COUNT.fullmatch, counts))
    named = all(names) and stage_named(names[0]) is None and not any(map(_COUNT.fullmatch, names))
    return header_of_names(names) if counted and named else None


_MOST_COUNTS = 5
