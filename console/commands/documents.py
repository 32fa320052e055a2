"""`csrecon documents`: what was read, what was refused and why."""

from typing import TYPE_CHECKING, Annotated

import typer

from console.options import Database, TableOrJson

if TYPE_CHECKING:
    from pipeline.queries.documents import DocumentRow

_STATUSES = ("all", "stored", "quarantined", "superseded", "withdrawn")


def documents(
    status: Annotated[
        str,
        typer.Option(
            "--status",
            metavar="STATUS,…",
            help="Documents that stand so: stored, quarantined, superseded, withdrawn, or all.",
        ),
    ] = "all",
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """List what was read, and what was refused and why.

    A document whose place another issue took names it. The first column is the ID that `document withdraw`
    takes.
    """
    from dataclasses import asdict

    from console.arguments import choices_of
    from console.record import to_read
    from console.telling.output import console, print_json, table
    from pipeline.queries.documents import list_documents, superseded_by
    from pipeline.settings import load_settings

    wanted = choices_of(status, "--status", _STATUSES)
    engine = to_read(load_settings(database=database))
    rows = [row for row in list_documents(engine) if "all" in wanted or row.status in wanted]
    if format == "json":
        for row in rows:
            print_json(asdict(row) | {"first_seen": row.first_seen.isoformat()})
        return
    places = superseded_by(engine)
    console().print(
        table(
            ("ID", "Document", "Month", "Pages", "Status", "First seen", "Why"),
            [
                (
                    (row.sha256 or "")[:8],
                    row.filename,
                    row.period or "",
                    str(row.pages or ""),
                    row.status,
                    f"{row.first_seen:%Y-%m-%d %H:%M}",
                    _why(row, places),
                )
                for row in rows
            ],
        )
    )


def _why(row: "DocumentRow", places: dict[str, str]) -> str:
    """Why a document does not count: what was wrong with it, or which one took its place."""
    if row.refused:
        return f"{row.refused['code']}: {row.refused['message']}"
    by = places.get(row.sha256 or "") if row.status == "superseded" else None
    return f"superseded by {by[:8]}" if by else ""
