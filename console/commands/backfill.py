"""`csrecon backfill`: an archive of reports into the record, as a Prefect flow."""

from typing import Annotated, Literal

import typer

from console.options import Database


def backfill(
    places: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders with everything below them, patterns.")
    ],
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, max=64, help="Documents read at once.")
    ] = None,
    runner: Annotated[
        Literal["process", "dask"],
        typer.Option("--runner", help="Where documents are read: in a pool of processes, or by Dask."),
    ] = "process",
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="YYYY-MM",
            help="Leave out reports of earlier months; the month is the one that the report itself names.",
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read anew what an older version of the extractor read.")
    ] = False,
    shard: Annotated[
        str | None,
        typer.Option(
            "--shard", metavar="I/N", help="Only this part of the documents, as in 1/3; needs PostgreSQL."
        ),
    ] = None,
    database: Database = None,
) -> None:
    """Read whole archives of reports, as a Prefect flow.

    What the record knows is skipped, so an interrupted run goes on where it stopped. Works without a
    Prefect server, and uses yours where PREFECT_API_URL is set. Exit status 3 when a document was refused.
    """
    from console.record import to_read
    from console.running.backfill import run_backfill
    from console.telling.intake import end
    from pipeline.settings import load_settings

    settings = load_settings(database=database, workers=workers)
    counts = run_backfill(places, settings, since=since, again=again, runner=runner, shard=shard)
    end(counts, to_read(settings))
