"""`csrecon export`: the record as files that anyone can open."""

from typing import Annotated, Literal

import typer

from console.options import Database


def export(
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="The folder to write to; made if it is not there.")
    ],
    format: Annotated[
        Literal["csv", "parquet", "xlsx", "sqlite"], typer.Option("--format", help="The format of the files.")
    ] = "csv",
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="TABLE,…", help="Only these tables and views."),
    ] = None,
    database: Database = None,
) -> None:
    """Write the record as files that anyone can open.

    One file a table or view, with a datapackage.json that describes them: columns with their types, keys
    and digests. The same record gives the same bytes. With --format sqlite it is one file, record.db, with a
    metadata.json for Datasette; neither has passwords or keys, as csrecon's own database has.
    """
    from pathlib import Path

    from console.arguments import items_of
    from console.record import to_read
    from console.telling.output import note
    from pipeline.basics.counted import counted
    from pipeline.outputs.tables import export as export_record
    from pipeline.outputs.tables import export_as_sqlite
    from pipeline.settings import load_settings

    engine, chosen = to_read(load_settings(database=database)), items_of(only or "")
    if format == "sqlite":
        written = export_as_sqlite(engine, Path(folder), chosen)
    else:
        written = export_record(engine, Path(folder), format, chosen)
    note(f"{counted(len(written), 'file')} written to {folder}.")
