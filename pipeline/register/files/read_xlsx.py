"""The register as an Excel workbook: the one sheet that names modifications under a heading.

Nothing is computed: a formula under a heading that counts refuses the workbook, elsewhere it is set aside.
"""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from typing import Protocol
from zipfile import ZipFile

from pipeline.basics.errors import UnusableInput
from pipeline.register.files.headings import REFERENCE, field_of
from pipeline.register.files.merged_cells import MergedCells
from pipeline.register.files.table import AskedScope, RegisterReading, Row, cell_name, read_table
from pipeline.register.files.workbook_limits import as_transitional, broken, hold_to_limits, rows_in_order

_MOST_ROWS = 200_000
_MOST_COLUMNS = 256
_HEADING_WITHIN = 20  # rows: a title and a note may stand above the headings
_FORMULA, _ERROR = "f", "e"


class _Cell(Protocol):
    @property
    def value(self) -> object: ...

    @property
    def data_type(self) -> str: ...


class _Row(Protocol):
    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[_Cell]: ...


def read_xlsx(data: bytes, source: str, scope: AskedScope = "auto") -> RegisterReading:
    """The entries of a workbook. Raises UnusableInput with row and column where it cannot be right."""
    hold_to_limits(data, source)
    try:
        rows_in_order(data, source)
        return _read(data, source, scope)
    except UnusableInput:
        raise
    except Exception as problem:  # a broken workbook raises whatever the XML reader met
        raise broken(source, problem) from problem


def _read(data: bytes, source: str, scope: AskedScope) -> RegisterReading:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which say nothing of the cells
        data = as_transitional(data)
        book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            sheets: dict[str, Iterator[_Line]] = {}
            hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
            with ZipFile(BytesIO(data)) as packed:
                for sheet in book.worksheets:
                    # Nothing public names the part of the file that a sheet is.
                    merged = MergedCells(packed, sheet._worksheet_path)  # type: ignore[attr-defined]
                    sheet.reset_dimensions()  # what the file says of its own size need not be so
                    sheets[sheet.title] = _lines(sheet.iter_rows(), merged, source, sheet.title)
            return _one_of(sheets, hidden, source, scope)
        finally:
            book.close()


def _one_of(
    sheets: dict[str, Iterator["_Line"]], hidden: list[str], source: str, scope: AskedScope
) -> RegisterReading:
    """The reading of the only sheet with the headings of a register; hidden ones where no other has them."""
    found: list[tuple[str, _Line, Iterator[_Line]]] = []
    first: _Line | None = None
    for name, lines in sheets.items():
        for line in lines:
            first = first or line
            if any(field_of(cell) == REFERENCE for cell in line.texts):
                found.append((name, line, lines))
            if line.number >= _HEADING_WITHIN or (found and found[-1][0] == name):
                break
    found = [one for one in found if one[0] not in hidden] or found
    if len(found) > 1:
        names = ", ".join(name for name, _, _ in found)
        raise UnusableInput(f"{source} has a Reference column in more than one sheet: {names}. Keep one.")
    if not found:
        if first is None:
            raise UnusableInput(f"{source} is empty: there is nothing to load.")
        return read_table(source, first.texts, [])
    name, headings, lines = found[0]
    asides: list[str] = [f"sheet {other}" for other in sheets if other != name]
    rows = _table(lines, headings.texts, source, asides)
    reading = read_table(source, headings.texts, rows, scope)
    return replace(reading, set_aside=(*reading.set_aside, *asides))


def _table(lines: Iterator["_Line"], headings: list[str], source: str, asides: list[str]) -> Iterator[Row]:
    """The rows under the headings; formulas and errors refused where they would count."""
    for line in lines:
        cells = line.texts + [""] * (len(headings) - len(line.texts))
        if line.is_title:
            asides.append(f"row {line.number}: “{cells[0][:80]}” stands under all headings")
            continue
        if any(cells[len(headings) :]) or any(place >= len(headings) for place in line.unread):
            raise UnusableInput(
                f"{source}, row {line.number}: there is a cell beyond the last heading, {headings[-1]}. "
                "Nothing was loaded."
            )
        for place, what in line.unread.items():
            heading = headings[place]
            if field_of(heading) is not None:
                raise UnusableInput(
                    f"{source}, row {line.number} (cell {cell_name(line.number, place)}), column {heading}: "
                    f"{what}. Paste values over it "
                    "and save. Nothing was loaded."
                )
            asides.append(f"row {line.number}, column {heading or place + 1}: {what}")
        yield Row(line.number, cells, named_cells=True)


class _Line:
    """A row that holds anything: its number, its cells as text, and what could not be read, by place."""

    def __init__(self, number: int, row: _Row, merged: MergedCells) -> None:
        self.number = number
        self.texts: list[str] = []
        self.unread: dict[int, str] = {}
        for place, cell in enumerate(row):
            value, kind = cell.value, cell.data_type
            if value is not None and kind in (_FORMULA, _ERROR):
                named = "a formula" if kind == _FORMULA else "an error"
                self.unread[place] = f"this cell is {named} ({str(value)[:40]})"
                value = None
            self.texts.append(_text(value))
        self.is_title = merged.fill(number, self.texts, self.unread)


def _lines(rows: Iterator[_Row], merged: MergedCells, source: str, sheet: str) -> Iterator[_Line]:
    for number, row in enumerate(rows, start=1):
        if number > _MOST_ROWS or len(row) > _MOST_COLUMNS:
            raise UnusableInput(
                f"{source}, sheet {sheet}, row {number}: more than {_MOST_ROWS} rows or {_MOST_COLUMNS} "
                "columns are no register."
            )
        line = _Line(number, row, merged)
        if line.unread or any(line.texts):
            yield line


def _text(value: object) -> str:
    """A cell's value as the other formats print it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
