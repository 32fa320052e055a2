"""Whether a register can be that of the day it is loaded for, and all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from pipeline.basics.errors import UnusableInput
from pipeline.basics.identity import identity
from pipeline.record.tables.register import register_entries, register_snapshots
from pipeline.register.entries import RegisterEntry
from pipeline.register.files.events import kind_of
from pipeline.register.files.read import Source

_BEGAN = date(2013, 9, 23)  # when the code came into force: there was no register before
_A_TENTH = 10
# What the register tells of as done; a meeting or a vote may well be announced.
_DONE = frozenset(("raised", "converted", "authority_approved", "withdrawn", "implemented"))
Days = Mapping[date, Sequence[RegisterEntry]]


def hold_to_calendar(
    source: Source, days: Days, now: datetime
) -> tuple[dict[date, list[RegisterEntry]], list[str]]:
    """The entries without what cannot have happened by their own day, and what that was, in words.

    Raises UnusableInput where the day itself cannot be, or where so much is from after it that it cannot be
    the register's.
    """
    name = source.name
    kept: dict[date, list[RegisterEntry]] = {}
    asides: list[str] = []
    for day, entries in days.items():
        if day > now.date() + timedelta(days=1):
            raise UnusableInput(
                f"{name}: {day} is not yet; a register is of a day that has been. See --as-of."
            )
        if day < _BEGAN:
            raise UnusableInput(f"{name}: there was no register on {day}. See --as-of.")
        late = [one for one in entries if one.date_raised and one.date_raised > day]
        if source.reading.scope == "whole" and len(late) * _A_TENTH > len(entries):
            raise UnusableInput(
                f"{name}: {len(late)} of {len(entries)} modifications were raised after {day}, "
                f"as {late[0].reference} on {late[0].date_raised}. It is a later day's; see --as-of."
            )
        kept[day] = [_by(day, entry, asides) for entry in entries]
    return kept, asides


def _by(day: date, entry: RegisterEntry, asides: list[str]) -> RegisterEntry:
    """The entry as it can be on that day."""
    for name in ("date_raised", "decision_date"):
        on = getattr(entry, name)
        if on and on > day:
            asides.append(f"row {entry.row}, {entry.reference}: {name.replace('_', ' ')} {on} is after {day}")
            entry = (
                replace(entry, date_raised=None)
                if name == "date_raised"
                else replace(entry, decision_date=None)
            )
    events = tuple(
        one
        for one in entry.events
        if not (one.happened_on and one.happened_on > day and kind_of(one) in _DONE)
    )
    for gone in (one for one in entry.events if one not in events):
        asides.append(f"row {entry.row}, {entry.reference}: “{gone.happened_on} {gone.text}” is after {day}")
    return replace(entry, events=events)


def hold_to_the_one_before(
    connection: Connection, source: Source, day: date, entries: Sequence[RegisterEntry]
) -> None:
    """Raises UnusableInput where a whole register lost more than a tenth, or its end, since the last."""
    s, n = register_snapshots.c, register_entries.c
    newest = (s.as_of.desc(), s.learned_at.desc(), s.id.desc())
    before = connection.execute(
        select(s.id, s.as_of)
        .where(s.as_of < day, s.scope == "whole", s.removed_at.is_(None))
        .order_by(*newest)
        .limit(1)
    ).first()
    if before is None:
        return
    rows = select(n.reference).where(n.snapshot_id == before.id).order_by(n.row)
    had = list(connection.scalars(rows))
    has = {identity(entry.reference) for entry in entries}
    lost = [one for one in had if identity(one) not in has]
    ends_early = lost == had[len(had) - len(lost) :] and source.reading.open_ended
    if len(lost) * _A_TENTH > len(had) or (lost and ends_early):
        what = "ends where that one goes on" if ends_early else f"lacks {len(lost)} of them"
        raise UnusableInput(
            f"{source.name} has {len(has)} modifications; the register of {before.as_of} had {len(had)}, and "
            f"this one {what} ({', '.join(lost[:3])}{' …' if len(lost) > 3 else ''}). Load all of it; say "
            "--shrunk where it is all there is, or --scope part. Nothing was loaded."
        )


def hold_to_its_end(source: Source) -> None:
    """Raises UnusableInput where the source may have been cut off."""
    if source.reading.cut:
        raise UnusableInput(
            f"{source.name} may have been cut off: {source.reading.cut}. Save or fetch it again; say "
            "--shrunk where it is all there is. Nothing was loaded."
        )
