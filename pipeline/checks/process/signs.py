"""Where a report sees each modification on its way: at which stages it may be, on which day, by what sign."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extractors.contract import (
    Assessment,
    Consultation,
    Decision,
    Fact,
    Meeting,
    ProposalRaised,
    Recommendation,
    ReleaseItem,
)
from pipeline.basics.identity import identity, number
from pipeline.checks.notes import said_by
from pipeline.checks.process.paths import is_last_word
from pipeline.checks.process.sayings import is_doubtful, says
from pipeline.checks.process.stages import allowed_by, rank
from pipeline.checks.report_and_snapshot import Report

_ASSESSMENTS = {"PA": "Preliminary Assessment", "IA": "Impact Assessment"}


@dataclass(frozen=True)
class Sign:
    """A sign that a modification was at one of some stages on a day; `words` say it to a person.

    `name` is its row in `signs.csv`.
    """

    reference: str
    name: str
    on: date
    words: str
    fact: Fact

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """The stages at which it may be, the likeliest first."""
        return allowed_by(self.name, self.on)

    @property
    def stage(self) -> str:
        return self.stages[0]

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """How far along it may be; nothing of what is rejected or withdrawn."""
        return tuple(sorted(told for one in self.stages if (told := rank(one, self.on)) is not None))


def signs_in(report: Report) -> dict[str, list[Sign]]:
    """The report's signs by identity."""
    seen: dict[str, list[Sign]] = defaultdict(list)
    for sign in (*_from_sections(report), *_from_decisions(report)):
        if sign.stages:
            seen[identity(sign.reference)].append(sign)
    return seen


def latest(seen: list[Sign]) -> list[Sign]:
    """The signs of the last day among them."""
    last = max(sign.on for sign in seen)
    return [sign for sign in seen if sign.on == last]


def in_parts(report: Report) -> set[str]:
    """The modifications of which a part may be at another stage: so is MP102 where there is an MP102A."""
    split = {number(who) for who in report.references if number(who) != who}
    return split | {identity(item.reference) for item in report.facts(ReleaseItem) if item.part}


def _from_sections(report: Report) -> Iterator[Sign]:
    for raised in report.facts(ProposalRaised):
        if raised.raised_on:
            yield Sign(raised.reference, "raised", raised.raised_on, "it was raised", raised)
    for put in report.facts(Recommendation):
        words = "it is recommended for the next stage"
        yield Sign(put.reference, f"recommended_{put.to_stage}", report.known_on, words, put)
    for row in report.facts(Assessment):
        if row.status == "open" and report.cut_off:
            words = f"its {_ASSESSMENTS[row.assessment]} is open"
            yield Sign(row.reference, f"{row.assessment.lower()}_open", report.cut_off, words, row)
    yield from _from_meetings(report)
    for consultation in report.facts(Consultation):
        yield from _from_consultation(report, consultation)
    yield from _from_release_lists(report)


def _from_meetings(report: Report) -> Iterator[Sign]:
    for meeting in report.facts(Meeting):
        if meeting.body == "working_group" and meeting.status == "held" and meeting.held_on:
            purpose = "purpose" in says(said_by(meeting), report.known_on)
            name = "working_group_with_purpose" if purpose else "working_group"
            for reference in meeting.references:
                words = "a Working Group meeting dealt with it"
                yield Sign(reference, name, meeting.held_on, words, meeting)


def _from_release_lists(report: Report) -> Iterator[Sign]:
    for item in report.facts(ReleaseItem):
        if item.part or is_doubtful(item, report.known_on):
            continue  # one part may be released while another is still at work
        if item.status == "approved":
            yield Sign(item.reference, "listed", report.known_on, "it is listed for a release", item)
        else:
            on = item.release_date or report.known_on
            yield Sign(item.reference, "implemented", on, "it is said to be implemented", item)


def _from_consultation(report: Report, consultation: Consultation) -> Iterator[Sign]:
    refinement = consultation.consultation == "refinement"
    sign = "refinement_consultation" if refinement else "report_consultation"
    name = "Refinement Consultation" if refinement else "Modification Report Consultation"
    if consultation.status == "closed":
        if consultation.closes_on:
            words = f"its {name} closed"
            yield Sign(consultation.reference, sign, consultation.closes_on, words, consultation)
    elif consultation.status == "open" or refinement:
        # An expected Modification Report Consultation is still to come: it says nothing of today's stage.
        words = f"its {name} is {consultation.status}"
        yield Sign(consultation.reference, sign, report.known_on, words, consultation)


def _from_decisions(report: Report) -> Iterator[Sign]:
    for vote in report.facts(Decision):
        if vote.subject != "modification" or is_doubtful(vote, report.known_on):
            continue
        if vote.outcome == "pending" and vote.body == "authority":
            yield Sign(vote.reference, "with_authority", report.known_on, "it is with the Authority", vote)
        elif vote.decided_on is None:
            continue
        elif vote.outcome == "sent_back":
            yield Sign(vote.reference, "sent_back", vote.decided_on, "it was sent back", vote)
        elif vote.outcome == "approved":
            last = is_last_word(vote, vote.decided_on)
            if last:
                yield Sign(vote.reference, "approved", vote.decided_on, "it was approved", vote)
            elif last is False and vote.body == "change_board":
                words = "the Change Board approved it"
                yield Sign(vote.reference, "voted", vote.decided_on, words, vote)
