"""Which months' findings may differ from those of the last judgement, by what came or changed since.

A month is judged by its own report, by its neighbours, by what earlier ones say of the same modifications,
and by the register. So a report that comes affects its month and every later one. Of the earlier ones it
affects those beside it, in which the register's events may have been told; those back to the last table
that says how it counts days, where the new one says another thing than before; and those with a link to a
page whose title it prints. What a snapshot affects `pipeline.judging.affected_by_register` tells. Where it
is not as plain as that, everything is affected.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection

from pipeline.basics.calendar import month_of
from pipeline.basics.identity import slug
from pipeline.checks.day_counts import day_count_of
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.scope import EVERYTHING, MONTHS_AROUND, NOTHING, Months
from pipeline.judging.last_full_run import LastFullRun, Material
from pipeline.judging.related import months_linking, titles_in
from pipeline.reports.read_back import ReportHead, assessments_of


def by_reports(
    connection: Connection, before: LastFullRun, now: Material, heads: Sequence[ReportHead]
) -> Months:
    """The months that new, superseded and vanished issues affect; `heads` are all that there are now."""
    had, have = before.material.months, now.months
    changed = sorted(month for month in {**had, **have} if had.get(month) != have.get(month))
    if not changed:
        return NOTHING
    earlier = sorted(month for month in have if month < changed[0])
    first = len(earlier) - MONTHS_AROUND
    if first > 0 and _count_otherwise(connection, before, heads, changed):
        saying = [place for place, month in enumerate(earlier) if before.tables[month].own]
        first = min(first, saying[-1] if saying else 0)
    if first <= 0:
        return EVERYTHING
    others = earlier[:first]
    return (
        Months(since=earlier[first])
        | _by_figures(heads, changed, others)
        | _by_titles(connection, had, have, changed, others)
    )


def _by_figures(heads: Sequence[ReportHead], changed: Collection[str], others: Collection[str]) -> Months:
    """Which of the other months have figures of a changed one, though they are earlier: by a slip, mostly."""
    until = {head.header.period: head.header.data_cut_off for head in heads}
    return Months(frozenset(month for month in others if (day := until[month]) and month_of(day) in changed))


def _count_otherwise(
    connection: Connection, before: LastFullRun, heads: Sequence[ReportHead], changed: Sequence[str]
) -> bool:
    """Whether a table of these months says another thing of how it counts days than it did before."""
    standing = {head.header.period: head for head in heads if head.header.period in changed}
    read = assessments_of(connection, list(standing.values()))
    now = {one.report.period: day_count_of(Report(one)).own for one in read}
    then = {month: before.tables[month].own for month in changed if month in before.tables}
    return any(now.get(month, ()) != then.get(month, ()) for month in changed)


def _by_titles(
    connection: Connection,
    had: Mapping[str, tuple[int, ...]],
    have: Mapping[str, tuple[int, ...]],
    changed: Sequence[str],
    others: Sequence[str],
) -> Months:
    """Which of the other months have a link that the titles of changed ones say something about."""
    ids = {month[place][-1] for month in (had, have) for place in changed if place in month}
    pages = {slug(title) for _, title in titles_in(connection, sorted(ids))}
    unchanged = [issues[-1] for month, issues in have.items() if month not in changed]
    return months_linking(connection, {have[month][-1]: month for month in others}, pages, unchanged)
