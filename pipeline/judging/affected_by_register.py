"""Which months' findings may differ from those of the last judgement, by new and changed snapshots.

A report is held against the snapshots around its day: whole months are affected from the last whole register
before the new ones on. For what cannot change, like a date raised, older reports may be held against newer
snapshots, where the ones before are blank or too old for a decision. So of the older months those are
affected that name a modification of which the snapshots from there on do not all tell alike, that link to its
page, in which something happened to it, or that tell of a decision of a day to come; and those after a month
that names it, which are asked what became of it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from sqlalchemy import Connection

from pipeline.basics.calendar import month_of
from pipeline.checks.links import last_part
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.scope import EVERYTHING, MONTHS_AROUND, NOTHING, Months
from pipeline.checks.standing import standing_papers
from pipeline.judging.last_full_run import Material
from pipeline.judging.related import months_deciding, months_linking, months_naming
from pipeline.register.snapshots.not_alike import days_and_links, decide_alike, not_alike
from pipeline.register.snapshots.read_back import SnapshotHead, heads_of
from pipeline.reports.read_back import ReportHead


@dataclass(frozen=True, slots=True)
class ByRegister:
    """The months of reports that are affected, those of snapshots, and the modifications that changed."""

    reports: Months
    snapshots: Months = NOTHING
    modifications: frozenset[str] = frozenset()


_EVERYTHING = ByRegister(EVERYTHING, EVERYTHING)


def by_register(
    connection: Connection, before: Material, heads: Sequence[ReportHead], snapshots: Sequence[SnapshotHead]
) -> ByRegister:
    """What snapshots affect that came, were superseded, or were confirmed once more.

    `heads` and `snapshots` are all that there are now.
    """
    months = _month_of_each(_papers(heads))
    confirmed = _by_confirmation(connection, before, heads, snapshots)
    gone = heads_of(connection, before.snapshots.keys() - {one.id for one in snapshots})
    changed = [*gone, *(one for one in snapshots if one.id not in before.snapshots)]
    if not changed:
        return ByRegister(confirmed)
    first = min(one.as_of for one in changed).replace(day=1)
    wholes = [one for one in snapshots if one.scope == "whole" and one.as_of < first]
    if len(before.snapshots) < 2 or not wholes:
        return _EVERYTHING
    since = wholes[-1].as_of
    asked = [*gone, *(one for one in snapshots if one.as_of >= since)]
    if not dated.same_stages(since, max(one.as_of for one in asked)) or not decide_alike(connection, asked):
        return _EVERYTHING
    modifications = not_alike(connection, asked)
    scopes = (
        confirmed,
        _known_after(heads, since - timedelta(days=1)),
        months_deciding(connection, months, since),
        _by_modifications(connection, heads, [one.id for one in asked], modifications),
    )
    return ByRegister(reduce(or_, scopes), Months(since=month_of(first)), frozenset(modifications))


def explained_anew(
    connection: Connection, before: Material, now: Material, snapshots: Sequence[SnapshotHead]
) -> ByRegister:
    """The snapshots that new, superseded and vanished reports may explain, with what changed between them.

    A report explains those of its own month, of the one before and of all later ones.
    """
    had, have = before.months, now.months
    changed = [month for month in {**had, **have} if had.get(month) != have.get(month)]
    if not changed or len(snapshots) < 2:
        return ByRegister(NOTHING)
    since = date.fromisoformat(f"{min(changed)}-01") - timedelta(days=1)
    earlier = [one for one in snapshots if one.scope == "whole" and one.as_of < since.replace(day=1)]
    asked = [one for one in snapshots if not earlier or one.as_of >= earlier[-1].as_of]
    return ByRegister(NOTHING, Months(since=month_of(since)), frozenset(not_alike(connection, asked)))


def _papers(heads: Sequence[ReportHead]) -> dict[str, tuple[ReportHead, ...]]:
    """The heads of each month's papers that the checks judge, its own paper first."""
    issued: dict[str, list[ReportHead]] = {}
    for head in heads:
        issued.setdefault(head.header.period, []).append(head)
    return {month: standing_papers(some) for month, some in issued.items()}


def _month_of_each(papers: Mapping[str, Sequence[ReportHead]]) -> dict[int, str]:
    return {head.id: month for month, some in papers.items() for head in some}


def _by_confirmation(
    connection: Connection, before: Material, heads: Sequence[ReportHead], snapshots: Sequence[SnapshotHead]
) -> Months:
    """The months of which a day is later than that until which a snapshot was known to hold before."""
    moved = [
        min(before.snapshots[one.id] or one.as_of, one.confirmed_on or one.as_of)
        for one in snapshots
        if one.id in before.snapshots and before.snapshots[one.id] != one.confirmed_on
    ]
    if not moved:
        return NOTHING
    months = _month_of_each(_papers(heads))
    return _known_after(heads, min(moved)) | months_deciding(connection, months, min(moved))


def _known_after(heads: Sequence[ReportHead], day: date) -> Months:
    """The months from the first report on that spoke after that day."""
    later = [head.header.period for head in heads if head.known_on > day]
    return Months(since=min(later)) if later else NOTHING


def _and_the_next(named: Months, months: Sequence[str]) -> Months:
    """These months and the reports after them, which are asked what became of what these list or announce."""
    after = (months[place : place + MONTHS_AROUND + 1] for place, one in enumerate(months) if one in named)
    return Months(frozenset(month for some in after for month in some))


def _by_modifications(
    connection: Connection, heads: Sequence[ReportHead], ids: Sequence[int], modifications: Collection[str]
) -> Months:
    papers = _papers(heads)
    months = _month_of_each(papers)
    days, links = days_and_links(connection, ids, modifications)
    happened = set(map(month_of, days))
    dated_in = (
        month
        for month, (head, *_) in papers.items()
        if head.header.data_cut_off and month_of(head.header.data_cut_off) in happened
    )
    return (
        Months(frozenset(dated_in))
        | _and_the_next(months_naming(connection, months, modifications), sorted(papers))
        | months_linking(connection, months, set(map(last_part, links)), list(months))
    )
