"""The part of the register's snapshots that some months of reports are held against."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Column, ColumnElement, Connection, and_, false, func, or_, select, union

from pipeline.basics.calendar import month_end
from pipeline.basics.identity import SUFFIXES, number
from pipeline.record.tables.base import among
from pipeline.record.tables.register import register_entries, register_events
from pipeline.register.entries import RegisterSnapshot
from pipeline.register.snapshots.read_back import SnapshotHead, entries_of


def part_of_register(
    connection: Connection,
    heads: Sequence[SnapshotHead],
    named: Collection[str],
    *,
    since: date,
    months: Collection[str],
) -> list[RegisterSnapshot]:
    """Every snapshot, each with its entries of the modifications named, and of what happened in these months.

    With a modification come those of the same number, which it was split from or into. Snapshots older than
    the whole register that stood on the day `since` are there without entries: nothing is held against them.
    Parts always have theirs.
    """
    before = [head.as_of for head in heads if head.scope == "whole" and head.as_of <= since]
    oldest = max(before, default=date.min)
    near = [head for head in heads if head.scope == "part" or head.as_of >= oldest]
    n = register_entries.c
    wanted = {*named, *_happened(connection, [head.id for head in near], months)}
    bare = func.rtrim(n.modification, SUFFIXES)
    same_number = among(connection, bare, set(map(number, wanted)))
    about = or_(among(connection, n.modification, wanted), same_number)
    filled = dict(zip((head.id for head in near), entries_of(connection, near, about), strict=True))
    return [filled[head.id] if head.id in filled else head.with_entries(()) for head in heads]


def _happened(connection: Connection, ids: Sequence[int], months: Collection[str]) -> Sequence[str]:
    """The modifications to which something happened in these months by the snapshots of these numbers."""
    n, e = register_entries.c, register_events.c
    own = (n.date_raised, n.decision_date, n.implementation_date)
    of_entry = and_(e.snapshot_id == n.snapshot_id, e.reference == n.reference)
    told = select(n.modification).where(n.snapshot_id.in_(ids))
    in_cells = told.where(or_(*(_within(column, months) for column in own)))
    in_timelines = told.join(register_events, of_entry).where(_within(e.happened_on, months))
    return connection.scalars(union(in_cells, in_timelines)).all()


def _within(column: Column[date], months: Collection[str]) -> ColumnElement[bool]:
    spans = [column.between(date.fromisoformat(f"{month}-01"), month_end(month)) for month in sorted(months)]
    return or_(false(), *spans)
