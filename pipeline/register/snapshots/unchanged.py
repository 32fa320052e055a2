"""A register that says what the one before it says: no news, but its day is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from pipeline.basics.persons import TOOL
from pipeline.logbook.audit_log import Act, append
from pipeline.logbook.contents import content_digest
from pipeline.record.tables.register import register_confirmations, register_snapshots
from pipeline.register.entries import RegisterEntry
from pipeline.register.snapshots.contents import subject_of
from pipeline.register.snapshots.read_back import entries_of, heads_of

CONFIRMED = "register_confirmed"


def unchanged_since(
    connection: Connection, day: date, sha256: str, entries: Sequence[RegisterEntry]
) -> int | None:
    """The whole snapshot that stands before that day, where it says the same; else None.

    Where a modification stands in its source is no difference.
    """
    s = register_snapshots.c
    standing = select(s.id, s.sha256).where(s.as_of <= day, s.scope == "whole", s.removed_at.is_(None))
    newest = standing.order_by(s.as_of.desc(), s.learned_at.desc(), s.id.desc()).limit(1)
    before = connection.execute(newest).first()
    if before is None:
        return None
    if before.sha256 == sha256:
        return int(before.id)
    (was,) = entries_of(connection, heads_of(connection, [before.id]))
    return int(before.id) if _plain(was.entries) == _plain(entries) else None


def confirm(connection: Connection, snapshot: int, day: date, sha256: str, now: datetime) -> None:
    """Keeps the day as one on which that snapshot still held."""
    c = register_confirmations.c
    known = select(c.snapshot_id).where(c.snapshot_id == snapshot, c.confirmed_on == day)
    if connection.execute(known).first() is None:
        row = {"snapshot_id": snapshot, "confirmed_on": day, "sha256": sha256, "learned_at": now}
        connection.execute(insert(register_confirmations), [row])
        said = {"confirmed_on": day.isoformat(), "sha256": sha256, "content": content_digest([row])}
        append(connection, [Act(TOOL, CONFIRMED, subject_of(snapshot), said)], at=now)


def all_confirmations(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every confirmation's name in the log and its digest."""
    c = register_confirmations.c
    rows = connection.execute(select(register_confirmations).order_by(c.snapshot_id, c.confirmed_on))
    for row in rows.mappings():
        yield (
            confirmation_of(subject_of(row["snapshot_id"]), row["confirmed_on"].isoformat()),
            content_digest([dict(row)]),
        )


def confirmation_of(snapshot: str, day: str) -> str:
    """The name of a confirmation among all."""
    return f"{snapshot}@{day}"


def _plain(entries: Sequence[RegisterEntry]) -> set[RegisterEntry]:
    return {replace(entry, row=0) for entry in entries}
