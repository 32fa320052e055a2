"""The record as one SQLite file for Datasette, DuckDB or any SQLite shell, without secrets.

Views are tables in it, so that it answers alone. A column of objects is opened into a table of names and
values beside it. Where a key is a digest, `metadata.json` names the column that Datasette shows in its place.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON

from pipeline.outputs.tables.formats import Kind, Rows, json_text, kind_of
from pipeline.outputs.tables.questions import questions
from pipeline.outputs.tables.resources import Resource

_TYPES: dict[Kind, str] = {
    "string": "TEXT",
    "boolean": "INTEGER",
    "integer": "INTEGER",
    "number": "REAL",
    "date": "TEXT",
    "datetime": "TEXT",
    "object": "TEXT",
}
_INSERT = 'INSERT INTO "{}" VALUES ({})'
# What a person reads in place of a key that is a digest or a number.
_LABELS = {
    "extractions": "filename",
    "findings": "message",
    "register_snapshots": "source",
    "runs": "kind",
}


def write_tables(path: Path, resources: Iterable[tuple[Resource, Rows]], names: set[str]) -> None:
    """Writes a new database file with these tables; keys lead only to those of `names`."""
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("PRAGMA journal_mode = OFF")
        for resource, rows in resources:
            _make(made, resource, names)
            for batch in rows:
                _fill(made, resource, batch)


def datasette_metadata(resources: Sequence[Resource]) -> str:
    """What Datasette is told of that file: what each table is, what to show for a key, and the questions."""
    tables = {
        one.name: {"description": one.description, "columns": one.docs}
        | ({"label_column": _LABELS[one.name]} if one.name in _LABELS else {})
        for one in resources
    }
    canned = {name: {"title": asked, "sql": sql.rstrip(";")} for name, (asked, sql) in questions().items()}
    told = {"title": "csrecon", "databases": {"record": {"tables": tables, "queries": canned}}}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _make(made: sqlite3.Connection, resource: Resource, names: set[str]) -> None:
    keys = resource.schema.get("primaryKey", [])
    columns = [f'"{column.key}" {_TYPES[kind_of(column.type)]}' for column in resource.columns]
    columns += [f"PRIMARY KEY ({_listed(keys)})"] if keys else []
    for key in resource.schema.get("foreignKeys", ()):
        other = key["reference"]
        if other["resource"] in names:
            there = f'"{other["resource"]}" ({_listed(other["fields"])})'
            columns.append(f"FOREIGN KEY ({_listed(key['fields'])}) REFERENCES {there}")
    made.execute(f'CREATE TABLE "{resource.name}" ({", ".join(columns)})')
    for column in _opened(resource):
        beside = ", ".join(f'"{name}"' for name in keys)
        made.execute(f'CREATE TABLE "{resource.name}_{column}" ({beside}, name TEXT, value)')


def _fill(made: sqlite3.Connection, resource: Resource, batch: Sequence[Any]) -> None:
    marks = ", ".join("?" * len(resource.columns))
    rows = [[_cell(value) for value in row] for row in batch]
    made.executemany(_INSERT.format(resource.name, marks), rows)
    keys = resource.schema.get("primaryKey", [])
    for column in _opened(resource):
        opened = [
            [*(_cell(row._mapping[key]) for key in keys), name, _cell(value)]
            for row in batch
            for name, value in _named(row._mapping[column])
        ]
        marks = ", ".join("?" * (len(keys) + 2))
        made.executemany(_INSERT.format(f"{resource.name}_{column}", marks), opened)


def _opened(resource: Resource) -> list[str]:
    """Its columns of objects, where it has a key to name the row by."""
    keyed = bool(resource.schema.get("primaryKey"))
    return [str(column.key) for column in resource.columns if keyed and isinstance(column.type, JSON)]


def _named(value: object) -> Iterator[tuple[str, object]]:
    """An object's values by name, a list's by place."""
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from ((str(place), one) for place, one in enumerate(value))


def _cell(value: object) -> object:
    if isinstance(value, dict | list):
        return json_text(value)
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()  # half a surrogate pair becomes an escape
    return value.isoformat() if isinstance(value, date | datetime) else value


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
