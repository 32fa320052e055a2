"""The register's timeline has another day for a consultation, a Working Group, or a vote without a decision.

Only what took place is held against what took place: a meeting held, a consultation opened, a vote that
deferred a modification or sent it back. A vote with a final decision is R305's.

Why it matters: the timeline is the only public record of these days.

May be lawful: a timeline that lacks an event, two meetings of which each side names one.

Not judged: what is scheduled or expected, missing events, events more than a fortnight away, and days that a
later snapshot of the register has as the report does.

Passes:

    report 2020-08
    meeting working_group monthly held held_on=2020-08-05 references=MP117,MP128
    register 2020-08-07
    event MP128 2020-08-05 'Working Group meeting'

Fails:

    report 2020-08
    meeting working_group monthly held held_on=2020-08-05 references=MP117,MP128
    register 2020-08-07
    event MP128 2020-08-06 'Working Group meeting'

Says: The report has MP128 before the Working Group on 5 August 2020; the timeline in the register of 7
August 2020 says 6 August 2020.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from extractors.contract import Consultation, Decision, Fact, Meeting
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.register_match import NO_SNAPSHOT
from pipeline.checks.support.timeline_days import lines, other_day
from pipeline.checks.support.wording import body, day, plain
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "R313"
NAME = "event-conflict"
SEVERITY: Severity = "warning"

_NEAR = timedelta(days=14)
_WITHOUT_DECISION = ("deferred", "sent_back")
_CONSULTATIONS = {"refinement": "refinement_consultation", "modification_report": "report_consultation"}


@dataclass(frozen=True, slots=True)
class _TookPlace:
    """What a report says took place with a modification: the timeline's kind, the day, and it in words."""

    reference: str
    kind: str
    on: date
    words: str
    fact: Fact


def find(model: CheckModel) -> Verdicts:
    """Every event of a report for which the timeline has another day near it."""
    for report in model.judged_papers:
        if not model.snapshots:
            yield Unjudged(period=report.period, reason=NO_SNAPSHOT)
            continue
        around = model.papers_around(report)
        told = [(one.kind, identity(one.reference), one.on) for near in around for one in _took_place(near)]
        here = {(identity(one.reference), one.kind, one.on): one for one in _took_place(report)}
        for (who, kind, on), one in here.items():
            days = {day_told for what, name, day_told in told if (what, name) == (kind, who)}
            other = other_day(on, days, lines(model, report, who, kind), _NEAR)
            if other:
                line = other.line
                yield Found(
                    period=report.period,
                    reference=one.reference,
                    message=f"The report has {one.words} on {day(on)}; the timeline in the register of "
                    f"{day(line.snapshot.as_of)} says {day(line.on)}{other.late}.",
                    stated={"event": kind, "on": str(on)},
                    expected={"on": str(line.on)},
                    evidence=(*report.see(one.fact), line.evidence),
                    severity=other.severity,
                )


def _took_place(report: Report) -> Iterator[_TookPlace]:
    for meeting in report.facts(Meeting):
        if meeting.status == "held" and meeting.held_on and meeting.body == "working_group":
            for name in meeting.references:
                words = f"{name} before the {body(meeting.body)}"
                yield _TookPlace(name, "working_group", meeting.held_on, words, meeting)
    for one in report.facts(Consultation):
        if one.status != "expected" and one.opens_on and one.opens_on <= report.known_on:
            words = f"the consultation on {one.reference} opened"
            yield _TookPlace(one.reference, _CONSULTATIONS[one.consultation], one.opens_on, words, one)
    for vote in report.facts(Decision):
        voted = vote.subject == "modification" and vote.body == "change_board" and vote.decided_on
        if voted and vote.decided_on and vote.outcome in _WITHOUT_DECISION:
            words = f"{vote.reference} {plain(vote.outcome)} by the {body(vote.body)}"
            yield _TookPlace(vote.reference, "change_board_vote", vote.decided_on, words, vote)
