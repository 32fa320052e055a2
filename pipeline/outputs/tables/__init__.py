"""The record as files: one for each table and view, and a datapackage.json that describes them.

The same database gives the same bytes. A format is one module: `as_csv`, `as_parquet`, `as_xlsx`.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine

from pipeline.basics.errors import OutOfReach, UnusableInput
from pipeline.outputs.tables.formats import Format, kind_of
from pipeline.outputs.tables.resources import Resource, batches, resources
from pipeline.record.database import read_transaction

FormatName = Literal["csv", "parquet", "xlsx"]


def export(engine: Engine, folder: Path, format: FormatName = "csv", only: Sequence[str] = ()) -> list[Path]:
    """Writes the files into the folder, which is made where it is missing; gives their paths.

    `only` names the tables and views that are wanted, where not all are. All of them show one moment of the
    database. Raises OutOfReach where the folder takes no files, and UnusableInput where the format cannot
    hold what the record has, or a name is none of a table.
    """
    chosen, wanted = _format(format), _wanted(engine, only)
    written: list[Path] = []
    described: list[dict[str, Any]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with read_transaction(engine) as connection:
            for resource in wanted:
                path = folder / f"{resource.name}.{chosen.suffix}"
                with _whole(path) as aside:
                    chosen.write(aside, resource, batches(connection, resource))
                described.append(_describe(resource, path, chosen))
                written.append(path)
        _drop_references(described)
        package = {
            "profile": "tabular-data-package" if format == "csv" else "data-package",
            "name": "csrecon",
            "description": f"The record of csrecon, one file a table or view. {chosen.rule}",
            "resources": described,
        }
        path = folder / "datapackage.json"
        with _whole(path) as aside:
            aside.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        written.append(path)
    except OSError as problem:
        raise OutOfReach(f"The export into {folder} failed: {problem.strerror or problem}.") from problem
    return written


def _wanted(engine: Engine, only: Sequence[str]) -> list[Resource]:
    every = {resource.name: resource for resource in resources(engine)}
    if strange := [name for name in only if name not in every]:
        raise UnusableInput(f"There is no table {', '.join(strange)}. There are {', '.join(sorted(every))}.")
    return [resource for name, resource in every.items() if not only or name in only]


def _format(name: FormatName) -> Format:
    """Imported when it is asked for: two of them bring large libraries."""
    if name == "xlsx":
        from pipeline.outputs.tables.as_xlsx import FORMAT
    elif name == "parquet":
        from pipeline.outputs.tables.as_parquet import FORMAT
    else:
        from pipeline.outputs.tables.as_csv import FORMAT
    return FORMAT


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A path to write to, whose file takes its place when the block went well and is gone when it did not."""
    aside = path.with_name(f".{path.name}.part")
    try:
        yield aside
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _drop_references(described: Sequence[dict[str, Any]]) -> None:
    """Takes out what refers to a table that is not among these."""
    there = {one["name"] for one in described}
    for one in described:
        keys = one["schema"].pop("foreignKeys", [])
        if kept := [key for key in keys if key["reference"]["resource"] in there | {""}]:
            one["schema"]["foreignKeys"] = kept


def _describe(resource: Resource, path: Path, chosen: Format) -> dict[str, Any]:
    fields = [
        {"name": column.key, "type": (kind := kind_of(column.type))}
        | ({"format": "any"} if kind == "datetime" else {})
        | ({"description": resource.docs[column.key]} if column.key in resource.docs else {})
        for column in resource.columns
        if column.key
    ]
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return {
        "name": resource.name,
        "path": path.name,
        "description": resource.description,
        "format": chosen.suffix,
        **chosen.described,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": {"fields": fields, "missingValues": [""]} | resource.schema,
    }
