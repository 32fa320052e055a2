"""Where a report sees each modification on its way: at which stage, on which day, and by what sign."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

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
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.wording import assessment

RANK = {"define": 0, "refine": 1, "opine": 2, "release": 3, "implemented": 4}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A sign that a modification was at a stage on a day; `sign` says it to a person."""

    reference: str
    stage: str
    on: date
    sign: str
    fact: Fact


def sightings(report: Report) -> dict[str, list[Sighting]]:
    """The report's sightings by identity."""
    seen: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in (*_from_sections(report), *_from_decisions(report)):
        seen[identity(sighting.reference)].append(sighting)
    return seen


def latest(seen: list[Sighting]) -> list[Sighting]:
    """The sightings of the last day among them."""
    last = max(sighting.on for sighting in seen)
    return [sighting for sighting in seen if sighting.on == last]


def in_parts(report: Report) -> set[str]:
    """The modifications of which a part may be at another stage: so is MP102 where there is an MP102A."""
    split = {number(who) for who in report.references if number(who) != who}
    return split | {identity(item.reference) for item in report.facts(ReleaseItem) if item.part}


def _from_sections(report: Report) -> Iterator[Sighting]:
    for raised in report.facts(ProposalRaised):
        if raised.raised_on:
            yield Sighting(raised.reference, "define", raised.raised_on, "it was raised", raised)
    for put in report.facts(Recommendation):
        stage = "define" if put.to_stage == "refinement" else "refine"
        yield Sighting(put.reference, stage, report.known_on, "it is recommended for the next stage", put)
    for row in report.facts(Assessment):
        if row.status == "open" and report.cut_off:
            yield Sighting(
                row.reference, "refine", report.cut_off, f"its {assessment(row.assessment)} is open", row
            )
    for meeting in report.facts(Meeting):
        if meeting.body == "working_group" and meeting.status == "held" and meeting.held_on:
            for reference in meeting.references:
                yield Sighting(
                    reference, "refine", meeting.held_on, "a Working Group meeting dealt with it", meeting
                )
    for consultation in report.facts(Consultation):
        yield from _from_consultation(report, consultation)
    for item in report.facts(ReleaseItem):
        if item.part:
            continue  # one part may be released while another is still at work
        if item.status == "approved":
            yield Sighting(item.reference, "release", report.known_on, "it is listed for a release", item)
        else:
            on = item.release_date or report.known_on
            yield Sighting(item.reference, "implemented", on, "it is said to be implemented", item)


def _from_consultation(report: Report, consultation: Consultation) -> Iterator[Sighting]:
    refinement = consultation.consultation == "refinement"
    stage = "refine" if refinement else "opine"
    name = "Refinement Consultation" if refinement else "Modification Report Consultation"
    if consultation.status == "closed":
        if consultation.closes_on:
            yield Sighting(
                consultation.reference, stage, consultation.closes_on, f"its {name} closed", consultation
            )
    elif consultation.status == "open" or refinement:
        # An expected Modification Report Consultation is still to come: it says nothing of today's stage.
        sign = f"its {name} is {consultation.status}"
        yield Sighting(consultation.reference, stage, report.known_on, sign, consultation)


def _from_decisions(report: Report) -> Iterator[Sighting]:
    for vote in report.facts(Decision):
        if vote.subject != "modification":
            continue
        if vote.outcome == "pending" and vote.body == "authority":
            yield Sighting(vote.reference, "opine", report.known_on, "it is with the Authority", vote)
        elif vote.decided_on is None:
            continue
        elif vote.outcome == "sent_back":
            yield Sighting(vote.reference, "refine", vote.decided_on, "it was sent back", vote)
        elif vote.outcome == "approved" and (
            vote.body == "authority" or vote.governance == "self_governance"
        ):
            yield Sighting(vote.reference, "release", vote.decided_on, "it was approved", vote)
        elif vote.outcome == "approved" and vote.governance:
            yield Sighting(vote.reference, "opine", vote.decided_on, "the Change Board approved it", vote)
