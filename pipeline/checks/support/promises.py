"""What a report announces, and what became of it by the next reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.contract import Assessment, Consultation, Decision, Fact, Meeting, Recommendation
from pipeline.basics.identity import number
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.wording import body, day

_SIX_DAYS = timedelta(days=6)
# How far from its day a meeting may be held and still be the one that was announced.
_NEAR = {"monthly": timedelta(days=14), "ad_hoc": timedelta(days=7)}
_NAMES = {
    "refinement": "Refinement Consultation",
    "modification_report": "Modification Report Consultation",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """Something announced: of which modification (None: of none), in words, for which days if for any."""

    reference: str | None
    words: str
    days: tuple[date, date] | None
    fact: Consultation | Meeting | Decision

    def keeps(self, on: date | None) -> bool:
        """Whether a day is one that was announced; an unknown one may be."""
        return on is None or self.days is None or self.days[0] <= on <= self.days[1]


@dataclass(frozen=True, slots=True)
class Sequel:
    """What became of a promise: the report and the fact that tell of it, and the day where it is told."""

    report: Report
    fact: Fact
    on: date | None = None


def promises(report: Report) -> list[Promise]:
    """The consultations and meetings to come, deferred requests and approved assessments, each once."""
    every = (*_consultations(report), *_meetings(report), *_requests(report))
    return list({promise.words: promise for promise in every}.values())


def _consultations(report: Report) -> Iterator[Promise]:
    for one in report.facts(Consultation):
        if one.status == "expected":
            week = one.week_commencing
            when = f"expected in the week of {day(week)}" if week else "which was expected"
            words = f"the {_NAMES[one.consultation]} on {one.reference}, {when},"
            yield Promise(one.reference, words, (week, week + _SIX_DAYS) if week else None, one)


def _meetings(report: Report) -> Iterator[Promise]:
    for meeting in report.facts(Meeting):
        on = meeting.held_on
        if meeting.status != "scheduled" or on is None or on < report.known_on:
            continue
        if meeting.meeting_type == "monthly" or meeting.references:
            kind = meeting.meeting_type.replace("_", "-")
            words = f"the {kind} {body(meeting.body)} meeting announced for {day(on)}"
            yield Promise(None, words, (on, on), meeting)


def _requests(report: Report) -> Iterator[Promise]:
    for vote in report.facts(Decision):
        if vote.subject == "impact_assessment" and vote.outcome in ("approved", "deferred"):
            words = f"the Impact Assessment of {vote.reference}, whose request was {vote.outcome},"
            yield Promise(vote.reference, words, None, vote)


def sequel(promise: Promise, announced: Report, then: Sequence[Report]) -> Sequel | None:
    """What the announcing report itself or those since tell of it; None where they are silent."""
    fact = promise.fact
    for report in (announced, *then):
        if isinstance(fact, Meeting):
            found = _held(fact, report)
        elif isinstance(fact, Consultation):
            found = _consulted(fact, report)
        else:
            found = _assessed(fact, report)
        if found is None and not isinstance(fact, Meeting) and report is not announced:
            found = _moved_on(fact, report)
        if found:
            return found
    return None


def _held(fact: Meeting, report: Report) -> Sequel | None:
    """The nearest monthly meeting of the body, or one on the same modifications, or one of the day itself."""
    on = fact.held_on or report.known_on
    near = {
        abs(one.held_on - on): one
        for one in reversed(report.facts(Meeting))
        if one.status == "held" and one.body == fact.body and one.held_on
        if one.held_on == on or (fact.meeting_type == one.meeting_type == "monthly") or _shared(fact, one)
    }
    apart = min(near, default=None)
    if apart is None or apart > _NEAR[fact.meeting_type]:
        return None
    return Sequel(report, near[apart], near[apart].held_on)


def _shared(one: Meeting, other: Meeting) -> bool:
    return not {*map(number, one.references)}.isdisjoint(map(number, other.references))


def _consulted(fact: Consultation, report: Report) -> Sequel | None:
    for one in report.facts(Consultation):
        same = number(one.reference) == number(fact.reference) and one.consultation == fact.consultation
        if same and one.status != "expected":
            return Sequel(report, one, one.opens_on)
    return None


def _assessed(fact: Decision, report: Report) -> Sequel | None:
    for row in report.facts(Assessment):
        if row.assessment == "IA" and number(row.reference) == number(fact.reference):
            return Sequel(report, row)
    return None


def _moved_on(fact: Consultation | Decision, report: Report) -> Sequel | None:
    """Whatever else a later report announces or decides of it."""
    told: list[Consultation | Decision | Recommendation] = [
        *report.facts(Consultation),
        *report.facts(Decision),
        *report.facts(Recommendation),
    ]
    return next(
        (Sequel(report, one) for one in told if number(one.reference) == number(fact.reference)), None
    )
