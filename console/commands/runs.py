"""`csrecon runs`: what was done when, and how it ended."""

from console.options import Database, TableOrJson


def runs(format: TableOrJson = "table", database: Database = None) -> None:
    """List past runs: what, when and how they ended."""
    from console.output import console, print_json, table
    from console.record import to_read
    from pipeline.runs import list_runs
    from pipeline.settings import load_settings

    past = list_runs(to_read(load_settings(database=database)))
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
