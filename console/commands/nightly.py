"""`csrecon nightly`: one pass of the nightly flow."""

from typing import Annotated

import typer

from console.options import AllowPrivate, Database, Scope, Shrunk


def nightly(
    inbox: Annotated[
        str | None,
        typer.Option("--inbox", metavar="DIR", help="The folder of new reports; else the setting."),
    ] = None,
    register: Annotated[
        str | None,
        typer.Option(
            "--register",
            metavar="SOURCE",
            help="A file, folder or address; else the setting.",
        ),
    ] = None,
    scope: Scope = None,
    shrunk: Shrunk = None,
    allow_private: AllowPrivate = None,
    database: Database = None,
) -> None:
    """One night: register, reports, checks, what changed.

    Written as Markdown, a page and JSON into the folder of the nights; a notification is sent where
    something changed and one is set. A register that is out of reach leaves the rest to be done; the exit
    status then says so. Exit status 3 when a document was refused.
    """
    from console.record import tell_head, to_read
    from console.running.nightly import run_night
    from pipeline.settings import load_settings

    settings = load_settings(database=database, scope=scope, shrunk=shrunk, allow_private=allow_private)
    counts = run_night(inbox, register, settings)
    tell_head(to_read(settings))
    if counts["refused"]:
        raise typer.Exit(3)
