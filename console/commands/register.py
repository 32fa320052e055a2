"""`csrecon register`: snapshots of the modification register."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from console.options import Database, TableOrJson

if TYPE_CHECKING:
    from pipeline.register.load import LoadedSnapshot


def load(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="A file, a folder of saved pages or an http(s) address."),
    ],
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="YYYY-MM-DD",
            help="The day that it shows; else the file's name, where that is a date, or today.",
        ),
    ] = None,
    scope: Annotated[
        Literal["auto", "whole", "part"],
        typer.Option(
            "--scope",
            help="The whole register, or a part of it: what a part lacks is not missing.",
        ),
    ] = "auto",
    format: Annotated[
        Literal["auto", "csv", "json", "xlsx", "html"], typer.Option("--format", help="What the file is.")
    ] = "auto",
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="Fetch from an address inside a private network too."),
    ] = False,
    database: Database = None,
) -> None:
    """Store a snapshot of the register. All of it can be read, or nothing is stored."""
    from console.arguments import day_of
    from console.output import note
    from console.record import archive, now, to_write
    from console.settings import load_settings
    from pipeline.lock import run_lock
    from pipeline.register.addresses import is_address, parse
    from pipeline.register.load import load_register, read_register
    from pipeline.register.web import Unchanged, load_from_web

    day, settings = day_of(as_of, "--as-of"), load_settings(database=database)
    web = is_address(source)
    if web:
        parse(source)
    else:
        read_register(source, format, scope)  # so that a source that cannot be used does not make a database
    engine = to_write(settings)
    started = now()
    with run_lock(engine, now=started):
        done = (
            load_from_web(
                engine,
                archive(settings),
                source,
                as_of=day,
                format=format,
                scope=scope,
                allow_private=allow_private,
                now=started,
            )
            if web
            else load_register(engine, source, as_of=day, format=format, scope=scope, now=started)
        )
    if isinstance(done, Unchanged):
        print(f"{done.source}: unchanged since {done.since:%Y-%m-%d %H:%M}, nothing stored.")
        return
    for line in done.set_aside:
        note(line)
    said = "stored" if done.new else "already in the record"
    print(f"{done.source}: {_what(done)}, {said}.")


def _what(done: "LoadedSnapshot") -> str:
    """`62 modifications as of 2020-08-07`, `42 pages of 31 days, 2016-05-31 to 2023-06-29`."""
    if done.scope == "whole":
        return f"{done.entries} modifications as of {done.as_of}"
    if len(done.days) == 1:
        return f"a part of the register, {done.entries} modifications as of {done.as_of}"
    return (
        f"a part of the register, {done.entries} pages of {len(done.days)} days, "
        f"{done.days[0]} to {done.as_of}"
    )


def list_(format: TableOrJson = "table", database: Database = None) -> None:
    """List the stored snapshots, oldest first."""
    from console.output import console, print_json, table
    from console.record import to_read
    from console.settings import load_settings
    from pipeline.register.load import list_snapshots

    rows = list_snapshots(to_read(load_settings(database=database)))
    if format == "json":
        for row in rows:
            print_json(
                {
                    "as_of": row.as_of.isoformat(),
                    "source": row.source,
                    "format": row.format,
                    "scope": row.scope,
                    "sha256": row.sha256,
                    "learned_at": row.learned_at.isoformat(),
                    "entries": row.entries,
                }
            )
        return
    console().print(
        table(
            ("As of", "Source", "Scope", "Entries", "Learned"),
            [
                (str(r.as_of), r.source, r.scope, str(r.entries), f"{r.learned_at:%Y-%m-%d %H:%M}")
                for r in rows
            ],
        )
    )
