"""A row of a table with what tells its meaning, and what kind of row it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.blocks.tables.header import Header
from extractors.blocks.tables.model import Cell
from extractors.contract import Evidence, Section
from extractors.pages.evidence import evidence_of_cells
from extractors.pages.model import Word
from extractors.values.references import canonical, find_references
from extractors.vocabulary.column_names import ColumnRole
from extractors.vocabulary.phrases import labels_of

# "284 WD", "36", "98.5 WD", "40 working days", "1,020 WD"
_DAYS = re.compile(
    r"(?P<days>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(?:wds?|w\.d\.|working days?|days?)?\.?", re.IGNORECASE
)

# What the rows of a table are
RowKind = Literal["assessments", "events", "items", "meetings", "stages", "summary"]

# The columns that speak of an event
_EVENTS: frozenset[ColumnRole] = frozenset(
    ("closes_on", "consultation", "decided_on", "opens_on", "outcome", "to_stage", "week_commencing")
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table's row with what tells its meaning: its header, and the words over the table."""

    header: Header
    cells: tuple[Cell, ...]
    section: Section
    over: str

    def text(self, role: ColumnRole) -> str | None:
        """The text of the first column with that role; None where it is empty or there is none."""
        column = self.header.column(role)
        if column is None or column >= len(self.cells):
            return None
        return self.cells[column].text or None

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for words in self.words_by_cell for word in words)

    @property
    def words_by_cell(self) -> tuple[tuple[Word, ...], ...]:
        return tuple(cell.words for cell in self.cells)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return evidence_of_cells(self.words_by_cell)


def kind_of(header: Header, over: str = "") -> RowKind | None:
    """What the rows of a table with this header, under these words, are; None where nothing reads them."""
    if "reference" in header and ("duration_wd" in header or "target_wd" in header):
        return "assessments"
    if "event" in header and ("reference" in header or "references" in header):
        return "events"
    dated = ("date" in header or "decided_on" in header) and "implementation" not in header
    if dated and ("references" in header or ("reference" in header and "type" in header)):
        return "meetings"
    if dated and "reference" in header and "outcome" not in header and _of_meetings(over):
        return "meetings"
    if "reference" not in header and ("total" in header or "average_wd" in header):
        return "summary"
    if "reference" in header or "references" in header:
        return "items"
    return None


def tells_of_no_event(header: Header) -> bool:
    """Whether a table's columns say where modifications stand or go next, and no event that befell them."""
    standing = "stage" in header or "next_step" in header
    return "reference" in header and standing and not _EVENTS.intersection(header.roles)


def _of_meetings(over: str) -> bool:
    kinds = {x.kind for x in labels_of(over)}
    return "meeting" in kinds and not kinds & {"vote", "outcome"}


def days_in(text: str | None) -> int | float | None:
    """`284 WD` as 284; None for `N/A`, a dash or anything else that is no figure."""
    match = _DAYS.fullmatch(text.strip()) if text else None
    if match is None:
        return None
    return float(match["days"]) if "." in match["days"] else int(match["days"].replace(",", ""))


# "SECM-P0057", "M P388": no reference that the contract knows
_NEAR = re.compile(r"(?:S\W?E\W?C\W?)?[MD]\W?P\W?\d{2,4}[A-Z]?", re.IGNORECASE)


def is_near_reference(text: str | None) -> bool:
    """Whether a cell looks like one reference and is none."""
    return text is not None and _NEAR.fullmatch(text) is not None and reference_in(text) is None


def reference_in(text: str | None) -> str | None:
    """The one reference of a cell, also where a narrow column broke it (`SECM-` / `P0058`)."""
    if not text:
        return None
    if whole := canonical(re.sub(r"[-‐‑]\s+|\s+", "", text)):
        return whole
    found: Sequence[str] = [r.canonical for r in find_references(text)]
    return found[0] if len(set(found)) == 1 else None
