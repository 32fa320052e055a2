"""Running the checks over the record; `pipeline.lives` has what that does to the findings."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from extractors.facts import Extraction
from pipeline.checks import CHECKS, CheckOutcome, NotJudged, run_checks
from pipeline.database import writing
from pipeline.errors import UnusableInput
from pipeline.lives import Changes, live_on
from pipeline.load import load_reports
from pipeline.register.entries import RegisterSnapshot
from pipeline.register.load import load_snapshots
from pipeline.runs import record_run

Checker = Callable[..., CheckOutcome]
Material = tuple[Sequence[Extraction], Sequence[RegisterSnapshot]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileSummary:
    """What a run of the checks changed. `seen` are all findings of this run, whatever their status."""

    reports: int
    snapshots: int
    seen: int
    new: int
    reopened: int
    resolved: int
    lapsed: int
    not_judged: tuple[NotJudged, ...]


def reconcile(
    engine: Engine,
    *,
    period: str | None = None,
    only: Collection[str] | None = None,
    now: datetime,
    checker: Checker = run_checks,
) -> ReconcileSummary:
    """Runs the checks and updates the findings, all in one transaction; a line in the run log.

    `period` (YYYY-MM) and `only` (codes) limit what is looked for and what can be resolved.
    Raises UnusableInput for a code that no check has.
    """
    codes = _codes(only)
    with record_run(engine, "reconcile", now=now) as run:
        material, outcome = _judge(engine, None, only, period, checker)
        with writing(engine) as connection:
            changes = live_on(connection, run.id, outcome, codes=codes, period=period, now=now)
        summary = _summary(material, outcome, changes)
        run.counts |= {
            "reports": summary.reports,
            "snapshots": summary.snapshots,
            "findings": summary.seen,
            "new": summary.new,
            "reopened": summary.reopened,
            "resolved": summary.resolved,
            "lapsed": summary.lapsed,
            "not_judged": len(summary.not_judged),
        }
    return summary


def judge(
    engine: Engine,
    *,
    as_of: datetime,
    period: str | None = None,
    only: Collection[str] | None = None,
    checker: Checker = run_checks,
) -> CheckOutcome:
    """What the checks say of all that was known at a moment. Nothing is written: the findings are today's."""
    _codes(only)
    return _judge(engine, as_of, only, period, checker)[1]


def _judge(
    engine: Engine,
    as_of: datetime | None,
    only: Collection[str] | None,
    period: str | None,
    checker: Checker,
) -> tuple[Material, CheckOutcome]:
    reports = load_reports(engine, as_of=as_of, which="all")
    snapshots = load_snapshots(engine, as_of=as_of)
    return (reports, snapshots), checker(reports, snapshots, only=only, period=period)


def _codes(only: Collection[str] | None) -> set[str]:
    known = {check.code for check in CHECKS}
    if only is None:
        return known
    if strange := sorted(set(only) - known):
        raise UnusableInput(
            f"There is no check {', '.join(strange)}. The checks are {', '.join(sorted(known))}."
        )
    return set(only)


def _summary(material: Material, outcome: CheckOutcome, changes: Changes) -> ReconcileSummary:
    reports, snapshots = material
    return ReconcileSummary(
        reports=len({(r.report.code, r.report.period) for r in reports}),
        snapshots=len(snapshots),
        seen=len(changes.seen),
        new=len(changes.new),
        reopened=len(changes.reopened),
        resolved=len(changes.gone),
        lapsed=len(changes.lapsed),
        not_judged=outcome.not_judged,
    )
