"""`csrecon runs`: what was done when, and how it ended."""

from typing import TYPE_CHECKING, Annotated

import typer

from console.options import Database, TableOrJson

if TYPE_CHECKING:
    from sqlalchemy import Engine


def runs(
    not_judged: Annotated[
        int | None,
        typer.Option("--not-judged", metavar="RUN", help="Instead, all that this run could not judge."),
    ] = None,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """List past runs: what, when and how they ended."""
    from console.record import to_read
    from console.telling.output import console, print_json, table
    from pipeline.logbook.run_log import list_runs
    from pipeline.settings import load_settings

    engine = to_read(load_settings(database=database))
    if not_judged is not None:
        _print_silences(engine, not_judged, format)
        return
    past = list_runs(engine)
    if format == "json":
        for run in past:
            print_json(
                {
                    "id": run.id,
                    "kind": run.kind,
                    "started_at": run.started_at.isoformat(),
                    "finished_at": run.finished_at.isoformat() if run.finished_at else None,
                    "status": run.status,
                    "counts": run.counts,
                    "seconds": run.seconds,
                    "message": run.message,
                    "log": {"entries": run.entries, "head": run.hash} if run.hash else None,
                }
            )
        return
    console().print(
        table(
            ("Run", "Kind", "Started", "Outcome", "Seconds", "Counts"),
            [
                (
                    str(run.id),
                    run.kind,
                    f"{run.started_at:%Y-%m-%d %H:%M}",
                    run.status,
                    f"{run.seconds:.1f}" if run.seconds is not None else "",
                    run.message
                    or ", ".join(f"{name} {number}" for name, number in run.counts.items() if number),
                )
                for run in past
            ],
        )
    )


def _print_silences(engine: "Engine", run: int, format: str) -> None:
    """What a run of the checks could not judge: counted by check, and each with its reason."""
    from collections import Counter
    from dataclasses import asdict

    from console.telling.output import console, print_json, table
    from pipeline.basics.errors import UnusableInput
    from pipeline.judging.not_judged import not_judged_in
    from pipeline.logbook.run_log import list_runs

    if run not in (past.id for past in list_runs(engine)):
        raise UnusableInput(f"There is no run {run}. `csrecon runs` lists them.")
    unsaid = not_judged_in(engine, run)
    if format == "json":
        for one in unsaid:
            print_json({"run": run} | asdict(one))
        return
    counts = Counter(one.code for one in unsaid)
    print(", ".join(f"{code} {number}" for code, number in sorted(counts.items())) or "All was judged.")
    if unsaid:
        lines = [(one.code, one.period or "", one.reference or "", one.reason) for one in unsaid]
        console().print(table(("Check", "Month", "Modification", "Why not"), lines))
