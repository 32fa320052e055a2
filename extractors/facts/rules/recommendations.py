"""Recommendations: what is put to the Panel to move on, and to which stage."""

from collections.abc import Iterator
from datetime import date

from extractors.contract import Recommendation
from extractors.facts.rules.claims import to_stage
from extractors.facts.rules.date_roles import fact_evidence
from extractors.facts.rules.topics import Frame, Unit


def recommendations(unit: Unit, frame: Frame | None, near: date) -> Iterator[Recommendation]:
    """The modifications that a unit puts to the Panel, each with the stage it would move to."""
    if frame != "recommendation":
        return
    stage = to_stage(unit)
    for mention in unit.sentence.mentions:
        yield Recommendation(
            section=unit.section,
            evidence=fact_evidence(unit, mention),
            reference=mention.reference,
            title=mention.title,
            to_stage="report" if stage == "report" else "refinement",
        )
