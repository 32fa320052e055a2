"""Taking a wrongly loaded snapshot out of the questions, and back in: marked, never deleted, in the log."""

from datetime import datetime

from sqlalchemy import Connection, Engine, select, update

from pipeline.basics.errors import UnusableInput
from pipeline.logbook.actors import actor_named, reason_given, signed
from pipeline.logbook.audit_log import Act, Json, append, hold
from pipeline.record.database import write_transaction
from pipeline.record.tables.register import register_snapshots
from pipeline.register.snapshots.read_back import SnapshotHead, heads_of, named_so


def remove(
    engine: Engine, named: str, *, by: str, reason: str, now: datetime, login: str | None = None
) -> SnapshotHead:
    """Marks the snapshot of that day or digest as removed; the next reconcile judges without it."""
    return _mark(engine, named, now, by=by, reason=reason, now=now, login=login)


def restore(
    engine: Engine, named: str, *, by: str, reason: str, now: datetime, login: str | None = None
) -> SnapshotHead:
    """Takes the mark away again."""
    return _mark(engine, named, None, by=by, reason=reason, now=now, login=login)


def _mark(
    engine: Engine,
    named: str,
    removed_at: datetime | None,
    *,
    by: str,
    reason: str,
    now: datetime,
    login: str | None,
) -> SnapshotHead:
    reason = reason_given(reason)
    with write_transaction(engine) as connection:
        hold(connection)
        by = actor_named(connection, by, "judge")
        head = _one(connection, named, removed=removed_at is None)
        c = register_snapshots.c
        connection.execute(update(register_snapshots).where(c.id == head.id).values(removed_at=removed_at))
        payload: dict[str, Json] = {
            "as_of": head.as_of.isoformat(),
            "sha256": head.sha256,
            "source": head.source,
        }
        act = "register_removed" if removed_at else "register_restored"
        append(connection, [Act(by, act, str(head.id), signed(payload | {"reason": reason}, login))], at=now)
    return head


def _one(connection: Connection, named: str, *, removed: bool) -> SnapshotHead:
    """The one snapshot meant among those that are removed, or among those that are not."""
    c = register_snapshots.c
    mark = c.removed_at.is_not(None) if removed else c.removed_at.is_(None)
    found = connection.execute(select(c.id, c.as_of, c.sha256).where(named_so(named), mark)).all()
    if not found:
        state = "removed" if removed else "standing"
        raise UnusableInput(
            f"There is no {state} snapshot {named}. `csrecon register list` shows them by day and digest."
        )
    if len(found) > 1:
        several = ", ".join(f"{row.as_of} ({row.sha256[:8]})" for row in found[:5])
        raise UnusableInput(
            f"Several snapshots could be meant by {named}: {several}. Name one by its digest."
        )
    (head,) = heads_of(connection, [found[0].id])
    return head
