"""The last judgement of the whole record: by which run and program, and what it was given.

It stands as long as nothing that it was given changed; `pipeline.judging.affected_by_reports` tells what a
change affects.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from pipeline.checks.day_counts import CONVENTIONS, DayCount
from pipeline.record.tables.last_full_run import run_judgement
from pipeline.register.snapshots.read_back import SnapshotHead
from pipeline.reports.read_back import ReportHead

_BY_NAME = {convention.name: convention for convention in CONVENTIONS}


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to judge: the issues of each month by number, the last of which counts, and snapshots.

    Of each snapshot the day until which it was confirmed; it moves on without a new snapshot.
    """

    months: Mapping[str, tuple[int, ...]]
    snapshots: Mapping[int, date | None]


@dataclass(frozen=True, slots=True)
class LastFullRun:
    """A run that judged everything, its material, and how each month's table counts days by itself."""

    run: int
    material: Material
    tables: Mapping[str, DayCount]


def material_of(reports: Iterable[ReportHead], snapshots: Iterable[SnapshotHead]) -> Material:
    """The material that these heads stand for."""
    months: dict[str, tuple[int, ...]] = {}
    for head in reports:
        months[head.header.period] = (*months.get(head.header.period, ()), head.id)
    return Material(months, {head.id: head.confirmed_on for head in snapshots})


def program() -> str:
    """Names this state of everything that a judgement rests on but the record: another one judges anew."""
    spoken = sha256(version("rapidfuzz").encode())
    for path, file in _sources(files("pipeline"), ""):
        spoken.update(path.encode() + file.read_bytes())
    return spoken.hexdigest()


def _sources(folder: Traversable, path: str) -> Iterable[tuple[str, Traversable]]:
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir() and one.name not in ("__pycache__", "migrations"):
            yield from _sources(one, f"{path}/{one.name}")
        elif one.name.endswith((".py", ".csv")):
            yield f"{path}/{one.name}", one


def read_last_full_run(connection: Connection, checks: str) -> LastFullRun | None:
    """The last judgement, if it was made by this state of the program."""
    row = connection.execute(select(run_judgement).where(run_judgement.c.checks == checks)).first()
    if row is None:
        return None
    months = {period: tuple(month["ids"]) for period, month in row.reports.items()}
    snapshots = {int(id_): day and date.fromisoformat(day) for id_, day in row.snapshots.items()}
    tables = {period: _table(month["days"]) for period, month in row.reports.items()}
    return LastFullRun(row.run_id, Material(months, snapshots), tables)


def keep(connection: Connection, judgement: LastFullRun, checks: str) -> None:
    """Writes it in the place of the one before."""
    reports = {
        period: {"ids": ids, "days": _spelled(judgement.tables[period])}
        for period, ids in judgement.material.months.items()
    }
    snapshots = {str(id_): day and day.isoformat() for id_, day in judgement.material.snapshots.items()}
    connection.execute(delete(run_judgement))
    row = {"id": 1, "run_id": judgement.run, "checks": checks, "reports": reports, "snapshots": snapshots}
    connection.execute(insert(run_judgement), [row])


def _spelled(table: DayCount) -> list[Any]:
    return [table.explained, table.rows, *(convention.name for convention in table.own)]


def _table(spelled: Sequence[Any]) -> DayCount:
    explained, rows, *names = spelled
    own = tuple(_BY_NAME[name] for name in names)
    return DayCount(own, own, explained, rows)
