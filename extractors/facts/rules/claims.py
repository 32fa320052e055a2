"""What a unit counts, and what its words say of stages, releases and consultations."""

import re

from extractors.contract import Claim
from extractors.facts.rules.topics import Frame, Unit

# Where the subject of a sentence begins at the latest
_SUBJECT = len("The ") + 1


def claim_of(unit: Unit, frame: Frame) -> Claim | None:
    """What a stated count or nil counts."""
    if frame == "consultation":
        return consultation_claim(unit)
    if frame == "impact_assessment":
        return "impact_assessment_requests"
    if frame == "conversion":
        return "conversions"
    if frame == "raised":
        return "new_proposals"
    if frame == "recommendation":
        return "recommended_report" if to_stage(unit) == "report" else "recommended_refinement"
    if frame == "release":
        return "implemented" if release_status(unit) == "implemented" else "release_contents"
    if frame == "decision":
        if _undecided(unit):
            return None
        if unit.section == "summary":
            s = unit.sentence  # "The Authority took no decisions.", after those of the Change Board
            bodies = [x for x in s.labels if x.kind == "body"]
            alone = s.has("negation") and {x.value for x in bodies} == {"authority"}
            alone = alone and (bodies[0].start < _SUBJECT or bool(re.search(r"\bby the Authority\b", s.mask)))
            return "authority_decisions" if alone else "decisions"
        return "authority_decisions" if _agent(unit) == "authority" else "change_board_votes"
    return None


def _undecided(unit: Unit) -> bool:
    """`Fifty proposals are open and have yet to be decided.`: counted are proposals, not votes."""
    s = unit.sentence
    outcomes = {x.value for x in s.labels if x.kind == "outcome"}
    return outcomes == {"pending"} and s.has("progress", "open") and not (s.has("body") or s.mentions)


def _agent(unit: Unit) -> str | None:
    for sentence in unit.context:
        bodies = [
            x.value for x in sentence.labels if x.kind == "body" and x.value in ("authority", "change_board")
        ]
        if bodies:
            return bodies[0]
    return None


def to_stage(unit: Unit) -> str | None:
    """The stage that modifications are put forward to: the last one named, as in "from … to …"."""
    for sentence in unit.context:
        named = [x.value for x in sentence.labels if x.kind == "to_stage"]
        if named:
            return named[-1]
        stages = [x.value for x in sentence.labels if x.kind == "stage" and x.value in ("refine", "opine")]
        if stages:
            return {"refine": "refinement", "opine": "report"}[stages[-1]]
    return None


def release_status(unit: Unit) -> str:
    """`implemented` or `approved` (and waiting), by the nearest words that tell."""
    for sentence in unit.context:
        if sentence.has("implement", "future"):
            return "approved"
        if sentence.has("implement", "past"):
            return "implemented"
        if sentence.first("outcome") == "approved":
            return "approved"
    return "approved"


def consultation_kind(unit: Unit) -> str | None:
    """`refinement` or `modification_report`: as named, else by the section it stands in."""
    return unit.find("consultation") or {"refine": "refinement", "opine": "modification_report"}.get(
        unit.section
    )


def consultation_status(unit: Unit) -> str | None:
    """`open`, `expected` or `closed`: closed by its past form, expected before open."""
    for sentence in unit.context:
        values = {x.value for x in sentence.labels if x.kind == "status"}
        for status in ("expected", "closed", "open"):
            if status in values:
                return status
    return None


def consultation_claim(unit: Unit) -> Claim | None:
    """Which consultations a count or nil is about; None for closed ones, which no claim counts."""
    kind, status = consultation_kind(unit), consultation_status(unit)
    if status == "closed":
        return None
    expected = status == "expected"
    if kind == "refinement":
        return "refinement_consultations_expected" if expected else "refinement_consultations_open"
    return "report_consultations_expected" if expected else "report_consultations_open"
