"""The register as comma-separated values, in whatever encoding and with whatever separator it was saved."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

from pipeline.basics.errors import UnusableInput
from pipeline.register.files.headings import field_of
from pipeline.register.files.table import AskedScope, RegisterReading, Row, read_table

_SEPARATORS = (",", ";", "\t", "|")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_csv(data: bytes, source: str, scope: AskedScope = "auto") -> RegisterReading:
    """The entries of a CSV file. Raises UnusableInput with row and column where it cannot be right."""
    text = decode(data, source)
    if not text.strip():
        raise UnusableInput(f"{source} is empty: there is nothing to load.")
    separator = _separator(text)
    rows = _rows(text, separator, source)
    first = next(rows, None)
    if first is None:
        raise UnusableInput(f"{source} has separators and nothing between them: there is nothing to load.")
    headings = first.cells
    named = [heading or "" for heading in headings]
    reading = read_table(source, named, _whole(rows, named, source), scope)
    # The rows of a part stand each for itself.
    return replace(reading, cut=cut_off(text) if reading.scope == "whole" else None, open_ended=True)


def cut_off(text: str) -> str | None:
    """Whether the last of several lines is the only one that does not end, in words."""
    lines = text.splitlines(keepends=True)
    ends = [line[len(line.rstrip("\r\n")) :] for line in lines[-2:]]
    return None if len(ends) < 2 or ends[0] == ends[1] else "its last line has no end, as the others have"


def decode(data: bytes, source: str) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else the Windows code page."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode(data, encoding, source)
    try:
        return _without_zeros(data.decode("utf-8"), source)
    except UnicodeDecodeError:
        return _decode(data, "cp1252", source)


def _decode(data: bytes, encoding: str, source: str) -> str:
    try:
        return _without_zeros(data.decode(encoding), source)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise UnusableInput(
            f"{source}, line {line}: this is no text in UTF-8, UTF-16 or cp1252."
        ) from problem


def _without_zeros(text: str, source: str) -> str:
    if (place := text.find("\0")) >= 0:
        line = text.count("\n", 0, place) + 1
        raise UnusableInput(f"{source}, line {line}: there is a zero byte in the text. Save the file again.")
    return text


def _separator(text: str) -> str:
    """The separator under which the first line names the most fields."""
    first = next(line for line in text.split("\n") if line.strip())
    named = {mark: sum(field_of(cell) is not None for cell in first.split(mark)) for mark in _SEPARATORS}
    return max(_SEPARATORS, key=lambda mark: named[mark])


def _rows(text: str, separator: str, source: str) -> Iterator[Row]:
    """The rows that hold anything, numbered as a spreadsheet would."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield Row(number, cells)
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
