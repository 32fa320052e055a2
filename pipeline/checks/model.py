"""The read model of the checks: reports and register snapshots, ordered and indexed once for all checks."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import accumulate

from extractors.contract import Extraction, Fact
from pipeline.basics.calendar import month_of
from pipeline.basics.identity import identity, slug
from pipeline.checks.day_counts import DayCount, DayCounts
from pipeline.checks.links import last_part
from pipeline.checks.report_and_snapshot import Report, Snapshot
from pipeline.checks.scope import EVERYTHING, MONTHS_AROUND, Months
from pipeline.checks.standing import standing_papers
from pipeline.register.entries import RegisterSnapshot


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What stands in the part of a record that a model was not given.

    `tables` are the day counts of the months that it has only in part, `titled` gives every reference with
    every title that a report prints beside it, and `complete` the whole of a snapshot given in part.
    """

    tables: Mapping[str, DayCount]
    titled: Callable[[], Iterable[tuple[str, str]]]
    complete: Callable[[RegisterSnapshot], RegisterSnapshot]


class CheckModel:
    """All that the checks read. Built once for a run; `scope` limits what is judged, not what is known.

    `reports` may hold several issues of one month, in the order of issue: the last one of the month's paper
    stands, the earlier ones are superseded and only read by the check that compares issues. A second paper
    of a month is no report of the series: `papers` has it with what it adds. Where reports and snapshots are
    given in part, `elsewhere` knows the rest.
    """

    def __init__(
        self,
        reports: Sequence[Extraction],
        snapshots: Sequence[RegisterSnapshot],
        scope: Months = EVERYTHING,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        issues: dict[str, list[Report]] = defaultdict(list)
        for extraction in sorted(reports, key=lambda one: one.report.period):
            issues[extraction.report.period].append(Report(extraction))
        self.scope = scope
        self.issues = {month: tuple(issued) for month, issued in issues.items()}
        months = [_papers(issued) for issued in self.issues.values()]
        self.series = tuple(own for own, *_ in months)
        self.papers = tuple(paper for some in months for paper in sorted(some, key=_spoke))
        self._until = tuple(accumulate((len(some) for some in months), initial=0))
        self.day_counts = DayCounts(self.series, elsewhere.tables if elsewhere else {})
        self.snapshots = tuple(
            Snapshot(one, elsewhere.complete if elsewhere else None)
            for one in sorted(snapshots, key=lambda one: (one.as_of, one.scope == "part"))
        )
        self.wholes = tuple(snapshot for snapshot in self.snapshots if snapshot.whole)
        self._elsewhere = elsewhere
        self._about: dict[str, tuple[Snapshot, ...]] = {}
        self._in_parts = {who for one in self.snapshots if not one.whole for who in one.entries}
        self._place = {report.period: place for place, report in enumerate(self.series)}

    def in_scope(self, period: str) -> bool:
        """Whether findings of that month are asked for."""
        return period in self.scope

    @property
    def reports(self) -> Iterator[Report]:
        """The standing reports to be judged, in order of month."""
        return (report for report in self.series if self.in_scope(report.period))

    @property
    def judged_papers(self) -> Iterator[Report]:
        """The same with the second papers, whose facts may be wrong as well."""
        return (paper for paper in self.papers if self.in_scope(paper.period))

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

    def papers_until(self, report: Report) -> tuple[Report, ...]:
        """All papers of the months up to the report's own, in order: what has been told by then."""
        return self.papers[: self._until[self._place[report.period] + 1]]

    def papers_of(self, report: Report) -> tuple[Report, ...]:
        """The report itself and the other papers of its month, in order."""
        place = self._place[report.period]
        return self.papers[self._until[place] : self._until[place + 1]]

    def papers_around(self, report: Report) -> tuple[Report, ...]:
        """All papers of its month, of the two before and of the two after, which may tell of the same."""
        place = self._place[report.period]
        last = min(place + 1 + MONTHS_AROUND, len(self.series))
        return self.papers[self._until[max(0, place - MONTHS_AROUND)] : self._until[last]]

    def of_document(self, sha256: str | None) -> tuple[Report, ...]:
        """The reports that were read from the document of that digest."""
        return self._read_from.get(sha256, ())

    @cached_property
    def _read_from(self) -> dict[str | None, tuple[Report, ...]]:
        found: dict[str | None, tuple[Report, ...]] = {}
        for report in (one for issued in self.issues.values() for one in issued):
            digest = report.extraction.document.sha256
            found[digest] = (*found.get(digest, ()), report)
        return found

    def about(self, who: str) -> tuple[Snapshot, ...]:
        """The snapshots that tell of a modification, oldest first: whole ones, and parts that have it."""
        if who not in self._in_parts:
            return self.wholes
        if who not in self._about:
            self._about[who] = tuple(one for one in self.snapshots if one.whole or who in one.entries)
        return self._about[who]

    @cached_property
    def pages(self) -> dict[str, dict[str, str]]:
        """Whose page an address may be, by its last part: identities, each with a reference.

        Known from the titles of all reports and the links of the newest register.
        """
        parts = [snapshot for snapshot in self.snapshots if not snapshot.whole]
        named = [(last_part(url), who) for one in (*self.wholes[-1:], *parts) for who, url in one.links]
        named += ((slug(title), who) for who, title in self._titled())
        pages: dict[str, dict[str, str]] = defaultdict(dict)
        for page, reference in named:
            who = identity(reference)
            pages[page][who] = max(reference, pages[page].get(who, ""))
        return pages

    def _titled(self) -> Iterable[tuple[str, str]]:
        if self._elsewhere:
            return self._elsewhere.titled()
        return {titled for report in self.series for titled in report.titled()}

    @cached_property
    def dated_in(self) -> dict[str, list[str]]:
        """By month, the modifications of which a snapshot dates something in that month."""
        dated: dict[str, set[str]] = defaultdict(set)
        for snapshot in self.snapshots:
            for who, entry in snapshot.entries.items():
                for on in entry.dates():
                    dated[month_of(on)].add(who)
        return {month: sorted(who) for month, who in dated.items()}


def _papers(issued: Sequence[Report]) -> list[Report]:
    """A month's own paper, and the others with what it does not say itself."""
    own, *others = standing_papers(issued)
    said = set(map(_said, own.extraction.facts))
    return [own, *(_without(other, said) for other in others)]


def _without(paper: Report, said: Container[Fact]) -> Report:
    kept = tuple(fact for fact in paper.extraction.facts if _said(fact) not in said)
    return Report(replace(paper.extraction, facts=kept))


def _said(fact: Fact) -> Fact:
    """The fact without its place."""
    return replace(fact, evidence=(), doubts=())


def _spoke(paper: Report) -> date:
    return paper.known_on


def until(snapshots: tuple[Snapshot, ...], day: date) -> tuple[Snapshot, ...]:
    """Those taken by the end of that day, in their order."""
    return snapshots[: bisect_right(snapshots, day, key=_taken)]


def after(snapshots: tuple[Snapshot, ...], day: date) -> tuple[Snapshot, ...]:
    """Those taken later than that day, in their order."""
    return snapshots[bisect_right(snapshots, day, key=_taken) :]


def _taken(snapshot: Snapshot) -> date:
    return snapshot.as_of
