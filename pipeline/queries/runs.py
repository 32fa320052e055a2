"""The run log, and what one run changed."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from pipeline.basics.persons import TOOL
from pipeline.basics.severity import Severity
from pipeline.logbook.run_log import PastRun, headed_runs
from pipeline.record.tables.audit import audit_log
from pipeline.record.tables.findings import findings, run_findings, run_not_judged, runs

_CHANGES = ("opened", "reopened", "resolved", "lapsed")


@dataclass(frozen=True, slots=True)
class Opened:
    """A finding that a run opened."""

    fingerprint: str
    code: str
    severity: Severity
    period: str
    reference: str | None
    message: str
    status: str


@dataclass(frozen=True, slots=True)
class Silence:
    """What a check could not judge and why, how often, and one modification as an example."""

    code: str
    reason: str
    number: int
    example: str | None


@dataclass(frozen=True, slots=True)
class RunParts:
    """A run: its row with the head of the log, what it saw by severity, and what it changed.

    `changed` counts findings by what became of them; `fresh` are the first of those it opened.
    """

    run: PastRun
    seen: dict[str, int]
    changed: dict[str, int]
    fresh: list[Opened]
    silences: list[Silence]


def runs_page(connection: Connection, status: str, *, offset: int, limit: int) -> tuple[int, list[PastRun]]:
    """How many runs ended so (an empty text: all), and some of them, newest first. Two statements."""
    where = [runs.c.status == status] if status else []
    total = connection.execute(select(func.count()).select_from(runs).where(*where)).scalar_one()
    rows = connection.execute(headed_runs().where(*where).offset(offset).limit(limit)).mappings()
    return total, [PastRun(**row) for row in rows]


def run_parts(connection: Connection, id_: int, *, limit: int) -> RunParts | None:
    """A run with at most `limit` findings that it opened; None where there is none. Five statements."""
    row = connection.execute(headed_runs().where(runs.c.id == id_)).mappings().first()
    if row is None:
        return None
    run = PastRun(**row)
    f, a, n = findings.c, audit_log.c, run_not_judged.c
    seen = (
        select(f.severity, func.count())
        .join(run_findings, run_findings.c.fingerprint == f.fingerprint)
        .where(run_findings.c.run_id == id_)
        .group_by(f.severity)
    )
    # A run writes its acts with the moment at which it began.
    own = [a.at == run.started_at, a.actor == TOOL]
    changed = select(a.act, func.count()).where(*own, a.act.in_(_CHANGES)).group_by(a.act)
    fresh = (
        select(f.fingerprint, f.code, f.severity, f.period, f.reference, f.message, f.status)
        .join(audit_log, a.subject == f.fingerprint)
        .where(*own, a.act == "opened")
        .order_by(f.period.desc(), f.code, f.fingerprint)
        .limit(limit)
    )
    silences = (
        select(n.code, n.reason, func.count().label("number"), func.max(n.reference).label("example"))
        .where(n.run_id == id_)
        .group_by(n.code, n.reason)
        .order_by(n.code, func.min(n.position))
    )
    return RunParts(
        run,
        {row[0]: row[1] for row in connection.execute(seen)},
        {row[0]: row[1] for row in connection.execute(changed)},
        [Opened(**row) for row in connection.execute(fresh).mappings()],
        [Silence(**row) for row in connection.execute(silences).mappings()],
    )
