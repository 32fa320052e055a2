"""The read model of the checks: reports and register snapshots, ordered and indexed once for all checks."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from extractors.facts import Extraction
from pipeline.checks.conventions import DayCounts
from pipeline.checks.views import Report, Snapshot
from pipeline.register.entries import RegisterSnapshot


class Model:
    """All that the checks read. Built once for a run; `period` limits what is judged, not what is known.

    `reports` may hold several issues of one month, in the order of issue: the last one stands, the
    earlier ones are superseded and only read by the check that compares issues.
    """

    def __init__(
        self,
        reports: Sequence[Extraction],
        snapshots: Sequence[RegisterSnapshot],
        period: str | None = None,
    ) -> None:
        issues: dict[str, list[Report]] = defaultdict(list)
        for extraction in sorted(reports, key=lambda one: one.report.period):
            issues[extraction.report.period].append(Report(extraction))
        self.period = period
        self.issues = {month: tuple(issued) for month, issued in issues.items()}
        self.series = tuple(issued[-1] for issued in self.issues.values())
        self.day_counts = DayCounts(self.series)
        self.snapshots = tuple(
            Snapshot(one) for one in sorted(snapshots, key=lambda one: (one.as_of, one.scope == "part"))
        )
        self.wholes = tuple(snapshot for snapshot in self.snapshots if snapshot.whole)
        self.in_register = sorted({who for one in self.snapshots for who in one.entries})
        self._about: dict[str, tuple[Snapshot, ...]] = {}
        self._in_parts = {who for one in self.snapshots if not one.whole for who in one.entries}
        self._place = {report.period: place for place, report in enumerate(self.series)}

    def in_scope(self, period: str) -> bool:
        """Whether findings of that month are asked for."""
        return self.period in (None, period)

    @property
    def reports(self) -> Iterator[Report]:
        """The standing reports to be judged, in order of month."""
        return (report for report in self.series if self.in_scope(report.period))

    @property
    def pairs(self) -> Iterator[tuple[Report, Report]]:
        """Each report to be judged with the one before it in the series."""
        return (
            (self.series[place], later)
            for place, later in enumerate(self.series[1:])
            if self.in_scope(later.period)
        )

    def before(self, report: Report) -> tuple[Report, ...]:
        """The reports of earlier months, in order."""
        return self.series[: self._place[report.period]]

    def after(self, report: Report) -> tuple[Report, ...]:
        """The reports of later months, in order."""
        return self.series[self._place[report.period] + 1 :]

    def about(self, who: str) -> tuple[Snapshot, ...]:
        """The snapshots that tell of a modification, oldest first: whole ones, and parts that have it."""
        if who not in self._in_parts:
            return self.wholes
        if who not in self._about:
            self._about[who] = tuple(one for one in self.snapshots if one.whole or who in one.entries)
        return self._about[who]


def until(snapshots: tuple[Snapshot, ...], day: date) -> tuple[Snapshot, ...]:
    """Those taken by the end of that day, in their order."""
    return snapshots[: bisect_right(snapshots, day, key=_taken)]


def after(snapshots: tuple[Snapshot, ...], day: date) -> tuple[Snapshot, ...]:
    """Those taken later than that day, in their order."""
    return snapshots[bisect_right(snapshots, day, key=_taken) :]


def _taken(snapshot: Snapshot) -> date:
    return snapshot.as_of
