"""The snapshots of the register, and what stands in one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from pipeline.record.tables.register import (
    register_confirmations,
    register_entries,
    register_fetches,
    register_snapshots,
)
from pipeline.register.entries import RegisterSnapshot
from pipeline.register.snapshots.read_back import entries_of, heads_of


def listed_snapshots() -> Select[Any]:
    """Every snapshot, whether it was taken out of the questions, and until when its server said so still."""
    s, k = register_snapshots.c, register_confirmations.c
    confirmed = select(func.max(k.confirmed_on)).where(k.snapshot_id == s.id).scalar_subquery()
    return select(
        register_snapshots, s.removed_at.is_not(None).label("removed"), confirmed.label("confirmed_on")
    )


def snapshots_page(connection: Connection, *, offset: int, limit: int) -> tuple[int, Sequence[Row[Any]]]:
    """How many snapshots there are, and some of them, newest day first. Two statements."""
    s = register_snapshots.c
    total = connection.execute(select(func.count()).select_from(register_snapshots)).scalar_one()
    order = (s.as_of.desc(), s.learned_at.desc(), s.id.desc())
    return total, connection.execute(listed_snapshots().order_by(*order).offset(offset).limit(limit)).all()


def last_fetch(connection: Connection) -> Row[Any] | None:
    """The last time that the register was asked for over the network. One statement."""
    f = register_fetches.c
    return connection.execute(select(register_fetches).order_by(f.fetched_at.desc(), f.id).limit(1)).first()


def snapshot(connection: Connection, id_: int) -> Row[Any] | None:
    """A snapshot without its entries. One statement."""
    return connection.execute(select(register_snapshots).where(register_snapshots.c.id == id_)).first()


def entries_page(
    connection: Connection, id_: int, text: str, *, offset: int, limit: int
) -> tuple[int, Sequence[Row[Any]]]:
    """How many entries of a snapshot hold the text, and some of them as they stand. Two statements."""
    n = register_entries.c
    where = [n.snapshot_id == id_]
    if text:
        where.append(or_(*(c.icontains(text, autoescape=True) for c in (n.reference, n.title, n.stage))))
    total = connection.execute(select(func.count()).select_from(register_entries).where(*where)).scalar_one()
    query = select(register_entries).where(*where).order_by(n.row, n.reference)
    return total, connection.execute(query.offset(offset).limit(limit)).all()


def two_snapshots(
    connection: Connection, earlier: int, later: int
) -> tuple[RegisterSnapshot, RegisterSnapshot] | None:
    """Two snapshots with all that is in them; None where one is not there. Four statements."""
    s = register_snapshots.c
    heads = connection.execute(select(s.id, s.as_of, s.sha256).where(s.id.in_({earlier, later}))).all()
    keys = {row.id: (row.as_of, row.sha256) for row in heads}
    if earlier not in keys or later not in keys:
        return None
    both = entries_of(connection, heads_of(connection, {earlier, later}))
    found = {(one.as_of, one.sha256): one for one in both}
    return found[keys[earlier]], found[keys[later]]
