"""The record as files: a CSV for each table and view, and a datapackage.json that describes them.

The same database gives the same bytes. A cell is never a formula: text that begins with one of = + - @
(or with an apostrophe, or is empty) has an apostrophe in front. Taking the first apostrophe of a cell
away gives the text back as it was; an empty cell is null.
"""

import csv
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Connection,
    Date,
    Engine,
    Float,
    Integer,
    String,
    Table,
    Text,
    collate,
    inspect,
    select,
    table,
    type_coerce,
)
from sqlalchemy import column as named_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from pipeline.database import reading
from pipeline.errors import OutOfReach
from pipeline.models import metadata
from pipeline.models.base import Instant, PrintedText
from pipeline.models.views import VIEWS

_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")
_AT_ONCE = 1000
_RULE = (
    "UTF-8, comma-separated, RFC 4180. An empty cell is null. Text that is empty or begins with one of "
    "= + - @ tab ' has an apostrophe in front, so that no spreadsheet takes it for a formula: "
    "to read a text cell, drop its first character where that is an apostrophe."
)
# Columns of views that no table has under that name.
_ONLY_IN_VIEWS: dict[str, TypeEngine[Any]] = {
    "report_period": String(),
    "decided_in": String(),
    "learned_at": Instant(),
    "over_target_wd": Integer(),
    "document": PrintedText(),
    "source": Text(),
    "happened_on": Date(),
    "event": Text(),
    "detail": Text(),
    "place": Integer(),
}
_VIEW_ORDER = {
    "current_reports": ("period", "code"),
    "decisions": ("report_period", "extraction_id", "position"),
    "open_assessments": ("report_period", "extraction_id", "position"),
    "findings_open": ("fingerprint",),
    "modification_timeline": (
        *("modification", "happened_on", "source", "document", "place"),
        *("event", "detail", "reference", "report_period"),
    ),
}
# Where a view's columns have their types and descriptions from: the first table that has the name.
_VIEW_TABLES = {
    "current_reports": ("reports", "extractions", "documents"),
    "decisions": ("reported_decisions", "evidence"),
    "open_assessments": ("reported_assessments", "evidence"),
    "findings_open": ("findings",),
    "modification_timeline": ("reported_mentions",),
}


@dataclass(frozen=True, slots=True)
class _Resource:
    """A table or view to write: its columns with their types, in the order of which rows stand."""

    name: str
    description: str
    columns: Sequence[ColumnElement[Any]]
    docs: dict[str, str]
    order: Sequence[str]
    schema: dict[str, Any]


def export_csv(engine: Engine, folder: Path) -> list[Path]:
    """Writes the files into the folder, which is made where it is missing; gives their paths.

    All of them show one moment of the database. Raises OutOfReach where the folder takes no files.
    """
    written: list[Path] = []
    described: list[dict[str, Any]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with reading(engine) as connection:
            for resource in _resources(engine):
                path = folder / f"{resource.name}.csv"
                digest, size = _write(path, _lines(connection, resource))
                described.append(_describe(resource, digest, size))
                written.append(path)
        package = {
            "profile": "tabular-data-package",
            "name": "csrecon",
            "description": f"The record of csrecon, one file a table or view. {_RULE}",
            "resources": described,
        }
        path = folder / "datapackage.json"
        _write(path, [json.dumps(package, ensure_ascii=False, indent=2) + "\n"])
        written.append(path)
    except OSError as problem:
        raise OutOfReach(f"The export into {folder} failed: {problem.strerror}.") from problem
    return written


def _resources(engine: Engine) -> Iterator[_Resource]:
    for name, tab in sorted(metadata.tables.items()):
        keys = [c.name for c in tab.primary_key.columns]
        foreign = [
            {
                "fields": [element.parent.name for element in key.elements],
                "reference": {
                    "resource": key.referred_table.name,
                    "fields": [element.column.name for element in key.elements],
                },
            }
            for key in sorted(tab.foreign_key_constraints, key=lambda key: str(key.name))
        ]
        schema: dict[str, Any] = {"primaryKey": keys} | ({"foreignKeys": foreign} if foreign else {})
        yield _Resource(name, tab.comment or "", list(tab.c), _docs(tab), keys, schema)
    inspector = inspect(engine)
    for name, what in VIEWS.items():
        types: dict[str, TypeEngine[Any]] = dict(_ONLY_IN_VIEWS)
        docs: dict[str, str] = {}
        for tab in (metadata.tables[source] for source in _VIEW_TABLES[name]):
            types = {c.name: c.type for c in tab.c} | types
            docs = _docs(tab) | docs
        columns = [named_column(c["name"], types[c["name"]]) for c in inspector.get_columns(name)]
        yield _Resource(name, what, list(table(name, *columns).c), docs, _VIEW_ORDER[name], {})


def _docs(tab: Table) -> dict[str, str]:
    return {c.name: c.doc for c in tab.c if c.doc}


def _lines(connection: Connection, resource: _Resource) -> Iterator[str]:
    """The file's lines: headings, then the rows in an order that every database gives alike."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    by_name = {column.key: column for column in resource.columns}
    order = [_sortable(connection, by_name[name]).nulls_first() for name in resource.order]
    query = select(*map(_plain, resource.columns)).order_by(*order)
    writer.writerow(by_name)
    for batch in connection.execution_options(yield_per=_AT_ONCE).execute(query).partitions():
        writer.writerows([_cell(value) for value in row] for row in batch)
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    yield text.getvalue()


def _plain(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Text as it is stored: what a document printed may not be encodable."""
    return type_coerce(column, Text()).label(column.key) if isinstance(column.type, PrintedText) else column


def _sortable(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    is_text = isinstance(column.type, String | PrintedText)
    return collate(column, "C") if is_text and connection.dialect.name == "postgresql" else column


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
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


def _write(path: Path, pieces: Iterator[str] | Sequence[str]) -> tuple[str, int]:
    """Writes a file aside and puts it in its place when it is whole; gives its SHA-256 and size."""
    digest, size = sha256(), 0
    aside = path.with_name(f".{path.name}.part")
    with aside.open("wb") as file:
        for piece in pieces:
            data = piece.encode()
            digest.update(data)
            size += len(data)
            file.write(data)
    os.replace(aside, path)
    return digest.hexdigest(), size


def _describe(resource: _Resource, digest: str, size: int) -> dict[str, Any]:
    fields = [
        {"name": column.key, "type": _type_name(column.type)}
        | ({"description": resource.docs[column.key]} if column.key in resource.docs else {})
        for column in resource.columns
        if column.key
    ]
    return {
        "name": resource.name,
        "path": f"{resource.name}.csv",
        "description": resource.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": {"fields": fields, "missingValues": [""]} | resource.schema,
    }


def _type_name(kind: TypeEngine[Any]) -> str:
    """The type's name in a data package."""
    if isinstance(kind, Instant):
        return "datetime"
    plain = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    names: dict[type[TypeEngine[Any]], str] = {
        String: "string",
        Boolean: "boolean",
        Integer: "integer",
        Float: "number",
        Date: "date",
        JSON: "object",
    }
    return next(name for cls, name in names.items() if isinstance(plain, cls))
