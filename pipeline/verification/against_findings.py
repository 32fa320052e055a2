"""What the log says of the findings, held against their tables: how each stands, and every word."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, Row, select

from pipeline.basics.identity import identity
from pipeline.findings.contents import all_contents, seen_digest
from pipeline.logbook.contents import content_digest
from pipeline.record.tables.findings import findings, run_findings, runs
from pipeline.verification.told import Contradiction, Life, Told

_AT_ONCE = 1000


def against_findings(connection: Connection, told: Told) -> Iterator[Contradiction]:
    """Every finding that is not what the log says, by fingerprint; then those that are gone."""
    c = findings.c
    columns = (c.fingerprint, c.status, c.reference, c.modification, c.computed, c.first_seen)
    last = _last_seen(connection, told)
    unseen = dict(told.lives)
    contents = dict(all_contents(connection))
    for row in connection.execute(select(*columns, c.last_seen).order_by(c.fingerprint)):
        name, life = f"Finding {row.fingerprint[:8]}", unseen.pop(row.fingerprint, None)
        if life is None:
            yield Contradiction(f"{name} is in the record, and no entry says how it came there.")
        elif life.status != row.status:
            said = f"{name} is {row.status} in the record; the log last says {life.status}."
            yield Contradiction(said, life.entry)
        elif life.content is None or life.content.digest != contents[row.fingerprint]:
            entry = life.content.entry if life.content else life.entry
            yield Contradiction(f"{name} or its evidence says something else than was logged.", entry)
        elif row.modification != (identity(row.reference) if row.reference else None):
            yield Contradiction(f"{name} is not about the modification that it names.", life.entry)
        elif row.computed != life.computed:
            yield Contradiction(f"{name} goes by another fingerprint than the log says.", life.entry)
        elif row.first_seen != life.first_seen:
            yield Contradiction(f"{name} was not first seen when the log says.", life.entry)
        elif not _seen_last(row, life, last):
            yield Contradiction(f"{name} was not last seen when the log says.", life.entry)
    for name, life in unseen.items():
        yield Contradiction(f"Finding {name[:8]} was taken out of the record.", life.entry)


def against_what_runs_saw(connection: Connection, told: Told) -> Iterator[Contradiction]:
    """Every run that told which findings it saw, and of which the record says otherwise."""
    unseen = {number: run for number, run in told.runs.items() if run.digest is not None}
    for number, names in _seen(connection):
        run = unseen.pop(number, None)
        if run and run.digest != seen_digest(names):
            yield Contradiction(f"Run {number} saw other findings than the log says.", run.entry)
    for number, run in unseen.items():
        if run.digest != seen_digest(()):
            yield Contradiction(f"What run {number} saw was taken out of the record.", run.entry)


def _last_seen(connection: Connection, told: Told) -> dict[str, datetime]:
    """When the last run since an upgrade found them saw each finding; one that was killed has no entry."""
    began = {row.id: row.started_at for row in connection.execute(select(runs.c.id, runs.c.started_at))}
    last: dict[str, datetime] = {}
    for number, names in _seen(connection):
        run = told.runs.get(number)
        if run is None:
            last |= dict.fromkeys(names, began[number]) if number in began else {}
        elif run.entry > told.found_findings:
            last |= dict.fromkeys(names, run.at)
        else:
            for name in names:
                last.pop(name, None)
    return last


def _seen_last(row: Row[tuple[object, ...]], life: Life, last: dict[str, datetime]) -> bool:
    when: datetime = row.last_seen
    if row.fingerprint in last:
        return when == max(last[row.fingerprint], life.first_seen)
    if life.seen:
        return life.seen.digest == content_digest([{"last_seen": when}])
    return False


def _seen(connection: Connection) -> Iterator[tuple[int, list[str]]]:
    """What each run saw, in the order of the runs."""
    query = select(run_findings).order_by(run_findings.c.run_id)
    with connection.execute(query.execution_options(yield_per=_AT_ONCE)) as found:
        for number, rows in groupby(found, key=lambda row: int(row.run_id)):
            yield number, [row.fingerprint for row in rows]
