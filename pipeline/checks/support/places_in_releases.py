"""Where one report puts each modification: its lists of releases, and this month's approvals beside them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from extractors.contract import CountClaim, Decision, ReleaseItem
from pipeline.basics.identity import identity
from pipeline.checks.process.known import decisions_on
from pipeline.checks.process.sayings import is_doubtful
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.parts_in_words import delivered_in_parts
from pipeline.checks.support.register_match import release_key
from pipeline.checks.support.this_month import in_effect, of_this_month
from pipeline.checks.support.wording import day

_STANDALONE = "standalone"


@dataclass(frozen=True, slots=True)
class Place:
    """A release or a day that the report has a modification in, and the fact that says so."""

    fact: ReleaseItem | Decision
    release: str | None
    on: date | None

    @property
    def key(self) -> str | None:
        """The release made comparable; None where its day tells one from another."""
        key = release_key(self.release)
        return None if key == _STANDALONE else key

    @property
    def status(self) -> str:
        """`implemented` or `approved`."""
        return self.fact.status if isinstance(self.fact, ReleaseItem) else "approved"

    @property
    def words(self) -> str:
        """It in words: `implemented on 23 July 2020`, `listed for the November 2020 SEC Release`."""
        listed = isinstance(self.fact, ReleaseItem)
        if self.status == "implemented":
            return "implemented" + (f" on {day(self.on)}" if self.on else f" in the {self.release}")
        where = f"the {self.release}" if self.key else day(self.on) if self.on else "a release"
        return f"{'listed' if listed else 'approved'} for {where}"


def places(report: Report) -> dict[str, list[Place]]:
    """The places by identity, the votes first; what is delivered in parts is left out.

    A vote counts where it is this month's and nothing later is told of the modification.
    """
    found: dict[str, list[Place]] = defaultdict(list)
    apart = delivered_in_parts(report)
    last: dict[str, date] = {}
    for vote in decisions_on(report):
        if vote.decided_on:
            who = identity(vote.reference)
            last[who] = max(vote.decided_on, last.get(who, vote.decided_on))
    for vote in decisions_on(report):
        who = identity(vote.reference)
        if in_effect(report, vote) and of_this_month(report, vote) and vote.decided_on == last[who]:
            found[who].append(Place(vote, vote.release, vote.implementation_date))
    for item in report.facts(ReleaseItem):
        if is_doubtful(item, report.known_on):
            continue  # "was de-scoped from the November 2020 SEC Release": it is no item of its list
        found[identity(item.reference)].append(Place(item, item.release, item.release_date))
    return {who: told for who, told in found.items() if who not in apart}


def two_places(told: list[Place]) -> tuple[Place, Place] | None:
    """The first two that cannot both be: of two releases, of two days, implemented and still to be."""
    for one, other in combinations(told, 2):
        if one.key and other.key:
            elsewhere = one.key != other.key
        else:
            elsewhere = None not in (one.on, other.on) and one.on != other.on
        both_listed = isinstance(one.fact, ReleaseItem) and isinstance(other.fact, ReleaseItem)
        if elsewhere or (both_listed and one.status != other.status):
            return one, other
    return None


def listed_more_often(report: Report) -> Iterator[tuple[list[ReleaseItem], str]]:
    """What stands in a release's list more than once, the list's number counting it each time."""
    numbers = {claim.stated for claim in report.facts(CountClaim) if claim.claim == "release_contents"}
    lists: dict[str, list[ReleaseItem]] = defaultdict(list)
    for item in report.facts(ReleaseItem):
        if item.status == "approved" and item.release and not item.part:
            lists[item.release].append(item)
    for release, items in lists.items():
        often = Counter(identity(item.reference) for item in items)
        if len(items) in numbers and len(often) not in numbers:
            for who, times in often.items():
                if times > 1:
                    yield [item for item in items if identity(item.reference) == who], release


def days_of_releases(report: Report) -> dict[str, dict[date, ReleaseItem | Decision]]:
    """Every day that the report gives for each SEC Release, with the first fact that gives it."""
    days: dict[str, dict[date, ReleaseItem | Decision]] = defaultdict(dict)
    names: dict[str, str] = {}
    for told in places(report).values():
        for place in told:
            if place.key and place.on and place.release:
                name = names.setdefault(place.key, place.release)
                days[name].setdefault(place.on, place.fact)
    return days
