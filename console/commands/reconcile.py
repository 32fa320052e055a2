"""`csrecon reconcile`: run the checks over the record."""

from typing import Annotated

import typer

from console.options import Database, Period


def reconcile(
    period: Period = None,
    only: Annotated[
        str | None, typer.Option("--only", metavar="CODE,…", help="Only these checks, as in I101,R304.")
    ] = None,
    database: Database = None,
) -> None:
    """Run the checks and update the findings.

    Every stored report is looked at, with the register of its time. What is found again stays as it is,
    what is no longer found is resolved.
    """
    from console.arguments import codes_of, period_of
    from console.record import now, tell_head, to_write
    from console.telling.findings_table import told
    from console.telling.output import note
    from pipeline.judging.not_judged import summed_up_in
    from pipeline.judging.reconcile import reconcile as run_reconcile
    from pipeline.record.run_lock import run_lock
    from pipeline.settings import load_settings

    month, codes = period_of(period, "--period"), codes_of(only)
    engine = to_write(load_settings(database=database))
    started = now()
    with run_lock(engine, now=started):
        done = run_reconcile(engine, period=month, only=codes, now=started)
    for silence in told(summed_up_in(engine, done.run)):
        note(silence)
    print(
        f"{done.reports} reports and {done.snapshots} register snapshots checked: {done.seen} findings, "
        f"{done.new} new, {done.reopened} reopened, {done.resolved} resolved, "
        f"{done.lapsed} waivers lapsed; {done.not_judged} questions could not be judged."
    )
    tell_head(engine)
