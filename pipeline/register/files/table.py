"""Rows of text under headings as register entries, whatever kind of file they came from.

Nothing is read by halves: the first cell that cannot be right refuses the whole table, and the message
names row and column. Saved pages are a *part* of the register: there a page may lack its reference, and a
modification may have several pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from extractors.values.references import canonical
from pipeline.basics.errors import UnusableInput
from pipeline.basics.identity import identity
from pipeline.register.entries import Extent, RegisterEntry, RegisterEvent
from pipeline.register.files.dates import NoDate, is_blank, read_date, read_implementation, read_timeline
from pipeline.register.files.events import contradiction
from pipeline.register.files.headings import REFERENCE, WORDINGS, field_of, rank
from pipeline.register.files.merge import merged
from pipeline.register.files.wordings import plain

# What a caller knows of the scope; `auto` lets the headings tell.
AskedScope = Literal["auto", "whole", "part"]
# A row's number in its source, its cells (None where blank), and the events that go with it.
Cells = Sequence[str | None]
# Headings that only a collection of single pages has.
_OF_PAGES = ("page_as_at", "release_status")
# What stands for a stage where there is none any more: the overall status then says how it ended.
_NO_STAGE = ("not applicable", "n a")
_PLACE_IN_ORDER = {field: place for place, field in enumerate(WORDINGS)}
# The status of a modification on the page of a release; a target is no stage.
_RELEASE_STATUS = {"targeted": None, "approved": "Approved", "implemented": "Implemented"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a register: its number in the source, its cells, its timeline, its page if it is one."""

    number: int
    cells: Cells
    events: tuple[RegisterEvent, ...] = ()
    page: str | None = None
    named_cells: bool = False  # its cells have the names that a spreadsheet gives them

    @property
    def place(self) -> str:
        """Where a person finds it: the saved page where it is one by itself, else the row."""
        return self.page or f"row {self.number}"


class Dated(NamedTuple):
    """An entry with the day of its own page, where that is printed."""

    day: date | None
    entry: RegisterEntry


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """A register as read. `set_aside` names what stood there and was not taken, for a person.

    `cut` says why its end may be missing, None where nothing does; `open_ended` that an end missing after
    a whole row would not show.
    """

    dated: tuple[Dated, ...]
    set_aside: tuple[str, ...] = ()
    scope: Extent = "whole"
    cut: str | None = None
    open_ended: bool = False

    @property
    def entries(self) -> tuple[RegisterEntry, ...]:
        """The entries without their pages' days."""
        return tuple(entry for _, entry in self.dated)


def read_table(
    source: str, headings: Sequence[str], rows: Iterable[Row], scope: AskedScope = "auto"
) -> RegisterReading:
    """The entries of a table. Raises UnusableInput where a row cannot be right or there is none."""
    columns, set_aside = columns_of(source, headings)
    pages = any(field in columns for field in _OF_PAGES)
    part = scope == "part" or (scope == "auto" and pages)
    read = _Entries(source, headings, columns, part)
    for row in rows:
        read.take(row)
    if not read.found:
        raise UnusableInput(f"{source} has headings but no modifications under them.")
    if read.twice:
        more = f" and {len(read.twice) - 5} more" if len(read.twice) > 5 else ""
        told = (
            f"one modification under two names, the newer of which counts: {', '.join(read.twice[:5])}{more}"
        )
        read.set_aside.append(told)
    found = tuple(Dated(day, entry) for (day, _), entry in read.found.items())
    return RegisterReading(found, (*set_aside, *read.set_aside), "part" if part else "whole")


class _Entries:
    """The entries of a table, taken row by row."""

    def __init__(self, source: str, headings: Sequence[str], columns: dict[str, int], part: bool) -> None:
        self.source = source
        self.headings = headings
        self.columns = dict(sorted(columns.items(), key=lambda column: _PLACE_IN_ORDER[column[0]]))
        self.part = part
        self.found: dict[tuple[date | None, str], RegisterEntry] = {}
        self.set_aside: list[str] = []
        self.twice: list[str] = []
        self._names: dict[str, RegisterEntry] = {}

    def take(self, row: Row) -> None:
        """Reads one row. Raises UnusableInput where it cannot be right."""
        cell = row.cells[self.columns[REFERENCE]]
        if self.part and (cell is None or is_blank(cell)):
            link = self.columns.get("link")
            where = f" ({row.cells[link]})" if link is not None and row.cells[link] else ""
            self.set_aside.append(f"{row.place}: there is no reference on this page{where}")
            return
        values = self._values(row)
        day = values.pop("page_as_at", None) if self.part else None
        entry = RegisterEntry(
            row=row.number, **{name: value for name, value in values.items() if name not in _NO_FIELDS}
        )
        # DP136, MP136 and SECMP0136 are one modification.
        who = identity(entry.reference)
        other = self._names.setdefault(who, entry)
        if not self.part and other is not entry and other.reference != entry.reference:
            self.twice.append(f"{other.reference} and {entry.reference} (rows {other.row} and {entry.row})")
        key = day, (who if self.part else entry.reference)
        known = self.found.get(key)
        if known and not self.part:
            raise self._wrong(row, REFERENCE, f"{entry.reference} stands in row {known.row} already")
        if known:
            entry, differences = merged(known, entry)
            self.set_aside += [f"rows {known.row} and {row.number}, {what}" for what in differences]
        self.found[key] = entry
        if said := contradiction(entry):
            self.set_aside.append(f"{row.place}: {said}; both are kept")

    def _values(self, row: Row) -> dict[str, Any]:
        values: dict[str, Any] = {"events": row.events}
        for field, place in self.columns.items():
            text = row.cells[place]
            printed = None if text is None or is_blank(text) else text.strip()
            try:
                values |= _values(field, printed, values)
            except (NoDate, _Malformed) as problem:
                raise self._wrong(row, field, str(problem)) from problem
        status = values.get("overall_status")
        if status and plain(values.get("stage") or "") in _NO_STAGE:
            values["stage"] = status
        elif status and values.get("stage") not in (None, status):
            self.set_aside.append(f"{row.place}: the overall status “{status}”; the stage counts")
        elif status:
            values["stage"] = status
        return values

    def _wrong(self, row: Row, field: str, what: str) -> UnusableInput:
        place = self.columns[field]
        where = f"{row.place} (cell {cell_name(row.number, place)})" if row.named_cells else row.place
        return UnusableInput(
            f"{self.source}, {where}, column {self.headings[place]}: {what}. "
            "Correct it there and load it again. Nothing was loaded."
        )


def cell_name(number: int, place: int) -> str:
    """What a spreadsheet calls the cell of this row and (from 0) column: D3."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{number}"


def columns_of(source: str, headings: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Which column says which field, and the headings that say none.

    Raises UnusableInput where two say the same, or none is the reference's.
    """
    columns: dict[str, int] = {}
    set_aside: list[str] = []
    for place, heading in enumerate(headings):
        field = field_of(heading)
        if field is None:
            set_aside += [heading] if heading.strip() else []
        elif field not in columns:
            columns[field] = place
        elif rank(heading) == rank(headings[columns[field]]):
            raise UnusableInput(f"{source} has two columns {heading}; which one holds?")
        else:
            worse = max(place, columns[field], key=lambda at: rank(headings[at]))
            columns[field] = min(place, columns[field], key=lambda at: rank(headings[at]))
            set_aside.append(headings[worse])
    if REFERENCE not in columns:
        seen = ", ".join(heading for heading in headings if heading.strip())[:200]
        raise UnusableInput(
            f"{source} has no Reference column in row 1. Its headings are: {seen or 'none'}. "
            f"csrecon knows it as {', '.join(WORDINGS[REFERENCE])}."
        )
    return columns, tuple(set_aside)


class _Malformed(ValueError):
    pass


# What is read from a row without being a field of its entry.
_NO_FIELDS = frozenset(("overall_status", "release_status", "part", "page_as_at"))


def _reference(printed: str | None) -> str:
    if printed is None:
        raise _Malformed("there is no reference")
    reference = canonical(printed)
    if reference is None:
        raise _Malformed(f"“{printed[:60]}” is no modification's reference")
    return reference


def _values(field: str, printed: str | None, before: dict[str, Any]) -> dict[str, Any]:
    """What one cell adds to the values of the fields before it, in the vocabulary's order."""
    if field == REFERENCE:
        return {field: _reference(printed)}
    if printed is None:
        return {} if field in ("implementation_text", "timeline") else {field: before.get(field)}
    if field in ("implementation_date", "implementation_text"):
        day, release = read_implementation(printed)
        return {
            "implementation_date": before.get("implementation_date") or day,
            "release": before.get("release") or release,
        }
    if field in ("date_raised", "decision_date", "page_as_at"):
        return {field: read_date(printed)}
    if field == "timeline":
        return {"events": (*before["events"], *read_timeline(printed))}
    if field == "release_status":
        if printed.casefold() not in _RELEASE_STATUS:
            raise _Malformed(f"“{printed[:60]}” is no status of a release")
        return {"stage": before.get("stage") or _RELEASE_STATUS[printed.casefold()]}
    if field == "part":
        # What a release holds of it in part says nothing of the stage of the whole.
        release = before.get("release")
        return {"stage": None, "release": f"{release} ({printed})" if release else None}
    return {field: printed}
