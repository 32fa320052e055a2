"""`csrecon run show`: one run, what it did and what it changed."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.options import Database, TableOrJson

if TYPE_CHECKING:
    from pipeline.queries.runs import RunParts

_MOST = 50  # findings and reasons; the rest is counted


def show(
    number: Annotated[int, typer.Argument(metavar="N", help="A run, as `csrecon runs` numbers them.")],
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Show one run: what it did, what changed, what could not be judged."""
    from console.record import to_read
    from console.telling.output import print_json
    from pipeline.basics.errors import UnusableInput
    from pipeline.queries.runs import run_parts
    from pipeline.record.database import read_transaction
    from pipeline.settings import load_settings

    engine = to_read(load_settings(database=database))
    with read_transaction(engine) as connection:
        parts = run_parts(connection, number, limit=_MOST)
    if parts is None:
        raise UnusableInput(f"There is no run {number}. `csrecon runs` lists them.")
    if format == "json":
        print_json(_to_json(parts))
        return
    _print(parts)


def _to_json(parts: "RunParts") -> dict[str, Any]:
    run = parts.run
    return {
        "id": run.id,
        "kind": run.kind,
        "started_at": run.started_at.isoformat(),
        "finished_at": run.finished_at.isoformat() if run.finished_at else None,
        "status": run.status,
        "counts": run.counts,
        "message": run.message,
        "log": {"entries": run.entries, "head": run.hash} if run.hash else None,
        "seen": parts.seen,
        "changed": parts.changed,
        "opened": [
            {
                "fingerprint": one.fingerprint,
                "code": one.code,
                "severity": one.severity,
                "period": one.period,
                "reference": one.reference,
                "message": one.message,
                "status": one.status,
            }
            for one in parts.fresh
        ],
        "not_judged": [
            {"code": one.code, "reason": one.reason, "number": one.number, "example": one.example}
            for one in parts.silences
        ],
    }


def _print(parts: "RunParts") -> None:
    from console.telling.output import console, table

    out, run = console(), parts.run
    out.print(f"Run {run.id}: {run.kind}, {run.status}", style="bold")
    took = f", {(run.finished_at - run.started_at).total_seconds():.1f} s" if run.finished_at else ""
    out.print(f"Began {run.started_at:%Y-%m-%d %H:%M} UTC{took}")
    if run.message:
        out.print(f"Message: {run.message}")
    for name, counts in (("Did", run.counts), ("Saw", parts.seen), ("Changed", parts.changed)):
        if said := ", ".join(f"{what} {number}" for what, number in counts.items() if number):
            out.print(f"{name}: {said}")
    if run.hash:
        out.print(f"Log of acts: entry {run.entries}, head {run.hash}")
    if parts.fresh:
        lines = [
            (one.fingerprint[:8], one.code, one.severity, one.period, one.message) for one in parts.fresh
        ]
        out.print(table(("Opened", "Code", "Severity", "Month", "Finding"), lines))
    if parts.silences:
        unsaid = [(one.code, str(one.number), one.example or "", one.reason) for one in parts.silences]
        out.print(table(("Not judged", "Times", "As in", "Why"), unsaid))
        out.print(f"Each of them: csrecon runs --not-judged {run.id}")
