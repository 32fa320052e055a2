"""How a report counts days, inferred from its own table of open assessments.

Eight conventions are tried on every row: weekdays or Working Days, with or without the first and the
last day, up to the stated cut-off. The convention that explains most rows is the table's, if it
explains at least two and more than half of them. Where several explain equally many (no bank holiday
in the span, a cut-off on a Sunday), the neighbouring months decide between them; a table too small to
have a majority borrows its neighbours' convention, where they agree. Otherwise nothing is judged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.contract import Assessment
from pipeline.basics.calendar import DayKind, count_days, covers
from pipeline.checks.report_and_snapshot import Report

_DAY = timedelta(days=1)
_FEW_ROWS = 2


@dataclass(frozen=True, slots=True)
class Convention:
    """A way of counting days between two dates."""

    kind: DayKind
    first: bool
    last: bool

    def count(self, start: date, end: date) -> int:
        """The days from start to end."""
        return count_days(self.kind, start if self.first else start + _DAY, end if self.last else end - _DAY)

    @property
    def name(self) -> str:
        """`weekday_incl`, `working_day_excl_first` and so on."""
        left_out = [word for word, kept in (("first", self.first), ("last", self.last)) if not kept]
        ends = {0: "incl", 1: f"excl_{left_out[0]}" if left_out else "", 2: "excl_both"}
        return f"{self.kind}_{ends[len(left_out)]}"

    @property
    def words(self) -> str:
        """What is counted, for a person."""
        days = "weekdays, bank holidays included" if self.kind == "weekday" else "Working Days"
        ends = {
            (True, True): "with the first and the last day",
            (False, True): "without the first day",
            (True, False): "without the last day",
            (False, False): "without the first and the last day",
        }
        return f"{days}, {ends[self.first, self.last]}"


CONVENTIONS = tuple(
    Convention(kind, first, last)
    for first, last in ((True, True), (False, True), (True, False), (False, False))
    for kind in ("weekday", "working_day")
)


@dataclass(frozen=True, slots=True)
class DayCount:
    """What a month's table of open assessments says of its own day count.

    `own` are the conventions that explain most of its rows, `accepted` those left after its neighbours
    were asked; both are empty where there is no majority. `explained` of `rows` rows agree with them.
    """

    own: tuple[Convention, ...]
    accepted: tuple[Convention, ...]
    explained: int
    rows: int

    def days(self, start: date, end: date) -> int | None:
        """The days from start to end, or None where the accepted conventions disagree or there is none."""
        counts = {convention.count(start, end) for convention in self.accepted}
        return counts.pop() if len(counts) == 1 else None

    def explains(self, start: date, end: date, days: int) -> bool:
        """Whether an accepted convention gives that many days."""
        return any(convention.count(start, end) == days for convention in self.accepted)


class DayCounts:
    """The day counts of a series of reports in order of month, each inferred when it is first asked for.

    `known` are what tables say of themselves, by month, where that need not be found out again.
    """

    def __init__(self, series: Sequence[Report], known: Mapping[str, DayCount]) -> None:
        self._series = series
        self._told = known
        self._place = {report.period: place for place, report in enumerate(series)}
        self._tables: dict[int, DayCount] = {}
        self._known: dict[int, DayCount] = {}

    def __getitem__(self, period: str) -> DayCount:
        """How the open table of that month's report counts days."""
        place = self._place[period]
        if place not in self._known:
            self._known[place] = self._among(place)
        return self._known[place]

    def alone(self, period: str) -> DayCount:
        """What that month's table says of itself, before its neighbours are asked."""
        return self._table(self._place[period])

    def _table(self, place: int) -> DayCount:
        if place not in self._tables:
            report = self._series[place]
            self._tables[place] = self._told.get(report.period) or day_count_of(report)
        return self._tables[place]

    def _nearest(self, places: Iterable[int]) -> tuple[Convention, ...]:
        return next((own for place in places if (own := self._table(place).own)), ())

    def _among(self, place: int) -> DayCount:
        """The table's own conventions, narrowed by the nearest months that have some."""
        table = self._table(place)
        if len(table.own) == 1:
            return table
        before = self._nearest(range(place - 1, -1, -1))
        after = self._nearest(range(place + 1, len(self._series)))
        if not table.own:
            agreed = _shared(before, after) if before and after else before or after
            return replace(table, accepted=agreed if table.rows <= _FEW_ROWS else ())
        accepted = table.own
        for neighbour in (before, after):
            accepted = _shared(accepted, neighbour) or accepted
        return replace(table, accepted=accepted)


def countable(report: Report) -> list[tuple[Assessment, date, date, int]]:
    """The open rows that can be counted: each with its accepted date, the cut-off and its duration."""
    return [
        (row, row.accepted_on, report.cut_off, row.duration_wd)
        for row in report.facts(Assessment)
        if row.status == "open" and row.accepted_on and report.cut_off and row.duration_wd is not None
        if row.accepted_on <= report.cut_off and covers(row.accepted_on) and covers(report.cut_off)
    ]


def day_count_of(report: Report) -> DayCount:
    """What the report's table of open assessments says of its own day count."""
    rows = countable(report)
    scores = {c: sum(c.count(start, end) == days for _, start, end, days in rows) for c in CONVENTIONS}
    best = max(scores.values())
    if best < _FEW_ROWS or 2 * best <= len(rows):
        return DayCount((), (), best, len(rows))
    own = tuple(convention for convention in CONVENTIONS if scores[convention] == best)
    return DayCount(own, own, best, len(rows))


def _shared(some: Sequence[Convention], others: Sequence[Convention]) -> tuple[Convention, ...]:
    return tuple(convention for convention in some if convention in others)


def kinds(conventions: Sequence[Convention]) -> set[DayKind]:
    """Which days they count."""
    return {convention.kind for convention in conventions}
