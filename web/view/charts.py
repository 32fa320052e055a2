"""Geometry of the charts: across in percent of the width, so that text keeps its size; down in pixels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from pipeline.queries import Durations

LEAST_MONTHS = 12  # fewer would be drawn as a wall
STAGE_HEIGHT = 34
DURATION_HEIGHT = 120


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across a chart at the beginning of a year; `minor` may go where there is little room."""

    at: float
    label: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with what it says; lengths down are from the chart's top."""

    at: float
    wide: float
    top: float
    tall: float
    says: str


@dataclass(frozen=True, slots=True)
class Row:
    """One stage over time: its newest count, the range, and a bar for each report."""

    name: str
    newest: int
    least: int
    most: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """From the shortest to the longest of a month, the median, and where the target cuts it."""

    at: float
    top: float
    bottom: float
    middle: float
    cut: float
    over: bool
    says: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One kind of assessment over time against its target, which may not be known."""

    kind: str
    spans: tuple[Span, ...]
    target: int | None
    target_at: float
    most: int
    number: int
    over: int


class Months:
    """The months from the first to the last of these, each with its place across."""

    def __init__(self, months: Iterable[str]) -> None:
        numbers = [_number(month) for month in months]
        self._last = max(numbers, default=0)
        self._first = min([*numbers, self._last - LEAST_MONTHS + 1])
        self._wide = 100 / (self._last - self._first + 1)

    @property
    def wide(self) -> float:
        """How much of the width one month has."""
        return self._wide

    def left(self, month: str) -> float:
        """Where the month begins."""
        return round((_number(month) - self._first) * self._wide, 2)

    def ticks(self) -> list[Tick]:
        """One at each January."""
        years = [number for number in range(self._first, self._last + 1) if number % 12 == 0]
        return [
            Tick(
                round((number - self._first) * self._wide, 2),
                str(number // 12),
                place % 2 == 1 and len(years) > 4,
            )
            for place, number in enumerate(years)
        ]


def _number(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1


def stage_rows(stages: Mapping[str, Mapping[str, int]], months: Months) -> list[Row]:
    """A row for each stage, in the order of the process, each with a scale of its own that begins at 0."""
    order = ("define", "refine", "opine", "release")
    rows = []
    for stage in sorted(stages, key=lambda one: order.index(one) if one in order else len(order)):
        counts = stages[stage]
        most = max(counts.values())
        bars = []
        for month, count in counts.items():
            tall = STAGE_HEIGHT * count / most if most else 0.0
            inset = months.wide * 0.12
            bars.append(
                Bar(
                    round(months.left(month) + inset, 2),
                    round(months.wide - 2 * inset, 2),
                    round(STAGE_HEIGHT - tall, 1),
                    round(tall, 1),
                    f"{month}: {count}",
                )
            )
        newest = counts[max(counts)]
        rows.append(Row(stage, newest, min(counts.values()), most, tuple(bars)))
    return rows


def duration_panels(
    durations: Mapping[str, Sequence[Durations]], targets: Mapping[str, int], months: Months
) -> list[Panel]:
    """A panel for each kind of assessment, Preliminary Assessments first."""
    return [_panel(kind, durations[kind], targets.get(kind), months) for kind in sorted(durations)[::-1]]


def _panel(kind: str, by_month: Sequence[Durations], target: int | None, months: Months) -> Panel:
    most = max(one.most for one in by_month)
    scale = DURATION_HEIGHT / (max(most, target or 0) * 1.08 or 1)

    def down(days: float) -> float:
        return round(DURATION_HEIGHT - days * scale, 1)

    spans = []
    for one in by_month:
        said = f"{one.month}: {one.number} returned, {one.least} to {one.most} working days"
        said += f", median {one.middle:g}"
        if one.over:
            said += f", {one.over} over the target"
        top, bottom = down(one.most) - 1, down(one.least) + 1
        cut = min(bottom, max(top, down(target))) if target is not None else top
        middle = down(one.middle)
        at = round(months.left(one.month) + months.wide / 2, 2)
        spans.append(Span(at, top, bottom, middle, cut, target is not None and one.most > target, said))
    return Panel(
        kind,
        tuple(spans),
        target,
        down(target) if target is not None else 0.0,
        most,
        sum(one.number for one in by_month),
        sum(one.over for one in by_month),
    )


@dataclass(frozen=True, slots=True)
class Point:
    """Something in a lane of a timeline. `sure` is false where only the month is known."""

    at: float
    key: str
    says: str
    sure: bool
    contradicted: bool


class Days:
    """The days from the first to the last of these, with room at both ends."""

    def __init__(self, days: Sequence[date]) -> None:
        self._first, self._last = min(days), max(days)
        self._long = max(1, (self._last - self._first).days)

    def at(self, day: date) -> float:
        """Where the day stands across."""
        return round(2 + 96 * (day - self._first).days / self._long, 2)

    def ticks(self) -> list[Tick]:
        """One at the beginning of each year, or of each quarter where there are few."""
        if self._long > 3 * 366:
            step = ceil(self._long / 366 / 8)
            starts = [date(year, 1, 1) for year in range(self._first.year + 1, self._last.year + 1, step)]
            return [
                Tick(self.at(day), str(day.year), place % 2 == 1 and len(starts) > 4)
                for place, day in enumerate(starts)
            ]
        quarters = [
            date(year, month, 1)
            for year in range(self._first.year, self._last.year + 1)
            for month in (1, 4, 7, 10)
        ]
        inside = [day for day in quarters if self._first < day <= self._last]
        return [Tick(self.at(day), f"{day:%b %Y}", place % 2 == 1) for place, day in enumerate(inside)]
