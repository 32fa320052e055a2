"""The record as workbooks, for people who ask their questions in a spreadsheet.

Every text is written as text and every number and date as one, so no cell is ever a formula. What a sheet
cannot hold (too many rows, too long a text) is an error that says so: nothing is cut off in silence.
"""

from datetime import date, datetime
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from pipeline.basics.errors import UnusableInput
from pipeline.outputs.tables.formats import Format, Rows, json_text
from pipeline.outputs.tables.resources import Resource

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's own clock has no zone; the same bytes each time
_MOST_ROWS = 1_048_576
_MOST_TEXT = 32_767
_EXACT = 10**15  # a sheet shows fifteen digits
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets disagree about what day a number is
_WIDTH = 18
_ELSE = "Export it as csv or parquet."


def _write(path: Path, resource: Resource, rows: Rows) -> None:
    # XlsxWriter leaves its own temporary files behind when the disk is full.
    with TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        try:
            with Workbook(str(path), {"constant_memory": True, "tmpdir": folder}) as book:
                book.set_properties(
                    {"title": resource.name, "comments": resource.description, "created": _CREATED}
                )
                _fill(book, resource, rows)
        except FileCreateError as problem:
            raise OSError(str(problem)) from problem


def _fill(book: Workbook, resource: Resource, rows: Rows) -> None:
    sheet = book.add_worksheet(resource.name[:31])
    heading, day, plain = (
        book.add_format(look) for look in ({"bold": True}, {"num_format": "yyyy-mm-dd"}, {})
    )
    sheet.set_column(0, len(resource.columns) - 1, _WIDTH)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(resource.columns):
        sheet.write_string(0, place, str(column.key), heading)
    for number, row in enumerate((row for batch in rows for row in batch), start=1):
        if number >= _MOST_ROWS:
            raise UnusableInput(
                f"{resource.name} has more rows than a sheet, which holds {_MOST_ROWS:,}. {_ELSE}"
            )
        for place, value in enumerate(row):
            if isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY:
                sheet.write_datetime(number, place, value, day)
            elif isinstance(value, bool):
                sheet.write_boolean(number, place, value)
            elif isinstance(value, int | float) and isfinite(value) and abs(value) < _EXACT:
                sheet.write_number(number, place, value)
            elif value is not None and not write_text(sheet, number, place, _text(value), plain):
                raise UnusableInput(
                    f"A text in {resource.name}.{resource.columns[place].key} is longer than a cell, "
                    f"which holds {_MOST_TEXT:,} characters. {_ELSE}"
                )


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return json_text(value)


def write_text(sheet: Worksheet, row: int, place: int, text: str, plain: CellFormat) -> bool:
    """Writes it as text, never as a formula; False where a cell cannot hold it."""
    # XlsxWriter takes <r>…</r> for markup of its own and writes it as it stands; in two pieces it is text.
    if text.startswith("<r>") and text.endswith("</r>"):
        done = sheet.write_rich_string(row, place, plain, text[:1], plain, text[1:])
    else:
        done = sheet.write_string(row, place, text)
    return bool(done == 0)


FORMAT = Format(
    suffix="xlsx",
    rule="One sheet a workbook, headings in its first row. A missing cell is null. Moments are text (ISO "
    "8601, UTC), and so are numbers of sixteen digits and days before March 1900, which no sheet holds. "
    "No cell is a formula.",
    described={"mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    write=_write,
)
