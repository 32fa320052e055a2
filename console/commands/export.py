"""`csrecon export`: the record as files that anyone can open."""

from typing import Annotated, Literal

import typer

from console.options import Database


def export(
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="The folder to write to; made if it is not there.")
    ],
    format: Annotated[
        Literal["csv", "parquet", "xlsx"], typer.Option("--format", help="The format of the files.")
    ] = "csv",
    only: Annotated[
        str | None,
        typer.Option("--only", metavar="TABLE,…", help="Only these tables and views."),
    ] = None,
    database: Database = None,
) -> None:
    """Write the record as files that anyone can open.

    One file a table or view, with a datapackage.json that describes them: columns with their types, keys
    and digests. The same record gives the same bytes.
    """
    from pathlib import Path

    from console.arguments import items_of
    from console.record import to_read
    from console.telling.output import note
    from pipeline.basics.counted import counted
    from pipeline.outputs.tables import export as export_record
    from pipeline.settings import load_settings

    written = export_record(
        to_read(load_settings(database=database)), Path(folder), format, items_of(only or "")
    )
    note(f"{counted(len(written), 'file')} written to {folder}.")
