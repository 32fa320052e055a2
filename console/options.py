"""The options that several commands share, each with its help in one place."""

from typing import Annotated, Literal

import typer

FailOn = Literal["error", "warning", "unread"]
JsonOrTable = Literal["json", "table"]
TableOrJson = Literal["table", "json"]

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="The database; else CSRECON_DATABASE_URL, csrecon.toml, or csrecon.db in this folder.",
    ),
]
Files = Annotated[
    list[str], typer.Argument(metavar="FILE", help="Change Status Reports as PDF files.", show_default=False)
]
FailOnOption = Annotated[
    FailOn | None,
    typer.Option(
        "--fail-on",
        help="Exit with status 1 when a finding is this severe, or when a page could not be read (unread).",
    ),
]
Period = Annotated[
    str | None, typer.Option("--period", metavar="YYYY-MM", help="Only the report of this month.")
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does this.")]
ByOrLogin = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who does this; else the name of your login.")
]

Scope = Annotated[
    Literal["auto", "whole", "part"] | None,
    typer.Option("--scope", help="The whole register, or a part of it: what a part lacks is not missing."),
]
Shrunk = Annotated[
    bool | None,
    typer.Option("--shrunk", help="It is whole, though much of the last one is gone or it ends early."),
]
AllowPrivate = Annotated[
    bool | None,
    typer.Option("--allow-private", help="Fetch from an address inside a private network too."),
]
