"""Which snapshot of the register a report may be held against, and the register's words made comparable.

A report knew only what was known on its day. What can change (stage, title, release, proposer) is
compared with a snapshot of that time alone; what cannot (date raised, a decision already taken) may be
read from a later one where there is none of the time. A part of the register, some saved pages, tells of the
modifications that it has and says nothing of the others.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from pipeline.checks.model import CheckModel, after, until
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.register.entries import RegisterEntry

NO_PAGE = "the parts of the register at hand have no page of it from that time"
REGISTER_LATE = "register late"
NO_SNAPSHOT = "there is no snapshot of the register from that time"

# A monthly snapshot taken before the report, or the first nights after it: no longer, for stages move.
_NOT_OLDER = timedelta(days=45)
_NOT_YOUNGER = timedelta(days=14)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_AND_YEAR = re.compile(r"\b(" + "|".join(_MONTHS) + r")[a-z]*\.?\s+(20\d\d|\d\d)\b", re.IGNORECASE)
_STANDALONE = re.compile(r"stand\W?alone|ad\W?hoc", re.IGNORECASE)


def near(model: CheckModel, report: Report, who: str) -> tuple[Snapshot, ...]:
    """The snapshots of the report's own time that tell of the modification, the best first.

    Backwards from the report to the newest whole register, else the first soon after it.
    """
    return _near(model.about(who), report)


def near_entry(
    model: CheckModel, report: Report, who: str, *names: str
) -> tuple[Snapshot, RegisterEntry] | None:
    """The first of the `near` snapshots in which one of these fields of the modification is not blank.

    A release's page, say, has no proposer; then the register before it still has.
    """
    for snapshot in near(model, report, who):
        entry = snapshot.entries.get(who)
        if entry is not None and any(getattr(entry, name) is not None for name in names):
            return snapshot, entry
    return None


def why_not(model: CheckModel, report: Report, who: str, blank: str) -> str:
    """Why `near_entry` has nothing: there is no page of that time, or `blank`."""
    return blank if near(model, report, who) else NO_PAGE


def nothing_near(model: CheckModel, report: Report) -> bool:
    """Whether there is neither a register nor a part of one from the report's time."""
    return not _near(model.snapshots, report)


def _near(snapshots: tuple[Snapshot, ...], report: Report) -> tuple[Snapshot, ...]:
    found: list[Snapshot] = []
    for snapshot in reversed(until(snapshots, report.known_on)):
        if report.known_on - snapshot.held_until(report.known_on) > _NOT_OLDER:
            break
        found.append(snapshot)
        if snapshot.whole:
            break
    later = after(snapshots, report.known_on)[:1]
    soon = tuple(one for one in later if one.as_of - report.known_on <= _NOT_YOUNGER)
    return tuple(found) or soon


def lasting(model: CheckModel, report: Report, who: str) -> Iterator[Snapshot]:
    """The snapshots for facts that cannot change, the best first.

    Backwards from the report to the newest whole register, then those after the report.
    """
    known = model.about(who)
    for snapshot in reversed(until(known, report.known_on)):
        yield snapshot
        if snapshot.whole:
            break
    yield from after(known, report.known_on)


def lasting_entry(
    model: CheckModel, report: Report, who: str, field: str, since: date | None = None
) -> tuple[Snapshot, RegisterEntry] | None:
    """The first of the `lasting` snapshots that has the field of it, of those that stood since a day."""
    for snapshot in lasting(model, report, who):
        entry = snapshot.entries.get(who)
        if entry is None or (since and snapshot.held_until(since) < since):
            continue
        if getattr(entry, field) is not None:
            return snapshot, entry
    return None


def brought_up_to_date(
    model: CheckModel, who: str, snapshot: Snapshot, agrees: Callable[[Snapshot, RegisterEntry], bool]
) -> Snapshot | None:
    """The next snapshot that tells of the modification, where it says what the report said: it was late."""
    later = next(iter(after(model.about(who), snapshot.as_of)), None)
    entry = later.entries.get(who) if later else None
    return later if later and entry and agrees(later, entry) else None


def is_late(late: Snapshot | None) -> str:
    """The end of a message that says so; empty where the register was not late."""
    return f" ({REGISTER_LATE}: that of {late.as_of.day} {late.as_of:%B %Y} agrees)" if late else ""


def release_key(name: str | None) -> str | None:
    """A release's name made comparable: `2020-11` of "Nov 20 SEC Release", `standalone`, or None."""
    if not name:
        return None
    if _STANDALONE.search(name):
        return "standalone"
    found = _MONTH_AND_YEAR.search(name)
    if not found:
        return None
    year = int(found[2]) % 100 + 2000
    return f"{year}-{_MONTHS.index(found[1][:3].lower()) + 1:02d}"
