"""What a report dates beside what the register's timelines date: the nearest event of its kind.

The timelines are incomplete: a day is held against the nearest event, which no report tells of by itself.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.basics.identity import SUFFIXES, number
from pipeline.checks.finding import RegisterEvidence, Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.checks.support.register_match import REGISTER_LATE, lasting
from pipeline.checks.support.wording import day
from pipeline.register.entries import RegisterEntry, RegisterEvent
from pipeline.register.files.events import kind_of


@dataclass(frozen=True, slots=True)
class Line:
    """A dated line of a timeline."""

    on: date
    event: RegisterEvent
    entry: RegisterEntry
    snapshot: Snapshot

    @property
    def evidence(self) -> RegisterEvidence:
        return self.snapshot.see_event(self.entry, self.event)


def lines(model: CheckModel, report: Report, who: str, kind: str) -> list[list[Line]]:
    """The dated lines of that kind, for each snapshot that has some, the best snapshot first.

    Where there is no page of a modification, those of its parts tell of it: they were one until the split.
    """
    names = [who, *(who + suffix for suffix in SUFFIXES if who == number(who))]
    for name in names:
        found = [list(_lines(snapshot, name, kind)) for snapshot in lasting(model, report, name)]
        if any(found):
            return [some for some in found if some]
    return []


def _lines(snapshot: Snapshot, name: str, kind: str) -> Iterator[Line]:
    entry = snapshot.entries.get(name)
    for event in entry.events if entry else ():
        if entry and event.happened_on and kind_of(event) == kind:
            yield Line(event.happened_on, event, entry, snapshot)


@dataclass(frozen=True, slots=True)
class OtherDay:
    """The line that has another day, and the day of a later snapshot that has the report's, if one has."""

    line: Line
    mended: date | None

    @property
    def severity(self) -> Severity | None:
        """Lower than the check's own where the register was merely late."""
        return "info" if self.mended else None

    @property
    def late(self) -> str:
        """What a message adds where the register was merely late."""
        return f" ({REGISTER_LATE}: that of {day(self.mended)} agrees)" if self.mended else ""


def other_day(
    on: date, told: Collection[date], snapshots: list[list[Line]], within: timedelta
) -> OtherDay | None:
    """What the best snapshot has for what happened on this day, where it is another one.

    None where it or an older one has the day itself, where no line is so near, or where the nearest is told
    of by itself: `told` are all days of the kind that reports tell.
    """
    if not snapshots:
        return None
    agreeing = [line.snapshot.as_of for some in snapshots for line in some if line.on == on]
    first = snapshots[0][0].snapshot.as_of
    if any(as_of <= first for as_of in agreeing):
        return None
    free = [line for line in snapshots[0] if line.on not in told and abs(line.on - on) <= within]
    nearest = min(free, key=lambda line: abs(line.on - on), default=None)
    if nearest is None or any(abs(nearest.on - one) < abs(nearest.on - on) for one in told if one != on):
        return None
    return OtherDay(nearest, min(agreeing, default=None))
