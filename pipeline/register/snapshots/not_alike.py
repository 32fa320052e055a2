"""Which modifications several snapshots of the register do not all tell of alike."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select, union

from pipeline.record.tables.base import among
from pipeline.record.tables.register import register_entries, register_events
from pipeline.register.snapshots.read_back import OWN_FIELDS, SnapshotHead

_N, _E = register_entries.c, register_events.c
_OF_ENTRY = and_(_E.snapshot_id == _N.snapshot_id, _E.reference == _N.reference)
_DATES = (_N.date_raised, _N.decision_date, _N.implementation_date)


def not_alike(connection: Connection, heads: Sequence[SnapshotHead]) -> set[str]:
    """The modifications that one of the whole ones lacks, or of which two of them all print different things.

    Where a modification stands in the source is no difference.
    """
    ids = [head.id for head in heads]
    wholes = [head.id for head in heads if head.scope == "whole"]
    return set(connection.scalars(union(_lacking(ids, wholes), _in_cells(ids), _in_timelines(ids))))


def decide_alike(connection: Connection, heads: Sequence[SnapshotHead]) -> bool:
    """Whether all of the whole ones have decisions, or none of them has any."""
    wholes = [head.id for head in heads if head.scope == "whole"]
    return len(one_decided_in(connection, wholes)) in (0, len(wholes))


def one_decided_in(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """A modification that each of these snapshots has a decision on, where it has any."""
    one = select(_N.snapshot_id, func.min(_N.modification)).where(_N.snapshot_id.in_(ids))
    decided = one.where(_N.decision.is_not(None)).group_by(_N.snapshot_id)
    return {row[0]: row[1] for row in connection.execute(decided)}


def _lacking(ids: Sequence[int], wholes: Sequence[int]) -> Select[Any]:
    told = func.count(_N.snapshot_id.distinct()).filter(_N.snapshot_id.in_(wholes))
    there = select(_N.modification).where(_N.snapshot_id.in_(ids)).group_by(_N.modification)
    return there.having(told < len(wholes))


def _in_cells(ids: Sequence[int]) -> Select[Any]:
    printed = [_N[name] for name in OWN_FIELDS if name != "row"]
    one = select(_N.modification, *printed).where(_N.snapshot_id.in_(ids)).distinct().subquery("one")
    return select(one.c.modification).group_by(one.c.modification).having(func.count() > 1)


def _in_timelines(ids: Sequence[int]) -> Select[Any]:
    """A line that stands in some of the snapshots that have the modification, and not in all."""
    there = (
        select(_N.modification, func.count(_N.snapshot_id.distinct()).label("snapshots"))
        .where(_N.snapshot_id.in_(ids))
        .group_by(_N.modification)
        .subquery("there")
    )
    line = (
        select(_N.modification, func.count(_N.snapshot_id.distinct()).label("snapshots"))
        .join(register_events, _OF_ENTRY)
        .where(_N.snapshot_id.in_(ids))
        .group_by(_N.modification, _E.happened_on, _E.text)
        .subquery("line")
    )
    same = line.c.modification == there.c.modification
    return select(line.c.modification).join(there, same).where(line.c.snapshots < there.c.snapshots)


def days_and_links(
    connection: Connection, ids: Sequence[int], modifications: Collection[str]
) -> tuple[set[date], set[str]]:
    """The days on which something happened to these modifications by these snapshots, and their addresses."""
    mine = _N.snapshot_id.in_(ids), among(connection, _N.modification, modifications)
    days: set[date] = set()
    links: set[str] = set()
    for row in connection.execute(select(*_DATES, _N.link).where(*mine).distinct()):
        days.update(day for day in row[:-1] if day)
        links.update(filter(None, row[-1:]))
    lines = select(_E.happened_on).join(register_entries, _OF_ENTRY).where(*mine, _E.happened_on.is_not(None))
    return days | set(connection.scalars(lines.distinct())), links
