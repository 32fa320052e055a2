"""Recommendations: what is put to the Panel to move on, and to which stage."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from extractors.contract import Recommendation
from extractors.facts.rules.evidence import fact_evidence
from extractors.facts.rules.family import Topic, TopicOf
from extractors.facts.sentences.unit import Unit

NextStage = Literal["refinement", "report"]


def recommendations(unit: Unit, topic: Topic | None, near: date) -> Iterator[Recommendation]:
    """The modifications that a unit puts to the Panel, each with the stage it would move to."""
    if topic != "recommendation":
        return
    stage = to_stage(unit) or "refinement"
    for mention in unit.sentence.mentions:
        yield Recommendation(
            section=unit.section,
            evidence=fact_evidence(unit, mention),
            reference=mention.reference,
            title=mention.title,
            to_stage=stage,
        )


def to_stage(unit: Unit) -> NextStage | None:
    """The stage that modifications are put forward to: the last one named, as in "from … to …"."""
    for sentence in unit.context:
        named = [x.value for x in sentence.labels if x.kind == "to_stage"]
        if named:
            return "report" if named[-1] == "report" else "refinement"
        stages = [x.value for x in sentence.labels if x.kind == "stage" and x.value in ("refine", "opine")]
        if stages:
            return "report" if stages[-1] == "opine" else "refinement"
    return None


def tells_of_recommendation(unit: Unit, topic_of: TopicOf) -> bool:
    """Whether a unit is about what is put to the Panel; `topic_of` resolves what it leans on."""
    s = unit.sentence
    if s.has("consultation") or s.has("implement", "past"):
        return False
    named = s.has("stage", "refine") or s.has("stage", "opine")
    stage = s.has("to_stage") or (named and (s.has("body", "panel") or unit.listed or unit.under("propose")))
    if s.has("propose") and stage:
        return not s.has("outcome", "sent_back")
    if s.has("to_stage") and unit.under("propose") and (s.mentions or s.has("negation")):
        return not s.has("outcome") and not s.has("body")
    none = s.has("to_stage") and s.has("negation") and not s.mentions
    if none and unit.before is not None and topic_of(unit.before) == "recommendation":
        return True  # "No Draft Proposals are to start Refinement."
    under = unit.under("to_stage") and (unit.under("propose") or unit.section == "summary")
    return under and (s.has("propose") or (s.has("negation") and not s.has("vote")))
