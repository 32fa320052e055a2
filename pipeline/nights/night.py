"""What a night changed: the findings that came, went and came back since the night before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from pipeline.basics.severity import SEVERITIES, Severity
from pipeline.record.database import read_transaction
from pipeline.record.tables.audit import waivers
from pipeline.record.tables.findings import findings, run_findings, runs
from pipeline.reports.intake import Taken

NIGHTLY = "nightly"
CHECKS_RUN = "checks_run"  # in a night's counts: the number of the run that its checks were


@dataclass(frozen=True, slots=True)
class NightFinding:
    """A finding as a night tells of it."""

    fingerprint: str
    code: str
    severity: Severity
    period: str
    reference: str | None
    message: str


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """Findings since the night before, each list in order of severity, month and code.

    `lapsed` are those whose waiver ended in this night: its day passed, or what was waived changed.
    """

    new: tuple[NightFinding, ...]
    reopened: tuple[NightFinding, ...]
    resolved: tuple[NightFinding, ...]
    lapsed: tuple[NightFinding, ...]
    open: dict[str, int]

    def __bool__(self) -> bool:
        return bool(self.new or self.reopened or self.resolved or self.lapsed)


@dataclass(frozen=True, slots=True)
class Lapsing:
    """A waiver whose last day is near, and what it lets stand."""

    until: date
    finding: NightFinding


@dataclass(frozen=True, slots=True)
class Night:
    """One nightly run as it is told: what it did, what it could not do, and what is different.

    `register` says in a sentence what became of the register, `register_changed` whether it differs from
    the night before, `problems` what went wrong, each a sentence. `seconds` is the night's wall time;
    `lapsing` are the waivers that end within a fortnight.
    """

    run: int
    began: datetime
    seconds: float
    documents: tuple[Taken, ...]
    register: str
    register_changed: bool
    findings: FindingChanges | None
    problems: tuple[str, ...] = ()
    lapsing: tuple[Lapsing, ...] = ()

    @property
    def stored(self) -> tuple[Taken, ...]:
        return tuple(one for one in self.documents if one.became == "stored")

    @property
    def refused(self) -> tuple[Taken, ...]:
        return tuple(one for one in self.documents if one.became == "refused")

    @property
    def changed(self) -> bool:
        """Whether anybody needs to be told."""
        return bool(self.stored or self.refused or self.register_changed or self.findings or self.problems)


def last_checks(engine: Engine, before: int | None = None) -> int | None:
    """The run in which the checks ran in the last night (before the run of this number) that got so far."""
    query = select(runs.c.counts).where(runs.c.kind == NIGHTLY).order_by(runs.c.id.desc())
    if before is not None:
        query = query.where(runs.c.id < before)
    with read_transaction(engine) as connection:
        for counts in connection.scalars(query):
            if CHECKS_RUN in counts:
                found: int = counts[CHECKS_RUN]
                return found
    return None


def newest_run(engine: Engine, kind: str) -> int:
    """The number of the newest run of a kind; there must be one."""
    query = select(runs.c.id).where(runs.c.kind == kind).order_by(runs.c.id.desc()).limit(1)
    with read_transaction(engine) as connection:
        number: int = connection.execute(query).scalar_one()
    return number


def changes_between(engine: Engine, before: int | None, now: int) -> FindingChanges:
    """What the checks' run `now` saw that the run `before` had not, and the reverse; None sees nothing.

    A finding that the newer run could not judge is not resolved.
    """
    f = findings.c
    columns = f.fingerprint, f.code, f.severity, f.period, f.reference, f.message, f.status, f.first_seen
    with read_transaction(engine) as connection:
        seen = _seen_by(connection, now)
        had = _seen_by(connection, before) if before is not None else set()
        checked = (
            connection.scalar(select(runs.c.started_at).where(runs.c.id == before))
            if before is not None
            else None
        )
        rows = list(connection.execute(select(*columns)))
        lapsed = _lapsed(connection, now)
    fresh = [row for row in rows if row.fingerprint in seen - had]
    gone = [row for row in rows if row.fingerprint in had - seen and row.status == "resolved"]
    standing = [row.severity for row in rows if row.status == "open"]
    return FindingChanges(
        new=_told(row for row in fresh if checked is None or row.first_seen > checked),
        reopened=_told(row for row in fresh if checked is not None and row.first_seen <= checked),
        resolved=_told(gone),
        lapsed=_told(row for row in rows if row.fingerprint in lapsed),
        open={severity: standing.count(severity) for severity in SEVERITIES},
    )


def lapsing_by(engine: Engine, day: date) -> tuple[Lapsing, ...]:
    """The approved waivers that end on this day or before, the next one first."""
    w, f = waivers.c, findings.c
    columns = f.fingerprint, f.code, f.severity, f.period, f.reference, f.message, w.until
    near = (w.ended_at.is_(None), w.approved_at.is_not(None), w.until <= day)
    query = select(*columns).join(waivers, w.fingerprint == f.fingerprint).where(*near)
    with read_transaction(engine) as connection:
        rows = connection.execute(query.order_by(w.until, f.fingerprint)).all()
    return tuple(Lapsing(row.until, _told([row])[0]) for row in rows)


def _seen_by(connection: Connection, run: int) -> set[str]:
    query = select(run_findings.c.fingerprint).where(run_findings.c.run_id == run)
    return set(connection.scalars(query))


def _lapsed(connection: Connection, run: int) -> set[str]:
    """The findings whose waivers the run of this number ended, though they still stand."""
    query = (
        select(waivers.c.fingerprint)
        .join(runs, runs.c.started_at == waivers.c.ended_at)
        .where(runs.c.id == run, waivers.c.ended_why.in_(("expired", "values")))
    )
    return set(connection.scalars(query))


def _told(rows: Iterable[Row[Any]]) -> tuple[NightFinding, ...]:
    told = [NightFinding(r.fingerprint, r.code, r.severity, r.period, r.reference, r.message) for r in rows]
    return tuple(
        sorted(
            told,
            key=lambda f: (SEVERITIES.index(f.severity), f.period, f.code, f.reference or "", f.fingerprint),
        )
    )
