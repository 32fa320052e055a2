"""Running the checks over the record, and what that does to the findings.

A finding that is seen opens, or stays as a person left it; one that was resolved opens again. One that
is no longer seen is resolved, but only where this run would have seen it: its check ran, its month was
in scope, and the check did not say that it could not judge.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, update

from extractors.facts import Extraction
from pipeline.checks import CHECKS, CheckOutcome, Finding, NotJudged, run_checks
from pipeline.database import writing
from pipeline.errors import UnusableInput
from pipeline.findings import evidence_rows, finding_row
from pipeline.load import load_reports
from pipeline.models.findings import finding_evidence, findings, run_findings, run_not_judged
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
            changes = _Changes(outcome, codes, period, now)
            changes.apply(connection, run.id)
        summary = _summary(material, outcome, changes)
        run.counts |= {
            "reports": summary.reports,
            "snapshots": summary.snapshots,
            "findings": summary.seen,
            "new": summary.new,
            "reopened": summary.reopened,
            "resolved": summary.resolved,
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


def _summary(material: Material, outcome: CheckOutcome, changes: "_Changes") -> ReconcileSummary:
    reports, snapshots = material
    return ReconcileSummary(
        reports=len({(r.report.code, r.report.period) for r in reports}),
        snapshots=len(snapshots),
        seen=len(changes.seen),
        new=len(changes.new),
        reopened=len(changes.reopened),
        resolved=len(changes.gone),
        not_judged=outcome.not_judged,
    )


class _Changes:
    """The difference between what the record has and what this run saw."""

    def __init__(self, outcome: CheckOutcome, codes: set[str], period: str | None, now: datetime) -> None:
        self.outcome = outcome
        self.codes = codes
        self.period = period
        self.now = now
        self.seen: dict[str, Finding] = {finding.fingerprint: finding for finding in outcome.findings}
        self.new: list[str] = []
        self.reopened: list[str] = []
        self.gone: list[str] = []

    def apply(self, connection: Connection, run_id: int) -> None:
        """Reads the findings, decides, and writes; the transaction has the write lock throughout."""
        c = findings.c
        columns = (c.fingerprint, c.status, c.code, c.period, c.reference, c.first_seen)
        known = {row.fingerprint: row for row in connection.execute(select(*columns))}
        self.new = [name for name in self.seen if name not in known]
        self.reopened = [n for n in self.seen if n in known and known[n].status == "resolved"]
        self.gone = [
            name
            for name, row in known.items()
            if name not in self.seen
            and row.status != "resolved"
            and self._would_have_seen(row.code, row.period, row.reference)
        ]
        self._write_seen(connection, {name: row.first_seen for name, row in known.items()})
        self._set_status(connection, self.reopened, "open")
        self._set_status(connection, self.gone, "resolved")
        self._write_log(connection, run_id)

    def _would_have_seen(self, code: str, period: str, reference: str | None) -> bool:
        return (
            code in self.codes
            and self.period in (None, period)
            and not any(
                one.code == code and one.period in (None, period) and one.reference in (None, reference)
                for one in self.outcome.not_judged
            )
        )

    def _write_seen(self, connection: Connection, known: dict[str, datetime]) -> None:
        """The words and the evidence of a known finding are those of the newest run.

        `known` has when each was first seen: a clock that was set back must not unmake the order.
        """
        rows = {name: finding_row(finding) for name, finding in self.seen.items()}
        fresh = [
            {"fingerprint": name, "status": "open", "first_seen": self.now, "last_seen": self.now}
            | rows[name]
            for name in self.new
        ]
        again = [
            {"key": name, "last_seen": max(self.now, known[name])} | row
            for name, row in rows.items()
            if name in known
        ]
        if fresh:
            connection.execute(insert(findings), fresh)
        if again:
            connection.execute(update(findings).where(findings.c.fingerprint == bindparam("key")), again)
            old = [{"key": row["key"]} for row in again]
            connection.execute(
                delete(finding_evidence).where(finding_evidence.c.fingerprint == bindparam("key")), old
            )
        sides = [row for name, finding in self.seen.items() for row in evidence_rows(name, finding)]
        if sides:
            connection.execute(insert(finding_evidence), sides)

    def _set_status(self, connection: Connection, names: Collection[str], status: str) -> None:
        if names:
            connection.execute(
                update(findings).where(findings.c.fingerprint == bindparam("key")).values(status=status),
                [{"key": name} for name in names],
            )

    def _write_log(self, connection: Connection, run_id: int) -> None:
        seen = [{"run_id": run_id, "fingerprint": name} for name in self.seen]
        if seen:
            connection.execute(insert(run_findings), seen)
        unsaid = [
            {
                "run_id": run_id,
                "position": position,
                "code": one.code,
                "period": one.period,
                "reference": one.reference,
                "reason": one.reason,
            }
            for position, one in enumerate(self.outcome.not_judged)
        ]
        if unsaid:
            connection.execute(insert(run_not_judged), unsaid)
