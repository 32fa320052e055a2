"""Two pages of one modification from one day as one entry."""

from dataclasses import fields, replace
from typing import Any

from extractors.values.releases import find_releases
from pipeline.basics.identity import plain_title
from pipeline.register.entries import RegisterEntry

_OWN = tuple(f.name for f in fields(RegisterEntry) if f.name not in ("reference", "row", "events"))
# A release's page keeps its older lists: what was approved and is implemented stands on it twice.
_ON_THE_WAY = ("Approved", "Implemented")


def merged(earlier: RegisterEntry, later: RegisterEntry) -> tuple[RegisterEntry, tuple[str, ...]]:
    """What both say together, and in words where they differ: there the later one counts.

    Under two names (DP136, MP136) the one of the newer name counts, in whatever order they stand. Of two
    places in the same release the further one counts, which is no difference. The timeline has the lines
    of both.
    """
    values: dict[str, Any] = {}
    differences: list[str] = []
    what = "the later row counts"
    if earlier.reference != later.reference:
        earlier, later = sorted((earlier, later), key=_age_of_name)
        what = "the newer name counts"
        differences.append(f"{earlier.reference} and {later.reference} are one; {what}")
    for name in _OWN:
        before, now = getattr(earlier, name), getattr(later, name)
        values[name] = before if now is None or _same(name, before, now) else now
        if name == "stage" and before in _ON_THE_WAY and now in _ON_THE_WAY:
            values[name] = max(before, now, key=_ON_THE_WAY.index)
        elif before is not None and now is not None and values[name] is not before:
            named = name.replace("_", " ")
            differences.append(f"{later.reference}, {named}: “{before}” and “{now}”; {what}")
    events = tuple(dict.fromkeys((*earlier.events, *later.events)))
    return replace(later, **values, events=events), tuple(differences)


def _age_of_name(entry: RegisterEntry) -> int:
    """A draft's name is the oldest, then those of before 2018."""
    return next((age for age, prefix in enumerate(("DP", "SECMP")) if entry.reference.startswith(prefix)), 2)


def _same(name: str, before: object, now: object) -> bool:
    if not (isinstance(before, str) and isinstance(now, str)):
        return before == now
    if name == "release":
        return _release(before) == _release(now)
    return plain_title(before) == plain_title(now)


def _release(text: str) -> str:
    """A release's own name, of however long a heading."""
    return next((span.name for span in find_releases(text)), plain_title(text))
