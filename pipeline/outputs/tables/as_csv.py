"""The record as CSV files: plain text, for everything that reads tables.

A cell is never a formula: text that begins with one of = + - @ (or with an apostrophe, or is empty) has an
apostrophe in front. Taking the first apostrophe of a cell away gives the text back as it was; an empty
cell is null.
"""

import csv
from datetime import date, datetime
from pathlib import Path

from pipeline.outputs.tables.formats import Format, Rows, json_text
from pipeline.outputs.tables.resources import Resource

_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")


def _write(path: Path, resource: Resource, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(column.key for column in resource.columns)
        for batch in rows:
            writer.writerows([_cell(value) for value in row] for row in batch)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if not value or value.startswith(_GUARDED) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json_text(value)
    return repr(value)


FORMAT = Format(
    suffix="csv",
    rule="UTF-8, comma-separated, RFC 4180. An empty cell is null. Text that is empty or begins with one of "
    "= + - @ tab ' has an apostrophe in front, so that no spreadsheet takes it for a formula: "
    "to read a text cell, drop its first character where that is an apostrophe.",
    described={"profile": "tabular-data-resource", "mediatype": "text/csv", "encoding": "utf-8"},
    write=_write,
)
