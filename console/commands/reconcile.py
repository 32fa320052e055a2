"""`csrecon reconcile`: run the checks over the record."""

from datetime import datetime
from typing import Annotated

import typer

from console.options import Database, Period, TableOrJson


def reconcile(
    period: Period = None,
    only: Annotated[
        str | None, typer.Option("--only", metavar="CODE,…", help="Only these checks, as in I101,R304.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Print what would have been found with what was known by that day; write nothing.",
        ),
    ] = None,
    format: TableOrJson = "table",
    database: Database = None,
) -> None:
    """Run the checks and update the findings.

    Every stored report is looked at, with the register of its time. What is found again stays as it is,
    what is no longer found is resolved. With --as-of nothing is updated: the answer is printed.
    """
    from console.arguments import codes_of, end_of, period_of
    from console.record import now, tell_head, to_change
    from console.telling.findings_table import told
    from console.telling.output import note
    from pipeline.basics.counted import counted
    from pipeline.judging.not_judged import summed_up_in
    from pipeline.judging.reconcile import reconcile as run_reconcile
    from pipeline.record.run_lock import run_lock
    from pipeline.settings import load_settings

    month, codes = period_of(period, "--period"), codes_of(only)
    if (moment := end_of(as_of, "--as-of")) is not None:
        _print_as_of(moment, month, codes, format, database)
        return
    engine = to_change(load_settings(database=database))
    started = now()
    with run_lock(engine, now=started):
        done = run_reconcile(engine, period=month, only=codes, now=started)
    for silence in told(summed_up_in(engine, done.run)):
        note(silence)
    print(
        f"{counted(done.reports, 'report')} and {counted(done.snapshots, 'register snapshot')} checked: "
        f"{counted(done.seen, 'finding')}, "
        f"{done.new} new, {done.reopened} reopened, {done.resolved} resolved, "
        f"{counted(done.lapsed, 'waiver')} lapsed; "
        f"{counted(done.not_judged, 'question')} could not be judged."
    )
    tell_head(engine)


def _print_as_of(
    moment: datetime, period: str | None, codes: list[str] | None, format: str, database: str | None
) -> None:
    """The findings that what was known at a moment gives, gravest first; the record stays as it is."""
    from console.record import to_read
    from console.telling.findings_table import counted, findings_table, gravest_first, told
    from console.telling.output import console, note, print_json
    from pipeline.findings.stored import StoredFinding, finding_to_json
    from pipeline.judging.not_judged import summed_up
    from pipeline.judging.reconcile import findings_as_of
    from pipeline.settings import load_settings

    engine = to_read(load_settings(database=database))
    outcome = findings_as_of(engine, as_of=moment, period=period, only=codes)
    found = gravest_first(outcome.findings)
    for silence in told(summed_up(outcome.not_judged)):
        note(silence)
    if format == "json":
        for one in found:
            print_json(finding_to_json(StoredFinding(one.fingerprint, one, "open", moment, moment)))
        return
    title = f"As known on {moment:%Y-%m-%d}: {counted(found)}"
    console().print(findings_table(found, title) if found else title)
