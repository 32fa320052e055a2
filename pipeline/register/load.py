"""Loading a register into the record as a dated snapshot, and reading snapshots back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, insert, or_, select

from pipeline.database import reading, writing
from pipeline.errors import UnusableInput
from pipeline.identity import identity
from pipeline.models.base import number_for
from pipeline.models.register import (
    register_entries,
    register_events,
    register_fetches,
    register_snapshots,
)
from pipeline.register.entries import RegisterEntry, RegisterEvent, RegisterSnapshot, Scope
from pipeline.register.read import Source, read_source
from pipeline.register.table import AskedScope
from pipeline.runs import record_run

# A part of a day after the whole register of that day, for it adds to it.
_ORDER = (
    register_snapshots.c.as_of,
    register_snapshots.c.scope.desc(),
    register_snapshots.c.learned_at,
    register_snapshots.c.id,
)
_OWN = tuple(f.name for f in fields(RegisterEntry) if f.name != "events")


@dataclass(frozen=True, slots=True)
class LoadedSnapshot:
    """What a load did. `new` is false where the record had these bytes for every day of `days` already.

    A whole register is of one day; the pages of a part may be of several, each a snapshot of its own.
    """

    source: str
    sha256: str
    scope: Scope
    days: tuple[date, ...]
    entries: int
    new: bool
    set_aside: tuple[str, ...] = ()

    @property
    def as_of(self) -> date:
        """The newest of its days."""
        return self.days[-1]


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A snapshot as `csrecon register list` shows it."""

    as_of: date
    source: str
    format: str
    sha256: str
    learned_at: datetime
    entries: int
    scope: Scope


def read_register(source: str, format: str = "auto", scope: AskedScope = "auto") -> tuple[RegisterEntry, ...]:
    """The entries of a register without any database. Raises UnusableInput with row and column."""
    return read_source(source, format, scope).reading.entries


def load_register(
    engine: Engine,
    source: str,
    *,
    as_of: date | None,
    format: str = "auto",
    scope: AskedScope = "auto",
    now: datetime,
) -> LoadedSnapshot:
    """Reads the register and stores it whole; nothing where a part of it cannot be read.

    Without `as_of` the day is the file's name where that is one (`2020-08-07.csv`), else today; a page
    that prints its own day keeps that. The same bytes for the same day add nothing.
    """
    return store_source(engine, read_source(source, format, scope), as_of=as_of, etag=None, now=now)


def store_source(
    engine: Engine, read: Source, *, as_of: date | None, etag: str | None, now: datetime
) -> LoadedSnapshot:
    """Stores a register that was read, as `load_register` does."""
    days = read.by_day(as_of or read.day or now.date())
    with record_run(engine, "register", now=now) as run:
        new = _write(engine, read, days, etag, now)
        run.counts |= {"entries": len(read.reading.dated), "new_snapshots": new}
    return LoadedSnapshot(
        source=read.name,
        sha256=read.sha256,
        scope=read.reading.scope,
        days=tuple(days),
        entries=len(read.reading.dated),
        new=new > 0,
        set_aside=read.reading.set_aside,
    )


def list_snapshots(
    engine: Engine, *, until: date | None = None, as_of: datetime | None = None
) -> list[SnapshotRow]:
    """Every snapshot by its day, up to a day of the register and as known at a moment.

    Of several whole ones for one day the last counts.
    """
    c = register_snapshots.c
    query = select(c.as_of, c.source, c.format, c.sha256, c.learned_at, c.entries, c.scope)
    with reading(engine) as connection:
        query = query.where(
            *([c.as_of <= until] if until else []), *([c.learned_at <= as_of] if as_of else [])
        )
        rows = connection.execute(query.order_by(c.as_of, c.learned_at, c.id)).all()
    return [SnapshotRow(*row) for row in rows]


def load_snapshots(
    engine: Engine, *, as_of: datetime | None = None, of: str | None = None
) -> list[RegisterSnapshot]:
    """The snapshots that count, by day, as known at `as_of` or now; four queries.

    Of several whole registers for one day the one learned last counts; of parts all do. With `of`, a
    reference, they have the entries of that modification alone.
    """
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
        .subquery("ranked")
    )
    with reading(engine) as connection:
        wanted = select(ranked.c.id).where(or_(ranked.c.rank == 1, ranked.c.scope == "part"))
        return _confirmed(connection, read_snapshots(connection, wanted, identity(of) if of else None), as_of)


def _confirmed(
    connection: Connection, snapshots: list[RegisterSnapshot], as_of: datetime | None
) -> list[RegisterSnapshot]:
    """The snapshots with the day until which their server said that they still held."""
    c = register_fetches.c
    asked = select(c.url, c.sha256, c.outcome, c.fetched_at).where(c.outcome != "failed")
    if as_of:
        asked = asked.where(c.fetched_at <= as_of)
    fetched: dict[str, list[tuple[date, str, str]]] = defaultdict(list)
    for url, digest, outcome, moment in connection.execute(asked.order_by(c.fetched_at, c.id)):
        fetched[url].append((moment.date(), digest, outcome))
    found = []
    for snapshot in snapshots:
        held = None
        for day, digest, outcome in fetched.get(snapshot.source, ()):
            if day <= snapshot.as_of:
                continue
            if outcome == "fetched":
                break  # from here on the server had another
            if digest == snapshot.sha256:
                held = day
        found.append(replace(snapshot, confirmed_on=held) if held else snapshot)
    return found


def find_snapshot(engine: Engine, named: str) -> RegisterSnapshot:
    """The snapshot of a day (2020-08-07), or whose digest begins so.

    Of several for one day the whole register learned last. Raises UnusableInput where there is none or
    several could be meant.
    """
    c = register_snapshots.c
    try:
        meant = c.as_of == date.fromisoformat(named)
    except ValueError:
        meant = c.sha256.startswith(named.lower(), autoescape=True)
    with reading(engine) as connection:
        query = select(c.id, c.as_of, c.scope, c.sha256).where(meant)
        rows = connection.execute(query.order_by(c.scope.desc(), c.learned_at.desc(), c.id.desc())).all()
        if not rows:
            raise UnusableInput(
                f"There is no snapshot {named}. `csrecon register list` shows them by day and digest."
            )
        one = rows[0]
        if (one.scope == "part" and len(rows) > 1) or len({row.as_of for row in rows}) > 1:
            several = ", ".join(sorted({f"{row.as_of} ({row.sha256[:8]})" for row in rows})[:5])
            raise UnusableInput(f"Several snapshots could be meant by {named}: {several}. Name one of them.")
        return read_snapshots(connection, select(c.id).where(c.id == one.id))[0]


def read_snapshots(
    connection: Connection, wanted: Select[tuple[int]], who: str | None = None
) -> list[RegisterSnapshot]:
    """The snapshots of these keys by day, with all that is in them or what `who`, an identity, has in them.

    Three statements.
    """
    heads = connection.execute(
        select(register_snapshots).where(register_snapshots.c.id.in_(wanted)).order_by(*_ORDER)
    ).all()
    events: dict[tuple[int, str], list[RegisterEvent]] = defaultdict(list)
    e, n = register_events.c, register_entries.c
    told = select(register_events).where(e.snapshot_id.in_(wanted))
    listed = select(register_entries).where(n.snapshot_id.in_(wanted))
    if who is not None:
        listed = listed.where(n.modification == who)
        told = told.join(
            register_entries, (n.snapshot_id == e.snapshot_id) & (n.reference == e.reference)
        ).where(n.modification == who)
    for row in connection.execute(told.order_by(e.snapshot_id, e.position)):
        events[row.snapshot_id, row.reference].append(
            RegisterEvent(happened_on=row.happened_on, text=row.text)
        )
    entries: dict[int, list[RegisterEntry]] = defaultdict(list)
    for line in connection.execute(listed.order_by(n.snapshot_id, n.row)).mappings():
        own = {name: line[name] for name in _OWN}
        timeline = tuple(events.get((line["snapshot_id"], line["reference"]), ()))
        entries[line["snapshot_id"]].append(RegisterEntry(**own, events=timeline))
    return [
        RegisterSnapshot(
            as_of=head.as_of,
            source=head.source,
            sha256=head.sha256,
            entries=tuple(entries[head.id]),
            scope=head.scope,
        )
        for head in heads
    ]


def _write(
    engine: Engine,
    read: Source,
    days: Mapping[date, list[RegisterEntry]],
    etag: str | None,
    now: datetime,
) -> int:
    """A snapshot for each day, all in one transaction; how many of them did not stand there already."""
    with writing(engine) as connection:
        return sum(_write_day(connection, read, day, entries, etag, now) for day, entries in days.items())


def _write_day(
    connection: Connection,
    read: Source,
    day: date,
    entries: Sequence[RegisterEntry],
    etag: str | None,
    now: datetime,
) -> bool:
    id_ = number_for(day.isoformat(), read.sha256)
    if connection.execute(select(1).where(register_snapshots.c.id == id_)).first():
        return False
    head = {
        "id": id_,
        "as_of": day,
        "source": read.name,
        "format": read.format,
        "scope": read.reading.scope,
        "sha256": read.sha256,
        "etag": etag,
        "learned_at": now,
        "entries": len(entries),
    }
    connection.execute(insert(register_snapshots), [head])
    rows, events = _rows(id_, entries)
    connection.execute(insert(register_entries), rows)
    if events:
        connection.execute(insert(register_events), events)
    return True


def _rows(id_: int, entries: Sequence[RegisterEntry]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rows = [
        {"snapshot_id": id_, "modification": identity(entry.reference)}
        | {name: getattr(entry, name) for name in _OWN}
        for entry in entries
    ]
    events = [
        {
            "snapshot_id": id_,
            "reference": entry.reference,
            "position": position,
            "happened_on": event.happened_on,
            "text": event.text,
        }
        for entry in entries
        for position, event in enumerate(entry.events)
    ]
    return rows, events
