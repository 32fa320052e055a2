"""The release day is past and no report tells of the implementation.

Neither the next report after the day nor the one after that tells of it. Where nothing of a release was
implemented, it is one finding.

Why it matters: Parties changed their systems for that day, or wait for a change that came.

May be lawful: a release or a modification that was moved, sent back or withdrawn since, as a report or the
register says.

Not judged: releases whose list gives no day or several, days before the approval (I114), reports that do not
speak of releases, and a series in which one of the three months is missing.

Passes:

    report 2020-11
    release_item MP101 approved release='November 2020 SEC Release' release_date=2020-11-29
    report 2020-12
    release_item MP101 implemented release='November 2020 SEC Release' release_date=2020-11-29
    report 2021-01
    nil_return implemented section=releases

Fails:

    report 2020-11
    release_item MP101 approved release='November 2020 SEC Release' release_date=2020-11-29
    report 2020-12
    nil_return implemented section=releases
    report 2021-01
    nil_return implemented section=releases

Says: MP101 was to be implemented on 29 November 2020; neither the report for December 2020 nor that for
January 2021 tells of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.contract import CountClaim, Decision, NilReturn, ReleaseItem, Section
from pipeline.basics.calendar import next_month
from pipeline.basics.identity import identity, number
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.known import decisions_on
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.parts_in_words import delivered_in_parts
from pipeline.checks.support.register_match import release_key
from pipeline.checks.support.release_lists import (
    implemented,
    in_register,
    release_lists,
    speaks_of,
    votes_on,
)
from pipeline.checks.support.releases import releases_said
from pipeline.checks.support.this_month import in_effect
from pipeline.checks.support.unread import unread_in
from pipeline.checks.support.wording import day, month
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "X217"
NAME = "not-implemented"
SEVERITY: Severity = "warning"
ABSENCE: tuple[Section, ...] = ("releases",)

_ENDS = ("sent_back", "rejected", "withdrawn", "referred", "deferred")
_EXPLAINING = ("release_moved", "conditional", "split", "merger", "corrected", "hold", "appeal")


@dataclass(frozen=True, slots=True)
class _Due:
    """A modification that was to be implemented on a day, in a named release or by itself."""

    who: str
    on: date
    release: str | None
    fact: ReleaseItem | Decision


def find(model: CheckModel) -> Verdicts:
    """Every release, or modification in one, of whose implementation two reports after its day are silent."""
    for last in model.reports:
        before = model.before(last)[-2:]
        if len(before) < 2 or not all(map(_speaks_of_releases, (before[1], last))):
            continue
        first, next_one = before
        if next_month(first.period) != next_one.period or next_month(next_one.period) != last.period:
            continue
        due = [one for one in _due(first, next_one) if first.known_on < one.on <= next_one.known_on]
        missing = [one for one in due if not _settled(model, first, next_one, last, one)]
        place = next(unread_in(next_one, ABSENCE, None), None)
        if missing and place:
            reason = f"misread?: unread in the report for {month(next_one.period)} {place}"
            yield Unjudged(period=last.period, reason=reason)
        else:
            yield from _found(first, next_one, last, due, missing)


def _speaks_of_releases(report: Report) -> bool:
    told = {claim.claim for claim in report.facts(CountClaim)} | {
        nil.subject for nil in report.facts(NilReturn)
    }
    return bool(report.facts(ReleaseItem)) or "implemented" in told


def _due(first: Report, next_one: Report) -> Iterator[_Due]:
    """What was listed with one day, and what was approved for a day of its own."""
    apart = delivered_in_parts(first) | delivered_in_parts(next_one)
    for listed in release_lists(first).values():
        for who, item in listed.items.items():
            if listed.day and who not in apart:
                yield _Due(who, listed.day, listed.name, item)
    told = set()
    for report in (first, next_one):
        for vote in decisions_on(report):
            who, on = identity(vote.reference), vote.implementation_date
            own_day = in_effect(report, vote) and release_key(vote.release) in (None, "standalone")
            later = on is not None and (vote.decided_on is None or vote.decided_on <= on)
            if own_day and on is not None and later and who not in apart and who not in told:
                told.add(who)
                yield _Due(who, on, None, vote)


def _settled(model: CheckModel, first: Report, next_one: Report, last: Report, due: _Due) -> bool:
    """Whether it was implemented, or anything tells that it was not to be."""
    for report in (paper for one in (first, next_one, last) for paper in model.papers_of(one)):
        if number(due.who) in implemented(report) or speaks_of(report, due.who, *_EXPLAINING):
            return True
        if any(vote.outcome in _ENDS for vote in votes_on(report, due.who)):
            return True
    for report in (*model.papers_of(next_one), *model.papers_of(last)):
        for said in releases_said(report).get(due.who, ()):
            if (said.on and said.on > due.on) or (said.key and said.key != release_key(due.release)):
                return True
    return any(
        (entry.implementation_date and entry.implementation_date > due.on)
        or (due.release and release_key(entry.release) not in (None, release_key(due.release)))
        for _, entry in in_register(model, next_one, due.who)
    )


def _found(
    first: Report, next_one: Report, last: Report, due: list[_Due], missing: list[_Due]
) -> Iterator[Found]:
    silent = f"neither the report for {month(next_one.period)} nor that for {month(last.period)} tells of it"
    for release in dict.fromkeys(one.release for one in missing):
        lacking = [one for one in missing if one.release == release]
        whole = release is not None and 1 < len(lacking) == sum(one.release == release for one in due)
        for group in [lacking] if whole else [[one] for one in lacking]:
            reference = None if whole else group[0].fact.reference
            what = f"The {release}" if whole else reference
            yield Found(
                period=last.period,
                reference=reference,
                message=f"{what} was to be implemented on {day(group[0].on)}; {silent}.",
                stated={"implemented": None, "release": release},
                expected={"implemented": str(group[0].on)},
                evidence=first.see([one.fact for one in group]) or next_one.see([one.fact for one in group]),
            )
