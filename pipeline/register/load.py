"""Loading a register into the record as a dated snapshot, and reading snapshots back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, insert, select

from pipeline.database import reading, writing
from pipeline.identity import identity
from pipeline.models.base import number_for
from pipeline.models.register import register_entries, register_events, register_snapshots
from pipeline.register.entries import RegisterEntry, RegisterEvent, RegisterSnapshot
from pipeline.register.read import Source, read_source
from pipeline.runs import record_run

_OWN = tuple(f.name for f in fields(RegisterEntry) if f.name != "events")


@dataclass(frozen=True, slots=True)
class LoadedSnapshot:
    """What a load did. `new` is false where the record had these bytes for that day already."""

    as_of: date
    source: str
    sha256: str
    entries: int
    new: bool
    set_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A snapshot as `csrecon register list` shows it."""

    as_of: date
    source: str
    format: str
    sha256: str
    learned_at: datetime
    entries: int


def read_register(source: str, format: str = "auto") -> tuple[RegisterEntry, ...]:
    """The entries of a register without any database. Raises UnusableInput with row and column."""
    return read_source(source, format).reading.entries


def load_register(
    engine: Engine, source: str, *, as_of: date | None, format: str = "auto", now: datetime
) -> LoadedSnapshot:
    """Reads the register and stores it whole; nothing where a part of it cannot be read.

    Without `as_of` the day is the file's name where that is one (`2020-08-07.csv`), else today.
    The same bytes for the same day add nothing.
    """
    read = read_source(source, format)
    day = as_of or _day_of(read.name) or now.date()
    with record_run(engine, "register", now=now) as run:
        new = _write(engine, read, day, now)
        run.counts |= {"entries": len(read.reading.entries), "new_snapshots": int(new)}
    return LoadedSnapshot(day, read.name, read.sha256, len(read.reading.entries), new, read.reading.set_aside)


def list_snapshots(engine: Engine) -> list[SnapshotRow]:
    """Every snapshot by its day; of several for one day the last counts."""
    c = register_snapshots.c
    query = select(c.as_of, c.source, c.format, c.sha256, c.learned_at, c.entries)
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(c.as_of, c.learned_at, c.id)).all()
    return [SnapshotRow(*row) for row in rows]


def load_snapshots(engine: Engine, *, as_of: datetime | None = None) -> list[RegisterSnapshot]:
    """The snapshot that counts for each day, by day, as known at `as_of` or now; three queries."""
    c = register_snapshots.c
    ranked = (
        select(
            c.id,
            func.row_number()
            .over(partition_by=c.as_of, order_by=(c.learned_at.desc(), c.id.desc()))
            .label("rank"),
        )
        .where(*([c.learned_at <= as_of] if as_of else []))
        .subquery("ranked")
    )
    wanted = select(ranked.c.id).where(ranked.c.rank == 1)
    with reading(engine) as connection:
        heads = connection.execute(select(register_snapshots).where(c.id.in_(wanted)).order_by(c.as_of)).all()
        events: dict[tuple[int, str], list[RegisterEvent]] = defaultdict(list)
        e = register_events.c
        for row in connection.execute(
            select(register_events).where(e.snapshot_id.in_(wanted)).order_by(e.snapshot_id, e.position)
        ):
            events[row.snapshot_id, row.reference].append(
                RegisterEvent(happened_on=row.happened_on, text=row.text)
            )
        entries: dict[int, list[RegisterEntry]] = defaultdict(list)
        n = register_entries.c
        for line in connection.execute(
            select(register_entries).where(n.snapshot_id.in_(wanted)).order_by(n.snapshot_id, n.row)
        ).mappings():
            own = {name: line[name] for name in _OWN}
            timeline = tuple(events.get((line["snapshot_id"], line["reference"]), ()))
            entries[line["snapshot_id"]].append(RegisterEntry(**own, events=timeline))
    return [
        RegisterSnapshot(
            as_of=head.as_of, source=head.source, sha256=head.sha256, entries=tuple(entries[head.id])
        )
        for head in heads
    ]


def _day_of(name: str) -> date | None:
    try:
        return date.fromisoformat(Path(name).stem)
    except ValueError:
        return None


def _write(engine: Engine, read: Source, day: date, now: datetime) -> bool:
    """One snapshot in one transaction; false where it stood there already."""
    id_ = number_for(day.isoformat(), read.sha256)
    with writing(engine) as connection:
        if connection.execute(select(1).where(register_snapshots.c.id == id_)).first():
            return False
        head = {
            "id": id_,
            "as_of": day,
            "source": read.name,
            "format": read.format,
            "sha256": read.sha256,
            "learned_at": now,
            "entries": len(read.reading.entries),
        }
        connection.execute(insert(register_snapshots), [head])
        entries, events = _rows(id_, read.reading.entries)
        connection.execute(insert(register_entries), entries)
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
