"""`csrecon documents`: what was read, what was refused and why."""

from typing import Annotated, Literal

import typer

from console.options import Database, TableOrJson

Status = Literal["all", "stored", "quarantined", "superseded", "withdrawn"]


def documents(
    status: Annotated[Status, typer.Option("--status", help="Documents that stand so.")] = "all",
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """List what was read, and what was refused and why."""
    from dataclasses import asdict

    from console.record import to_read
    from console.telling.output import console, print_json, table
    from pipeline.queries.documents import list_documents
    from pipeline.settings import load_settings

    rows = list_documents(to_read(load_settings(database=database)), status)
    if format == "json":
        for row in rows:
            print_json(asdict(row) | {"first_seen": row.first_seen.isoformat()})
        return
    console().print(
        table(
            ("Document", "Month", "Pages", "Status", "First seen", "Why"),
            [
                (
                    row.filename,
                    row.period or "",
                    str(row.pages or ""),
                    row.status,
                    f"{row.first_seen:%Y-%m-%d %H:%M}",
                    f"{row.refused['code']}: {row.refused['message']}"
                    if row.refused
                    else "only the digest tells which issue counts: withdraw one"
                    if row.tied
                    else "",
                )
                for row in rows
            ],
        )
    )
