"""The register as comma-separated values, in whatever encoding and with whatever separator it was saved."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO
from itertools import islice

from pipeline.basics.errors import UnusableInput
from pipeline.register.files.decode import decode
from pipeline.register.files.headings import REFERENCE, field_of
from pipeline.register.files.last_line import cut_off
from pipeline.register.files.table import AskedScope, RegisterReading, Row, read_table

_SEPARATORS = (",", ";", "\t", "|")
_HEADING_WITHIN = 20  # rows: a title and a note may stand above the headings


def read_csv(data: bytes, source: str, scope: AskedScope = "auto") -> RegisterReading:
    """The entries of a CSV file. Raises UnusableInput with row and column where it cannot be right."""
    text = decode(data, source)
    if not text.strip():
        raise UnusableInput(f"{source} is empty: there is nothing to load.")
    separator, told = _separator(text)
    rows = list(islice(_rows(text, separator, source), _HEADING_WITHIN))
    rows = rows[1:] if told else rows
    if not rows:
        raise UnusableInput(f"{source} has separators and nothing between them: there is nothing to load.")
    above = _heading(rows)
    headings = rows[above].cells
    named = [heading or "" for heading in headings]
    below = (row for row in _rows(text, separator, source) if row.number > rows[above].number)
    body = list(_whole(below, named, source))
    reading = read_table(source, named, body, scope)
    titles = [f"row {row.number}: “{' '.join(filter(None, row.cells))[:80]}”" for row in rows[:above]]
    # The rows of a part stand each for itself.
    return replace(
        reading,
        set_aside=(*reading.set_aside, *titles),
        cut=cut_off(text, body) if reading.scope == "whole" else None,
        open_ended=True,
    )


def _separator(text: str) -> tuple[str, bool]:
    """The separator under which one of the first lines names the most fields; whether the file says it."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:_HEADING_WITHIN]
    # sep=;
    if (told := re.fullmatch(r"\"?sep=(.)\"?\s*", lines[0], re.IGNORECASE)) and told[1] in _SEPARATORS:
        return told[1], True
    named = {
        mark: max(sum(field_of(cell.strip('"')) is not None for cell in line.split(mark)) for line in lines)
        for mark in _SEPARATORS
    }
    return max(_SEPARATORS, key=lambda mark: named[mark]), False


def _heading(rows: Sequence[Row]) -> int:
    """Where the headings stand: under a title, where one stands above them and names no reference."""
    for place, row in enumerate(rows):
        if any(field_of(cell or "") == REFERENCE for cell in row.cells):
            return place
    return 0


def _rows(text: str, separator: str, source: str) -> Iterator[Row]:
    """The rows that hold anything, numbered as a spreadsheet would."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield Row(number, cells, named_cells=True)
    except csv.Error as problem:
        raise UnusableInput(f"{source}, row {number + 1}: this is no CSV: {problem}.") from problem


def _whole(rows: Iterator[Row], headings: list[str], source: str) -> Iterator[Row]:
    """A row of another length was cut or has a stray separator: its cells may stand under wrong headings."""
    for row in rows:
        extra = [cell for cell in row.cells[len(headings) :] if cell]
        if len(row.cells) < len(headings) or extra:
            unsure = headings[min(len(row.cells), len(headings) - 1)]
            raise UnusableInput(
                f"{source}, row {row.number}: {len(row.cells)} cells stand under {len(headings)} headings; "
                f"what stands in column {unsure} is not sure. Nothing was loaded."
            )
        yield row
