"""`csrecon vocabulary`: the tables in use, and the archive's own as files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.commands.review import Try, Why, give
from console.options import By, Database, TableOrJson

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from pipeline.review.answers import Answer

Own = Annotated[bool, typer.Option("--own", help="Only the archive's own rows.")]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the CSV tables.")]


def vocabulary(
    context: typer.Context, own: Own = False, format: TableOrJson = "table", database: Database = None
) -> None:
    """The tables of wordings in use."""
    if context.invoked_subcommand is None:
        list_(own, format, database)


def list_(own: Own = False, format: TableOrJson = "table", database: Database = None) -> None:
    """List the rows in use, the archive's own with the answer that wrote each."""
    from console.record import to_read
    from console.telling.output import console, note, print_json, table
    from extractors.contract import OWN_TABLES
    from extractors.vocabulary import vocabulary as rows_of
    from pipeline.record.database import read_transaction
    from pipeline.reports.own_words import numbered_rows
    from pipeline.review.own_files import contradiction
    from pipeline.settings import load_settings

    with read_transaction(to_read(load_settings(database=database))) as connection:
        mine = numbered_rows(connection)
    rows = [
        {"table": row.table, **row.cells(), "answer": number, "approved": row.approved}
        for number, row in mine
    ]
    if not own:
        rows += [{"table": name, **row} for name in OWN_TABLES for row in rows_of(name)]
    for _, row in mine:
        if said := contradiction(row):
            note(said)
    if format == "json":
        for one in rows:
            print_json(one)
        return
    shown = [
        (
            str(one["table"]),
            str(one["wording"]),
            " ".join(str(one[name]) for name in OWN_TABLES[str(one["table"])] if one[name]),
            str(one["first_seen"]),
            str(one.get("answer", "")) + ("" if one.get("approved", True) else " (not approved)"),
        )
        for one in rows
    ]
    console().print(table(("Table", "Wording", "Means", "First seen", "Answer"), shown))


def export(folder: Folder, database: Database = None) -> None:
    """Write the archive's own rows as CSV tables, with the columns of the built-in ones."""
    from console.record import to_read
    from pipeline.reports.own_words import own_words
    from pipeline.review.own_files import write_own
    from pipeline.settings import load_settings

    written = write_own(own_words(to_read(load_settings(database=database))), folder)
    for file in written:
        print(file)
    if not written:
        print("The archive has no own rows.")


def import_(
    folder: Folder,
    by: By,
    reason: Why = "",
    dry: Try = False,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Add the rows of CSV tables. They count at once; what is read by them is in doubt until approved."""
    from console.telling.output import note
    from pipeline.basics.errors import UnusableInput
    from pipeline.reports.own_words import own_words_in
    from pipeline.review.answers import Answer
    from pipeline.review.own_files import contradiction, read_own

    rows = read_own(folder)
    for row in rows:
        if said := contradiction(row):
            note(said)

    def answer(connection: "Connection") -> "Answer":
        had = {(row.table, row.meaning, row.wording) for row in own_words_in(connection)}
        new = tuple(row for row in rows if (row.table, row.meaning, row.wording) not in had)
        if not new:
            raise UnusableInput("The archive has all these rows already; nothing was written.")
        return Answer("import", rows=new)

    give(answer, by, reason, dry, format, database)


def approve(
    by: By,
    reason: Why = "",
    dry: Try = False,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Approve the rows that another person imported: what is read by them is in doubt no more."""
    from pipeline.review.answers import Answer

    give(lambda _: Answer("approve"), by, reason, dry, format, database)
