"""Where the record stands: newest report and register, what is open, and the figures of all reports."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import Connection, Row, case, func, select

from pipeline.queries.register import listed_snapshots
from pipeline.record.tables.facts import assessments, stage_counts
from pipeline.record.tables.findings import findings, runs
from pipeline.record.tables.register import register_snapshots
from pipeline.record.tables.standing_reports import current_extractions, current_reports

# How long a finding has been known at the newest run, in days; each with its name.
AGES = ((0, "new"), (31, "up to a month"), (92, "up to three months"), (366, "up to a year"), (None, "older"))


@dataclass(frozen=True, slots=True)
class Durations:
    """Completed assessments of one kind that were returned in one month: working days, as printed."""

    month: str
    least: int
    middle: float
    most: int
    number: int
    over: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands where: the newest report and register (None where there is none), and open findings.

    `open_by_severity` counts open findings by severity and `open_by_age` by severity and name of the age;
    `by_status` counts all. `months` counts open findings by month and check. `stages` has for each stage
    the count of each report that states one, by month. `durations` and `targets` are by kind of
    assessment; the target is the one printed most often.
    """

    reports: int
    latest_report: Row[Any] | None
    latest_register: Row[Any] | None
    latest_run: Row[Any] | None
    open_by_severity: dict[str, int]
    open_by_age: dict[tuple[str, str], int]
    by_status: dict[str, int]
    months: dict[tuple[str, str], int]
    stages: dict[str, dict[str, int]]
    durations: dict[str, list[Durations]]
    targets: dict[str, int]


def overview(connection: Connection) -> Overview:
    """The state of the record in nine statements."""
    current = current_reports().subquery("r")
    count = connection.execute(select(func.count()).select_from(current)).scalar_one()
    latest = connection.execute(select(current).order_by(current.c.period.desc()).limit(1)).first()
    s = register_snapshots.c
    newest = (
        listed_snapshots()
        .where(s.removed_at.is_(None))
        .order_by((s.scope == "whole").desc(), s.as_of.desc(), s.learned_at.desc(), s.id.desc())
        .limit(1)
    )
    last_run = select(runs).order_by(runs.c.id.desc()).limit(1)
    c = findings.c
    months = select(c.period, c.code, func.count()).where(c.status == "open").group_by(c.period, c.code)
    severities, ages, statuses = _standing(connection)
    durations, targets = _durations(connection)
    return Overview(
        count,
        latest,
        connection.execute(newest).first(),
        connection.execute(last_run).first(),
        severities,
        ages,
        statuses,
        {(period, code): number for period, code, number in connection.execute(months).all()},
        _stages(connection),
        durations,
        targets,
    )


def _standing(connection: Connection) -> tuple[dict[str, int], dict[tuple[str, str], int], dict[str, int]]:
    """Open findings by severity, and by severity and age; all by status. Two statements."""
    c = findings.c
    newest = connection.scalar(select(func.max(c.last_seen)))
    severities: dict[str, int] = defaultdict(int)
    ages: dict[tuple[str, str], int] = defaultdict(int)
    statuses: dict[str, int] = defaultdict(int)
    if newest is None:
        return {}, {}, {}
    age = case(*((c.first_seen >= since, name) for since, name in _since(newest)), else_=AGES[-1][1])
    query = select(c.severity, c.status, age.label("age"), func.count()).group_by(c.severity, c.status, "age")
    for severity, status, name, number in connection.execute(query):
        statuses[status] += number
        if status == "open":
            severities[severity] += number
            ages[severity, name] += number
    return dict(severities), dict(ages), dict(statuses)


def _since(newest: datetime) -> list[tuple[datetime, str]]:
    return [(newest - timedelta(days=days), name) for days, name in AGES if days is not None]


def _stages(connection: Connection) -> dict[str, dict[str, int]]:
    """What each report says of how many proposals are in a stage; where it says it twice, the first."""
    current = current_reports().subquery("r")
    c = stage_counts.c
    query = (
        select(c.stage, current.c.period, c.count)
        .join(current, current.c.extraction_id == c.extraction_id)
        .order_by(current.c.period, c.position)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for stage, period, number in connection.execute(query):
        found[stage].setdefault(period, number)
    return dict(found)


def _durations(connection: Connection) -> tuple[dict[str, list[Durations]], dict[str, int]]:
    """Completed assessments by kind and month of return; a row that several reports repeat counts once."""
    c = assessments.c
    columns = (c.assessment, c.modification, c.returned_on)
    query = (
        select(*columns, func.max(c.duration_wd), func.max(c.target_wd))
        .where(c.extraction_id.in_(current_extractions()), c.status == "completed")
        .where(c.returned_on.is_not(None), c.duration_wd.is_not(None))
        .group_by(*columns)
        .order_by(c.returned_on)
    )
    taken: dict[tuple[str, str], list[tuple[int, int | None]]] = defaultdict(list)
    targets: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for kind, _, day, days, target in connection.execute(query).all():
        taken[kind, f"{day:%Y-%m}"].append((days, target))
        if target is not None:
            targets[kind][target] += 1
    found: dict[str, list[Durations]] = defaultdict(list)
    for (kind, month), rows in taken.items():
        days = [one for one, _ in rows]
        over = sum(target is not None and one > target for one, target in rows)
        found[kind].append(Durations(month, min(days), median(days), max(days), len(days), over))
    return dict(found), {kind: max(by, key=lambda one: (by[one], -one)) for kind, by in targets.items()}
