"""Rows of text under headings as register entries, whatever kind of file they came from.

Nothing is read by halves: the first cell that cannot be right refuses the whole table, and the message
names row and column.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.references import canonical
from pipeline.errors import UnusableInput
from pipeline.register.dates import NoDate, is_blank, read_date, read_implementation
from pipeline.register.entries import RegisterEntry, RegisterEvent
from pipeline.register.headings import REFERENCE, WORDINGS, field_of, rank

# A row's number in its source, its cells (None where blank), and the events that go with it.
Cells = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a register: its number in the source, its cells, and its timeline where it has one."""

    number: int
    cells: Cells
    events: tuple[RegisterEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A register as read. `set_aside` names what stood there and was not taken, for a person."""

    entries: tuple[RegisterEntry, ...]
    set_aside: tuple[str, ...] = ()


def read_table(source: str, headings: Sequence[str], rows: Iterable[Row]) -> Reading:
    """The entries of a table. Raises UnusableInput where a row cannot be right or there is none."""
    columns, set_aside = _columns(source, headings)
    entries: list[RegisterEntry] = []
    seen: dict[str, int] = {}
    for row in rows:
        entry = _entry(source, headings, columns, row)
        if entry.reference in seen:
            raise _wrong(
                source,
                row.number,
                headings[columns[REFERENCE]],
                f"{entry.reference} stands in row {seen[entry.reference]} already",
            )
        seen[entry.reference] = row.number
        entries.append(entry)
    if not entries:
        raise UnusableInput(f"{source} has headings but no modifications under them.")
    return Reading(tuple(entries), set_aside)


def _columns(source: str, headings: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Which column says which field, and the headings that say none."""
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


def _entry(source: str, headings: Sequence[str], columns: dict[str, int], row: Row) -> RegisterEntry:
    values: dict[str, Any] = {}
    for field, place in columns.items():
        text = row.cells[place]
        printed = None if text is None or is_blank(text) else text.strip()
        try:
            values |= _values(field, printed, values)
        except (NoDate, _Malformed) as problem:
            raise _wrong(source, row.number, headings[place], str(problem)) from problem
    return RegisterEntry(row=row.number, events=row.events, **values)


class _Malformed(ValueError):
    pass


def _values(field: str, printed: str | None, before: dict[str, Any]) -> dict[str, Any]:
    if field == REFERENCE:
        if printed is None:
            raise _Malformed("there is no reference")
        reference = canonical(printed)
        if reference is None:
            raise _Malformed(f"“{printed[:60]}” is no modification's reference")
        return {field: reference}
    if printed is None:
        return {field: before.get(field)}
    if field == "implementation_date":
        day, release = read_implementation(printed)
        return {field: day} | ({"release": release} if release and not before.get("release") else {})
    if field in ("date_raised", "decision_date"):
        return {field: read_date(printed)}
    return {field: printed}


def _wrong(source: str, number: int, heading: str, what: str) -> UnusableInput:
    return UnusableInput(f"{source}, row {number}, column {heading}: {what}. Nothing was loaded.")
