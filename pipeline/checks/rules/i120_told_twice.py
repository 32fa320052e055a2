"""One report tells one decision, meeting or release with two outcomes, dates or places.

The same decision is the same body's in the month of the figures. A modification stands in one release,
unless it is delivered in parts, and is not both implemented and still to be. A release has one day. Two
monthly meetings of a body are more than a week apart.

Why it matters: one of the two places is wrong, and a reader believes the one that is read first.

May be lawful: an earlier vote told again, a decision that is pending, a referral, a send-back or an appeal
between two votes, a vote of the Change Board beside the Authority's decision, a release that a later
decision moved, a delivery in parts.

Not judged: the summary against its sections (I111 tells of them), votes of earlier months, and two ad-hoc
meetings.

Passes:

    report 2020-08
    decision MP135 change_board modification approved decided_on=2020-07-22 implementation_date=2020-07-23
    release_item MP135 implemented release=standalone release_date=2020-07-23

Fails:

    report 2020-08
    decision MP135 change_board modification approved decided_on=2020-07-22 implementation_date=2020-07-23
    release_item MP135 implemented release=standalone release_date=2020-07-24

Says: The report tells of MP135 twice: approved for 23 July 2020, and implemented on 24 July 2020.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from extractors.contract import Decision, Fact, Meeting
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.known import decisions_on
from pipeline.checks.process.paths import REOPENING
from pipeline.checks.process.sayings import notes_on
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.places_in_releases import (
    days_of_releases,
    listed_more_often,
    places,
    two_places,
)
from pipeline.checks.support.this_month import decides, of_this_month
from pipeline.checks.support.wording import body, day, plain
from pipeline.checks.verdicts import Found, Verdicts

CODE = "I120"
NAME = "told-twice"
SEVERITY: Severity = "error"

_FINAL = ("approved", "rejected")
_OUTCOMES = (*_FINAL, "deferred", "sent_back")
_WEEK = timedelta(days=7)


def find(model: CheckModel) -> Verdicts:
    """Every decision, release and meeting that a report tells in two ways."""
    for report in model.reports:
        yield from _decisions(model, report)
        yield from _releases(report)
        yield from _meetings(report)


def _found(
    report: Report, reference: str | None, what: str, sides: tuple[str, str], facts: tuple[Fact, ...]
) -> Found:
    return Found(
        period=report.period,
        reference=reference,
        message=f"The report tells of {what} twice: {sides[0]}, and {sides[1]}.",
        stated={"told": sides[0]},
        expected={"told": sides[1]},
        evidence=report.see(facts),
    )


def _decisions(model: CheckModel, report: Report) -> Iterator[Found]:
    votes: dict[tuple[str, str, bool], list[Decision]] = defaultdict(list)
    explained = {identity(one.reference) for one in report.facts(Decision) if one.outcome in REOPENING}
    for vote in decisions_on(report):
        if decides(vote) and vote.outcome in _OUTCOMES:
            votes[identity(vote.reference), vote.body, vote.section == "summary"].append(vote)
    for (who, by, _), told in votes.items():
        for one, other in combinations(told, 2):
            second = who in explained or bool(notes_on(report, who, "vote_again", "appeal"))
            if _contradict(report, one, other, second) and not _told_again(model, report, who, (one, other)):
                what = f"the {body(by)}’s decision on {one.reference}"
                sides = (_said(one), _said(other))
                yield _found(report, one.reference, what, sides, (one, other))
                break


def _contradict(report: Report, one: Decision, other: Decision, explained: bool) -> bool:
    """Whether the two cannot be of one month; a send-back or an appeal allows a second decision."""
    if one.decided_on and one.decided_on == other.decided_on:
        return one.outcome != other.outcome
    if explained or one.outcome not in _FINAL or other.outcome not in _FINAL:
        return False
    if one.decided_on and other.decided_on:
        return of_this_month(report, one) and of_this_month(report, other)
    dated = [vote for vote in (one, other) if vote.decided_on]
    return (
        one.outcome != other.outcome
        and one.section == other.section
        and all(of_this_month(report, vote) for vote in dated)
    )


def _told_again(model: CheckModel, report: Report, who: str, votes: tuple[Decision, Decision]) -> bool:
    """Whether an earlier report already told one of the two: then it is another decision, told again."""
    return any(
        identity(told.reference) == who
        and (told.body, told.outcome) == (vote.body, vote.outcome)
        and vote.decided_on in (None, told.decided_on)
        for earlier in model.before(report)
        for told in earlier.facts(Decision)
        for vote in votes
    )


def _said(vote: Decision) -> str:
    return plain(vote.outcome) + (f" on {day(vote.decided_on)}" if vote.decided_on else "")


def _releases(report: Report) -> Iterator[Found]:
    for told in places(report).values():
        pair = two_places(told)
        if pair is not None:
            here, there = pair
            name, sides = here.fact.reference, (here.words, there.words)
            yield _found(report, name, name, sides, (here.fact, there.fact))
    for items, release in listed_more_often(report):
        sides = (f"listed for the {release}", "listed for it again")
        yield _found(report, items[0].reference, items[0].reference, sides, tuple(items))
    for release, days in days_of_releases(report).items():
        if len(days) > 1:
            (first, one), (second, other) = sorted(days.items())[:2]
            yield _found(
                report, None, f"the {release}", (f"on {day(first)}", f"on {day(second)}"), (one, other)
            )


def _meetings(report: Report) -> Iterator[Found]:
    days: dict[tuple[str, str], dict[date, Meeting]] = defaultdict(dict)
    for meeting in report.facts(Meeting):
        if meeting.meeting_type == "monthly" and meeting.held_on:
            days[meeting.body, meeting.status].setdefault(meeting.held_on, meeting)
    for (by, status), told in days.items():
        for one, other in combinations(sorted(told), 2):
            if other - one <= _WEEK:
                what = f"the monthly {body(by)} meeting"
                sides = (f"{status} on {day(one)}", f"{status} on {day(other)}")
                yield _found(report, None, what, sides, (told[one], told[other]))
