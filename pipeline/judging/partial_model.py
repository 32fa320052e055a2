"""The part of the record that some months are judged by, read without the rest of it.

Whole: the reports of these months and of their neighbours. Of all other reports: what they say of the
modifications that these months name, or should name: because they were approved for a release that is listed,
by a report or by the register, or because a neighbour listed or announced them; and of what those were split
from or into.
Of the register: its entries of these modifications, and of those to which something happened in these months.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, select

from extractors.contract import Consultation, Decision, Fact, Meeting, ReleaseItem
from pipeline.basics.calendar import month_of
from pipeline.basics.identity import identity
from pipeline.checks.day_counts import DayCount
from pipeline.checks.model import CheckModel, Elsewhere
from pipeline.checks.report_and_snapshot import Report, references_of
from pipeline.checks.scope import MONTHS_AROUND, Months
from pipeline.checks.standing import standing_papers
from pipeline.checks.support.register_match import release_key
from pipeline.judging.related import kin, titles_in
from pipeline.record.tables.facts import decisions, release_items
from pipeline.record.tables.register import register_entries
from pipeline.register.snapshots.part import part_of_register
from pipeline.register.snapshots.read_back import SnapshotHead, entries_of
from pipeline.reports.read_back import ReportHead, about, whole


def partial_model(
    connection: Connection,
    heads: Sequence[ReportHead],
    snapshots: Sequence[SnapshotHead],
    scope: Months,
    tables: Mapping[str, DayCount],
) -> CheckModel:
    """A model that judges the months in scope as one of the whole record would.

    `heads` and `snapshots` are all that there are, `tables` the day counts of the other months. The model
    asks the connection for what it turns out to need, so that it must not outlive it.
    """
    issues: dict[str, list[ReportHead]] = defaultdict(list)
    for head in heads:
        issues[head.header.period].append(head)
    standing = {month: standing_papers(issued) for month, issued in issues.items()}
    months = sorted(standing)
    judged = [place for place, month in enumerate(months) if month in scope]
    near = {months[p] for place in judged for p in _around(place, len(months))}
    read = whole(connection, [head for head in heads if head.header.period in near])
    reports = [Report(one) for one in read if one.report.period in scope]
    around = [Report(one) for one in read]
    others = [head for month, papers in standing.items() if month not in near for head in papers]
    named = {who for report in reports for who in report.references}
    named |= _told_by_neighbours(around) | _approved_in_register(connection, snapshots, around)
    owed, releases = _owed(connection, others, reports)
    read += about(connection, others, kin(connection, named | owed), releases)
    entries = part_of_register(
        connection,
        snapshots,
        named,
        since=min((report.known_on for report in around), default=date.max),
        months={month_of(report.cut_off) for report in reports if report.cut_off},
    )
    every = [papers[0].id for papers in standing.values()]
    by_digest = {(head.as_of, head.sha256): head for head in snapshots}
    elsewhere = Elsewhere(
        {month: table for month, table in tables.items() if month not in near},
        lambda: titles_in(connection, every),
        lambda part: entries_of(connection, [by_digest[part.as_of, part.sha256]])[0],
    )
    return CheckModel(read, entries, scope, elsewhere)


def _around(place: int, length: int) -> range:
    return range(max(0, place - MONTHS_AROUND), min(length, place + MONTHS_AROUND + 1))


def _told_by_neighbours(around: Iterable[Report]) -> set[str]:
    """What the reports list for a release, announce or decide: the next ones are asked what became of it."""
    kinds: tuple[type[Fact], ...] = (ReleaseItem, Consultation, Meeting, Decision)
    facts = (fact for report in around for kind in kinds for fact in report.facts(kind))
    return {identity(reference) for fact in facts for reference in references_of(fact)}


def _approved_in_register(
    connection: Connection, snapshots: Sequence[SnapshotHead], around: Iterable[Report]
) -> set[str]:
    """What the register of a report's time has in a release that the report lists."""
    wholes = [head for head in snapshots if head.scope == "whole"]
    found: set[str] = set()
    for report in around:
        listed = {release_key(item.release) for item in report.facts(ReleaseItem)} - {None}
        up_to = [head.id for head in wholes if head.as_of <= report.known_on]
        after = [head.id for head in wholes if head.as_of > report.known_on]
        n = register_entries.c
        query = select(n.modification, n.release).where(
            n.snapshot_id.in_(up_to[-1:] or after[:1]), n.release.is_not(None), n.decision.is_not(None)
        )
        for row in connection.execute(query) if listed else ():
            if release_key(row.release) in listed:
                found.add(row.modification)
    return found


def _owed(
    connection: Connection, heads: Sequence[ReportHead], reports: Iterable[Report]
) -> tuple[set[str], set[str]]:
    """What was approved for a release that the reports list, and the names that the others list it under."""
    listed = {release_key(item.release) for report in reports for item in report.facts(ReleaseItem)}
    ids = [head.id for head in heads]
    d, r = decisions.c, release_items.c
    approved = select(d.modification, d.release).where(
        d.extraction_id.in_(ids), d.outcome == "approved", d.release.is_not(None)
    )
    owed = [
        (row.modification, key)
        for row in connection.execute(approved.distinct())
        if (key := release_key(row.release)) and key in listed
    ]
    if not owed:
        return set(), set()
    keys = {key for _, key in owed}
    names = connection.scalars(
        select(r.release).where(r.extraction_id.in_(ids), r.release.is_not(None)).distinct()
    )
    return {who for who, _ in owed}, {name for name in names if release_key(name) in keys}
