"""Reading snapshots of the register back: what there is, and what is in them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Engine, Select, case, func, or_, select, true

from pipeline.basics.errors import UnusableInput
from pipeline.basics.identity import identity
from pipeline.record.database import read_transaction
from pipeline.record.tables.register import (
    register_confirmations,
    register_entries,
    register_events,
    register_fetches,
    register_snapshots,
)
from pipeline.register.entries import Extent, RegisterEntry, RegisterEvent, RegisterSnapshot

# A part of a day after the whole register of that day, for it adds to it.
_ORDER = (
    register_snapshots.c.as_of,
    register_snapshots.c.scope.desc(),
    register_snapshots.c.learned_at,
    register_snapshots.c.id,
)
OWN_FIELDS = tuple(f.name for f in fields(RegisterEntry) if f.name != "events")


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A snapshot as `csrecon register list` shows it."""

    as_of: date
    source: str
    format: str
    sha256: str
    learned_at: datetime
    entries: int
    scope: Extent
    removed: bool = False
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class SnapshotHead:
    """A snapshot without its entries."""

    id: int
    as_of: date
    source: str
    sha256: str
    scope: Extent
    confirmed_on: date | None = None

    def with_entries(self, entries: Sequence[RegisterEntry]) -> RegisterSnapshot:
        """The snapshot with these entries in it."""
        return RegisterSnapshot(
            as_of=self.as_of,
            source=self.source,
            sha256=self.sha256,
            entries=tuple(entries),
            scope=self.scope,
            confirmed_on=self.confirmed_on,
        )


def list_snapshots(
    engine: Engine, *, until: date | None = None, as_of: datetime | None = None
) -> list[SnapshotRow]:
    """Every snapshot by its day, up to a day of the register and as known at a moment.

    Of several whole ones for one day the last counts.
    """
    c = register_snapshots.c
    k = register_confirmations.c
    confirmed = select(func.max(k.confirmed_on)).where(k.snapshot_id == c.id).scalar_subquery()
    removed = c.removed_at.is_not(None)
    query = select(
        c.as_of, c.source, c.format, c.sha256, c.learned_at, c.entries, c.scope, removed, confirmed
    )
    with read_transaction(engine) as connection:
        query = query.where(
            *([c.as_of <= until] if until else []), *([c.learned_at <= as_of] if as_of else [])
        )
        rows = connection.execute(query.order_by(c.as_of, c.learned_at, c.id)).all()
    return [SnapshotRow(*row) for row in rows]


def read_snapshots(
    engine: Engine, *, as_of: datetime | None = None, of: str | None = None
) -> list[RegisterSnapshot]:
    """The snapshots that count, by day, as known at `as_of` or now.

    Of several whole registers for one day the one learned last counts; of parts all do. With `of`, a
    reference, they have the entries of that modification alone.
    """
    about = None if of is None else register_entries.c.modification == identity(of)
    with read_transaction(engine) as connection:
        return entries_of(connection, snapshot_heads(connection, as_of=as_of), about)


def snapshot_heads(connection: Connection, *, as_of: datetime | None = None) -> list[SnapshotHead]:
    """The heads of the same, in the same order, with the day until which each was confirmed."""
    c = register_snapshots.c
    ranked = (
        select(
            c.id,
            c.scope,
            func.row_number()
            .over(partition_by=(c.as_of, c.scope), order_by=(c.learned_at.desc(), c.id.desc()))
            .label("rank"),
        )
        .where(*([c.learned_at <= as_of] if as_of else []))
        .where(or_(c.removed_at.is_(None), c.removed_at > as_of) if as_of else c.removed_at.is_(None))
        .subquery("ranked")
    )
    wanted = select(ranked.c.id).where(or_(ranked.c.rank == 1, ranked.c.scope == "part"))
    return _confirmed(connection, _heads(connection, wanted), as_of)


def heads_of(connection: Connection, ids: Collection[int]) -> list[SnapshotHead]:
    """The heads of these snapshots, whether they still count or not."""
    c = register_snapshots.c
    return _heads(connection, select(c.id).where(c.id.in_(ids)))


def entries_of(
    connection: Connection, heads: Sequence[SnapshotHead], about: ColumnElement[bool] | None = None
) -> list[RegisterSnapshot]:
    """The snapshots with their entries, all or those for which `about` holds, with their timelines."""
    n, e = register_entries.c, register_events.c
    wanted = n.snapshot_id.in_([head.id for head in heads]), true() if about is None else about
    entries: dict[int, list[RegisterEntry]] = defaultdict(list)
    events: dict[tuple[int, str], list[RegisterEvent]] = defaultdict(list)
    of_entry = (n.snapshot_id == e.snapshot_id) & (n.reference == e.reference)
    timelines = select(register_events).join(register_entries, of_entry).where(*wanted)
    for row in connection.execute(timelines.order_by(e.snapshot_id, e.position)):
        happened = RegisterEvent(happened_on=row.happened_on, text=row.text)
        events[row.snapshot_id, row.reference].append(happened)
    # Of two names of one modification the newer stands last, and counts, whatever the order of the rows.
    newer = case((n.reference.startswith("DP"), 0), (n.reference.startswith("SECMP"), 1), else_=2)
    first = func.min(n.row).over(partition_by=(n.snapshot_id, n.modification))
    rows = connection.execute(
        select(register_entries).where(*wanted).order_by(n.snapshot_id, first, newer, n.row)
    )
    for line in rows.mappings():
        own = {name: line[name] for name in OWN_FIELDS}
        timeline = tuple(events.get((line["snapshot_id"], line["reference"]), ()))
        entries[line["snapshot_id"]].append(RegisterEntry(**own, events=timeline))
    return [head.with_entries(entries[head.id]) for head in heads]


def find_snapshot(engine: Engine, named: str) -> RegisterSnapshot:
    """The snapshot of a day (2020-08-07), or whose digest begins so.

    Of several for one day the whole register learned last. Raises UnusableInput where there is none or
    several could be meant.
    """
    c = register_snapshots.c
    with read_transaction(engine) as connection:
        query = select(c.id, c.as_of, c.scope, c.sha256).where(named_so(named), c.removed_at.is_(None))
        rows = connection.execute(query.order_by(c.scope.desc(), c.learned_at.desc(), c.id.desc())).all()
        if not rows:
            raise UnusableInput(
                f"There is no snapshot {named}. `csrecon register list` shows them by day and digest."
            )
        one = rows[0]
        if (one.scope == "part" and len(rows) > 1) or len({row.as_of for row in rows}) > 1:
            several = ", ".join(sorted({f"{row.as_of} ({row.sha256[:8]})" for row in rows})[:5])
            raise UnusableInput(f"Several snapshots could be meant by {named}: {several}. Name one of them.")
        (head,) = _heads(connection, select(c.id).where(c.id == one.id))
        return entries_of(connection, [head])[0]


def named_so(named: str) -> ColumnElement[bool]:
    """Whether a snapshot is of the day, or has the start of a digest, that a person names."""
    try:
        return register_snapshots.c.as_of == date.fromisoformat(named)
    except ValueError:
        return register_snapshots.c.sha256.startswith(named.lower(), autoescape=True)


def _heads(connection: Connection, wanted: Select[tuple[int]]) -> list[SnapshotHead]:
    c = register_snapshots.c
    query = select(c.id, c.as_of, c.source, c.sha256, c.scope).where(c.id.in_(wanted)).order_by(*_ORDER)
    return [SnapshotHead(*row) for row in connection.execute(query)]


def _confirmed(
    connection: Connection, snapshots: Sequence[SnapshotHead], as_of: datetime | None
) -> list[SnapshotHead]:
    """The heads with the day until which their server said that they still held."""
    c = register_fetches.c
    asked = select(c.url, c.sha256, c.outcome, c.fetched_at).where(c.outcome != "failed")
    if as_of:
        asked = asked.where(c.fetched_at <= as_of)
    fetched: dict[str, list[tuple[date, str, str]]] = defaultdict(list)
    for url, digest, outcome, moment in connection.execute(asked.order_by(c.fetched_at, c.id)):
        fetched[url].append((moment.date(), digest, outcome))
    again = _loaded_again(connection, as_of)
    found = []
    for snapshot in snapshots:
        held = again.get(snapshot.id)
        for day, digest, outcome in fetched.get(snapshot.source, ()):
            if day <= snapshot.as_of:
                continue
            if outcome == "fetched":
                break  # from here on the server had another
            if digest == snapshot.sha256:
                held = max(held or day, day)
        found.append(replace(snapshot, confirmed_on=held) if held else snapshot)
    return found


def _loaded_again(connection: Connection, as_of: datetime | None) -> dict[int, date]:
    """The last day on which each snapshot was confirmed by loading the same again."""
    c = register_confirmations.c
    last = select(c.snapshot_id, func.max(c.confirmed_on)).group_by(c.snapshot_id)
    rows = connection.execute(last.where(*([c.learned_at <= as_of] if as_of else [])))
    return {row[0]: row[1] for row in rows}
