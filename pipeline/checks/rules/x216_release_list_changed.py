"""A release's list gained or lost a modification, or the release its day, and nothing tells why.

Only two reports of months running are compared.

Why it matters: Parties prepare for what the list has, by the day that it gives.

May be lawful: an approval told in this or any earlier report, or by the register; a decision that moved it,
sent it back, rejected or withdrew it; a split or a merger; a release that was moved to another day, as the
report says.

Not judged: moves between releases (X209), what was approved for the release and is omitted (X210), what
leaves the list when the release's day has come (X217), and deliveries in parts.

Passes:

    report 2020-07
    release_item MP110 approved release='November 2020 SEC Release'
    report 2020-08
    release_item MP110 approved release='November 2020 SEC Release'
    release_item MP118 approved release='November 2020 SEC Release'
    decision MP118 change_board modification approved decided_on=2020-07-22

Fails:

    report 2020-07
    release_item MP110 approved release='November 2020 SEC Release'
    report 2020-08
    release_item MP110 approved release='November 2020 SEC Release'
    release_item MP118 approved release='November 2020 SEC Release'

Says: MP118 joined the list of the November 2020 SEC Release in the report for August 2020; no report tells
of its approval.
"""

from collections.abc import Iterator
from datetime import date

from extractors.contract import Decision, Section
from pipeline.basics.calendar import next_month
from pipeline.basics.identity import identity, number
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.process.known import closed_in_register
from pipeline.checks.process.sayings import notes_saying
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.parts_in_words import delivered_in_parts
from pipeline.checks.support.register_match import release_key
from pipeline.checks.support.release_lists import (
    ReleaseList,
    implemented,
    in_register,
    release_lists,
    speaks_of,
    votes_on,
)
from pipeline.checks.support.releases import releases_said
from pipeline.checks.support.unread import unread_in
from pipeline.checks.support.wording import day, month
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "X216"
NAME = "release-list-changed"
SEVERITY: Severity = "warning"
ABSENCE: tuple[Section, ...] = ("opine", "releases")

_EXPLAINING = ("release_moved", "split", "merger", "conditional", "corrected", "appeal", "appeal_against")


def find(model: CheckModel) -> Verdicts:
    """Every release whose list or day is another than in the month before."""
    for earlier, later in model.pairs:
        if next_month(earlier.period) != later.period:
            continue
        before, after = release_lists(earlier), release_lists(later)
        for key in before.keys() & after.keys():
            yield from _joined(model, earlier, later, before[key], after[key])
            yield from _left(model, earlier, later, before[key], after[key])
            yield from _moved(earlier, later, before[key], after[key])


def _joined(
    model: CheckModel, earlier: Report, later: Report, before: ReleaseList, after: ReleaseList
) -> Verdicts:
    apart = delivered_in_parts(earlier) | delivered_in_parts(later)
    known = {number(who) for who in before.items}
    for who, item in after.items.items():
        if who in apart or number(who) in known or _was_approved(model, later, who):
            continue
        elsewhere = any(releases_said(report).get(who) for report in model.papers_until(earlier))
        if elsewhere or speaks_of(later, who, *_EXPLAINING):
            continue
        place = next(unread_in(earlier, ("releases",), who), None)
        if place:
            reason = f"misread?: unread in the report for {month(earlier.period)} {place}"
            yield Unjudged(period=later.period, reference=item.reference, reason=reason)
            continue
        yield Found(
            period=later.period,
            reference=item.reference,
            message=f"{item.reference} joined the list of the {after.name} in the report for "
            f"{month(later.period)}; no report tells of its approval.",
            stated={"list": after.name, "now": "listed"},
            expected={"before": "not listed"},
            evidence=later.see(item),
        )


def _was_approved(model: CheckModel, later: Report, who: str) -> bool:
    """Whether any report up to this one, or the register, tells of an approval of it or a part of it."""
    if any(
        vote.outcome == "approved" and vote.subject == "modification"
        for report in model.papers_until(later)
        for vote in votes_on(report, who)
    ):
        return True
    return any(
        dated.register_outcome(entry.decision, snapshot.as_of) == "approved"
        for snapshot, entry in in_register(model, later, who)
    )


def _left(
    model: CheckModel, earlier: Report, later: Report, before: ReleaseList, after: ReleaseList
) -> Iterator[Found]:
    release_day = before.day or after.day
    if release_day is None or release_day <= later.known_on:
        return
    apart = delivered_in_parts(earlier) | delivered_in_parts(later)
    here = {number(who) for who in releases_said(later)} | implemented(later)
    for who, item in before.items.items():
        if who in apart or number(who) in here or _explained(model, later, who, release_key(before.name)):
            continue
        yield Found(
            period=later.period,
            reference=item.reference,
            message=f"{item.reference} left the list of the {before.name} in the report for "
            f"{month(later.period)}, before the release’s day, {day(release_day)}; no report tells why.",
            stated={"list": before.name, "now": "not listed"},
            expected={"before": "listed"},
            evidence=later.see(list(after.items.values())) + earlier.see(item),
        )


def _explained(model: CheckModel, later: Report, who: str, key: str | None) -> bool:
    """Whether a decision that is told, a sentence or the register may have taken it from the list.

    What a report said was approved for the release is X210's.
    """
    if any(votes_on(report, who) for report in model.papers_until(later)):
        return True
    return speaks_of(later, who, *_EXPLAINING) or any(
        closed_in_register(snapshot, identity(entry.reference))
        or release_key(entry.release) != key
        or dated.register_outcome(entry.decision, snapshot.as_of) != "approved"
        for snapshot, entry in in_register(model, later, who)
    )


def _moved(earlier: Report, later: Report, before: ReleaseList, after: ReleaseList) -> Iterator[Found]:
    was, now = before.day, after.day
    if was is None or now is None or was == now or _tells_of_a_move(later, now):
        return
    yield Found(
        period=later.period,
        message=f"The {after.name} is on {day(now)}; the report for {month(earlier.period)} had it on "
        f"{day(was)}, and nothing tells of a move.",
        stated={"release": after.name, "day": str(now)},
        expected={"day": str(was)},
        evidence=later.see(after.days[now]) + earlier.see(before.days[was]),
    )


def _tells_of_a_move(report: Report, now: date) -> bool:
    """Whether a sentence speaks of one, or a decision of the report names the new day."""
    return any(notes_saying(report, "release_moved")) or any(
        vote.implementation_date == now for vote in report.facts(Decision)
    )
