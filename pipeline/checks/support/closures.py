"""What a report closes (rejected, withdrawn, implemented), what reopens it, and what acts all the same."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractors.contract import Assessment, Consultation, Decision, Fact, Meeting, Recommendation, ReleaseItem
from pipeline.basics.identity import identity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.known import decisions_on
from pipeline.checks.process.sayings import notes_on
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.parts_in_words import delivered_in_parts
from pipeline.checks.support.this_month import decides, told_otherwise
from pipeline.checks.support.wording import assessment, body, day


@dataclass(frozen=True, slots=True)
class Closure:
    """A modification is rejected, withdrawn or implemented; `on` None where no day is given."""

    reference: str
    how: Literal["rejected", "withdrawn", "implemented"]
    on: date | None
    fact: Decision | ReleaseItem

    @property
    def words(self) -> str:
        """`rejected on 22 July 2020`."""
        return self.how + (f" on {day(self.on)}" if self.on else "")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that only happens to a modification that is not closed, on the day that it is known of."""

    reference: str
    kind: Literal["assessment", "meeting", "consultation", "recommendation", "release"]
    on: date
    words: str
    fact: Fact


def closures(report: Report) -> dict[str, Closure]:
    """What the report closes, by identity, unless its other decisions leave it open."""
    closed: dict[str, Closure] = {}
    for closure in (*_by_decision(report), *_by_implementation(report)):
        who = identity(closure.reference)
        known = closed.get(who)
        if known is None or (known.on is None and closure.on is not None):
            closed[who] = closure
    return {who: closure for who, closure in closed.items() if not reopened(report, who, closure)}


def reopened(report: Report, who: str, closure: Closure) -> bool:
    """Whether the report tells of something that leaves a closed modification open, in whatever words."""
    if notes_on(report, who, "appeal", "vote_again"):
        return True
    return any(
        reopens(vote, closure)
        for vote in report.facts(Decision)
        if identity(vote.reference) == who and vote.section != "summary"
    )


def reopens(vote: Decision, closure: Closure) -> bool:
    """Whether the decision leaves a closed modification open: an appeal, a send-back, a new vote."""
    if vote.subject not in ("modification", "appeal") or vote.outcome == closure.how:
        return False
    if closure.how == "implemented" and vote.outcome == "pending":
        return False
    if vote.outcome == "approved" and closure.how == "rejected" and _of_another_body(vote, closure.fact):
        # The Change Board's vote stands beside the Authority's decision.
        return vote.decided_on is not None and closure.on is not None and vote.decided_on > closure.on
    if closure.how == "implemented" and vote.outcome == "approved":
        return vote.decided_on is not None and closure.on is not None and vote.decided_on > closure.on
    return vote.decided_on is None or closure.on is None or vote.decided_on >= closure.on


def _of_another_body(vote: Decision, closing: Decision | ReleaseItem) -> bool:
    return isinstance(closing, Decision) and vote.body != closing.body


def _by_decision(report: Report) -> Iterator[Closure]:
    for vote in decisions_on(report):
        if vote.outcome == "withdrawn":
            yield Closure(vote.reference, "withdrawn", vote.decided_on, vote)
        elif vote.outcome == "rejected" and decides(vote) and _final(report, vote):
            yield Closure(vote.reference, "rejected", vote.decided_on, vote)


def _final(report: Report, vote: Decision) -> bool:
    """Whether the rejection is the last word: under Authority Determination the Authority has it."""
    if vote.body != "change_board":
        return True
    known = [vote, *decisions_on(report, identity(vote.reference))]
    return not any(
        one.body == "authority" or one.governance in ("authority_determined", "authority_led")
        for one in known
    )


def _by_implementation(report: Report) -> Iterator[Closure]:
    apart = delivered_in_parts(report)
    for item in report.facts(ReleaseItem):
        if item.status == "implemented" and identity(item.reference) not in apart:
            yield Closure(item.reference, "implemented", item.release_date, item)


def acts(report: Report) -> dict[str, list[Act]]:
    """What the report has going on, by identity."""
    found: dict[str, list[Act]] = defaultdict(list)
    for act in (*_dated(report), *_of_its_day(report)):
        found[identity(act.reference)].append(act)
    return found


def _dated(report: Report) -> Iterator[Act]:
    """What bears a day of its own."""
    for row in report.facts(Assessment):
        if row.status == "open" and report.cut_off:
            words = f"its {assessment(row.assessment)} open on {day(report.cut_off)}"
            yield Act(row.reference, "assessment", report.cut_off, words, row)
    for meeting in report.facts(Meeting):
        if meeting.status == "held" and meeting.body == "working_group" and meeting.held_on:
            words = f"it before the {body(meeting.body)} on {day(meeting.held_on)}"
            for reference in meeting.references:
                yield Act(reference, "meeting", meeting.held_on, words, meeting)


def _of_its_day(report: Report) -> Iterator[Act]:
    """What the report says of the day on which it speaks."""
    for one in report.facts(Consultation):
        if one.status != "closed":
            words = "it out for consultation" if one.status == "open" else "a consultation on it to come"
            on = min(one.closes_on or report.known_on, report.known_on)
            yield Act(one.reference, "consultation", on, words, one)
    for put in report.facts(Recommendation):
        yield Act(put.reference, "recommendation", report.known_on, "it recommended for the next stage", put)
    apart = delivered_in_parts(report)
    for item in report.facts(ReleaseItem):
        if item.status == "approved" and identity(item.reference) not in apart:
            words = f"it listed for {f'the {item.release}' if item.release else 'a release'}"
            yield Act(item.reference, "release", report.known_on, words, item)


def contested(model: CheckModel, report: Report, closure: Closure) -> bool:
    """Whether a report tells that decision with another outcome: then it closes nothing."""
    return isinstance(closure.fact, Decision) and told_otherwise(model, report, closure.fact)


def contradicted_within(model: CheckModel, report: Report) -> dict[str, tuple[Closure, list[Act]]]:
    """What the report closes and has going on later than that, by identity.

    What is implemented and still to be is told twice (I120), and what the Working Group makes of an
    implemented modification may look back.
    """
    doing = acts(report)
    found: dict[str, tuple[Closure, list[Act]]] = {}
    for who, closure in closures(report).items():
        leave_out = ("release", "meeting") if closure.how == "implemented" else ()
        after = [
            act
            for act in doing.get(who, ())
            if act.kind not in leave_out
            and (act.on > closure.on if closure.on else act.on >= report.known_on)
        ]
        if after and not contested(model, report, closure):
            found[who] = (closure, after)
    return found
