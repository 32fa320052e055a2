"""What changed from one snapshot of the register to another."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from pipeline.basics.identity import identity
from pipeline.register.entries import RegisterEntry, RegisterSnapshot

_COMPARED = tuple(f.name for f in fields(RegisterEntry) if f.name not in ("row", "events"))


@dataclass(frozen=True, slots=True)
class Change:
    """A modification that came, went, or has another value in a field; None where it was blank."""

    reference: str
    change: Literal["added", "removed", "changed"]
    field: str | None = None
    before: str | None = None
    after: str | None = None


def changes(earlier: RegisterSnapshot, later: RegisterSnapshot) -> tuple[Change, ...]:
    """Every difference, in the order of references. What a part lacks was neither added nor removed.

    A modification that goes on under another prefix (DP136, MP136) is the same, with another reference.
    """
    pairs = list(_pairs(earlier.entries, later.entries))
    found: list[Change] = []
    for before, after in pairs:
        if before is None and after is not None and earlier.scope == "whole":
            found.append(Change(after.reference, "added"))
        elif after is None and before is not None and later.scope == "whole":
            found.append(Change(before.reference, "removed"))
        elif before is not None and after is not None:
            found += fields_changed(before, after)
    return tuple(sorted(found, key=lambda one: one.reference))


def fields_changed(before: RegisterEntry, after: RegisterEntry) -> Iterator[Change]:
    """The fields in which two entries of one modification differ, each line of the timeline by itself."""
    for name in _COMPARED:
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield Change(after.reference, "changed", name, _printed(was), _printed(now))
    for event in after.events:
        if event not in before.events:
            yield Change(after.reference, "changed", "timeline", None, _line(event.happened_on, event.text))
    for event in before.events:
        if event not in after.events:
            yield Change(after.reference, "changed", "timeline", _line(event.happened_on, event.text), None)


def _pairs(
    earlier: tuple[RegisterEntry, ...], later: tuple[RegisterEntry, ...]
) -> Iterator[tuple[RegisterEntry | None, RegisterEntry | None]]:
    """Entries of one reference, then of one identity where only one of each is left, then what is alone."""
    old = {entry.reference: entry for entry in earlier}
    new = {entry.reference: entry for entry in later}
    for reference in old.keys() & new.keys():
        yield old.pop(reference), new.pop(reference)
    renamed = {identity(reference): reference for reference in old}
    for reference in list(new):
        if (former := renamed.pop(identity(reference), None)) is not None:
            yield old.pop(former), new.pop(reference)
    yield from ((entry, None) for entry in old.values())
    yield from ((None, entry) for entry in new.values())


def _printed(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _line(happened_on: date | None, text: str) -> str:
    return f"{happened_on.isoformat()} {text}" if happened_on else text
