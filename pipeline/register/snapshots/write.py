"""Loading a register into the record as a dated snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from pipeline.basics.identity import identity
from pipeline.logbook.audit_log import append
from pipeline.logbook.run_log import record_run
from pipeline.record.database import write_transaction
from pipeline.record.tables.base import number_for
from pipeline.record.tables.register import register_entries, register_events, register_snapshots
from pipeline.register.entries import Extent, RegisterEntry
from pipeline.register.files.read import Source, read_source
from pipeline.register.files.table import AskedScope
from pipeline.register.snapshots.contents import registered
from pipeline.register.snapshots.plausible import hold_to_calendar, hold_to_its_end, hold_to_the_one_before
from pipeline.register.snapshots.read_back import OWN_FIELDS
from pipeline.register.snapshots.unchanged import confirm, unchanged_since


@dataclass(frozen=True, slots=True)
class LoadedSnapshot:
    """What a load did. `new` is false where the record had all of it already.

    `confirms` is the day of the snapshot that says the same, `removed` that a person took these bytes out.

    A whole register is of one day; the pages of a part may be of several, each a snapshot of its own.
    """

    source: str
    sha256: str
    scope: Extent
    days: tuple[date, ...]
    entries: int
    new: bool
    confirms: date | None = None
    removed: bool = False
    set_aside: tuple[str, ...] = ()

    @property
    def as_of(self) -> date:
        """The newest of its days."""
        return self.days[-1]


def store_register(
    engine: Engine,
    source: str,
    *,
    as_of: date | None,
    format: str = "auto",
    scope: AskedScope = "auto",
    shrunk: bool = False,
    now: datetime,
) -> LoadedSnapshot:
    """Reads the register and stores it whole; nothing where a part of it cannot be read.

    Without `as_of` the day is the file's name where that is one (`2020-08-07.csv`), else today; a page
    that prints its own day keeps that. The same bytes for the same day add nothing.
    With `shrunk` a person says that it is whole, though it lost much since the last or has no proper end.
    """
    read = read_source(source, format, scope)
    return store_source(engine, read, as_of=as_of, etag=None, shrunk=shrunk, now=now)


def store_source(
    engine: Engine,
    read: Source,
    *,
    as_of: date | None,
    etag: str | None,
    shrunk: bool = False,
    now: datetime,
) -> LoadedSnapshot:
    """Stores a register that was read, as `store_register` does."""
    days, asides = hold_to_calendar(read, read.by_day(as_of or read.day or now.date()), now)
    if not shrunk:
        hold_to_its_end(read)
    with record_run(engine, "register", now=now) as run:
        became = _write(engine, read, days, etag, shrunk, now)
        new = sum(one is True for one in became)
        run.counts |= {"entries": len(read.reading.dated), "new_snapshots": new}
    return LoadedSnapshot(
        source=read.name,
        sha256=read.sha256,
        scope=read.reading.scope,
        days=tuple(days),
        entries=len(read.reading.dated),
        new=new > 0,
        confirms=next((one for one in became if isinstance(one, date)), None),
        removed=None in became,
        set_aside=(*read.reading.set_aside, *asides),
    )


# Stored, or there already, or removed by a person (None), or the day of the snapshot that it confirms
_Became = bool | date | None


def _write(
    engine: Engine,
    read: Source,
    days: Mapping[date, list[RegisterEntry]],
    etag: str | None,
    shrunk: bool,
    now: datetime,
) -> list[_Became]:
    """A snapshot for each day, all in one transaction; what became of each."""
    with write_transaction(engine) as connection:
        if read.reading.scope == "whole" and not shrunk:
            for day, entries in days.items():
                hold_to_the_one_before(connection, read, day, entries)
        return [_write_day(connection, read, day, entries, etag, now) for day, entries in days.items()]


def _write_day(
    connection: Connection,
    read: Source,
    day: date,
    entries: Sequence[RegisterEntry],
    etag: str | None,
    now: datetime,
) -> _Became:
    id_ = number_for(day.isoformat(), read.sha256)
    s = register_snapshots.c
    known = connection.execute(select(s.removed_at).where(s.id == id_)).first()
    if known:
        return None if known.removed_at else False
    if read.reading.scope == "whole":
        same = unchanged_since(connection, day, read.sha256, entries)
        if same is not None:
            confirm(connection, same, day, read.sha256, now)
            return date.fromisoformat(str(connection.scalar(select(s.as_of).where(s.id == same))))
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
    append(connection, [registered(head, rows, events)], at=now)
    return True


def _rows(id_: int, entries: Sequence[RegisterEntry]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rows = [
        {"snapshot_id": id_, "modification": identity(entry.reference)}
        | {name: getattr(entry, name) for name in OWN_FIELDS}
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
