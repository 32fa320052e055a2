"""A modification in the register over time: versions, each with the days from and until which it held."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from pipeline.basics.identity import identity, number
from pipeline.register.entries import RegisterEntry, RegisterSnapshot


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it stood from `since` until the day before `until` (None: to the newest snapshot).

    Between two snapshots the register may have changed on any day: a version holds from the first
    snapshot that shows it until the first that shows something else.
    """

    since: date
    until: date | None
    source: str
    entry: RegisterEntry

    def holds(self, day: date) -> bool:
        """Whether this is what the register said on that day."""
        return self.since <= day and (self.until is None or day < self.until)


def history(snapshots: Sequence[RegisterSnapshot], reference: str) -> tuple[Version, ...]:
    """The versions of one modification, whatever its prefix, in the order of time.

    `snapshots` are in the order of their days. A whole register that lacks it ends its last version; a
    part that lacks it, or a field of it, says nothing.
    """
    who = identity(reference)
    versions: list[Version] = []
    for snapshot in snapshots:
        entry = next((one for one in reversed(snapshot.entries) if identity(one.reference) == who), None)
        standing = versions[-1] if versions and versions[-1].until is None else None
        if entry is None and snapshot.scope == "part":
            continue
        if standing and entry and snapshot.scope == "part":
            entry = _filled(entry, standing.entry)
        if standing and entry and _same(standing.entry, entry):
            continue
        if standing:
            versions[-1] = replace(standing, until=snapshot.as_of)
        if entry:
            versions.append(Version(snapshot.as_of, None, snapshot.source, entry))
    # Two of one day: the former held for no time at all.
    return tuple(one for one in versions if one.since != one.until)


def family(snapshots: Sequence[RegisterSnapshot], reference: str) -> tuple[str, ...]:
    """The references of the modification that this one was split from or into: MP102 and MP102B of MP102A."""
    found = {one.reference for snapshot in snapshots for one in snapshot.entries}
    who = identity(reference)
    return tuple(sorted(one for one in found if number(one) == number(reference) and identity(one) != who))


def _filled(entry: RegisterEntry, standing: RegisterEntry) -> RegisterEntry:
    """The entry with what stood before where it is blank."""
    blank = [f.name for f in fields(entry) if not getattr(entry, f.name)]
    return replace(entry, **{name: getattr(standing, name) for name in blank})


def _same(one: RegisterEntry, other: RegisterEntry) -> bool:
    return replace(one, row=0) == replace(other, row=0)
