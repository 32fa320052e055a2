"""What a sentence says was done: its outcomes, and the modifications that each falls on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.facts.rules.evidence import subjects
from extractors.facts.sentences.sentence import Sentence, clauses
from extractors.facts.sentences.unit import Unit
from extractors.values.mention_span import MentionSpan
from extractors.vocabulary.phrases import Label


@dataclass(frozen=True, slots=True)
class Act:
    """One outcome in a sentence and the mentions it falls on."""

    outcome: str
    label: Label | None
    mentions: tuple[MentionSpan, ...]


def acts_of(unit: Unit, subject: str) -> list[Act]:
    """Outcomes with the mentions each falls on: before it in `X was approved`, after it in `approved X`."""
    sentence = unit.sentence
    outcomes = [x for x in sentence.labels if x.kind == "outcome"]
    mentions = subjects(unit)
    if not mentions:
        return []
    if subject == "conversion":
        return _conversion(unit, outcomes, mentions)
    outcomes = _told(sentence, outcomes)
    if subject == "impact_assessment" and any(x.value == "deferred" for x in outcomes):
        outcomes = [x for x in outcomes if x.value != "rejected"]  # "did not approve …, and deferred it"
    if not outcomes:
        return [Act(value, None, tuple(mentions)) for value in _all_inherited(unit)]
    if both := _over_and_own(unit, outcomes):
        return [Act(value, label, tuple(mentions)) for value, label in both]
    if not sentence.mentions or len(outcomes) == 1:
        return [Act(x.value, x, tuple(mentions)) for x in outcomes]
    places = [(p.start, p.span) for p in sentence.placed if isinstance(p.span, MentionSpan)]
    if outcomes[-1].end <= places[0][0] and {x.value for x in outcomes[1:]} <= _SINCE:
        # "Approved … and now with the Authority for decision: Ref"
        return [Act(x.value, x, tuple(mentions)) for x in outcomes]
    return _one_a_clause(sentence, outcomes, places) or _side_by_side(sentence, outcomes, places)


# What becomes of a modification after it was decided upon
_SINCE = {"pending", "referred"}


def _over_and_own(unit: Unit, outcomes: Sequence[Label]) -> list[tuple[str, Label | None]]:
    """`Approved under …` over the list, `(now with the Authority for decision)` in the item: both hold."""
    followed = unit.listed and unit.sentence.mentions and {x.value for x in outcomes} <= _SINCE
    first = _inherited(unit) if followed else None
    return [(first, None), *((x.value, x) for x in outcomes)] if first in ("approved", "rejected") else []


def _side_by_side(
    sentence: Sentence, outcomes: Sequence[Label], places: Sequence[tuple[int, MentionSpan]]
) -> list[Act]:
    """`approved Ref and rejected Ref`, `Ref was approved and Ref rejected`: those after or before each."""
    active = outcomes[0].start < places[0][0]
    starts, ends = [x.start for x in outcomes], [x.end for x in outcomes]
    lows = ends if active else [0, *ends[:-1]]
    highs = [*starts[1:], len(sentence.mask)] if active else starts
    acts: list[Act] = []
    for label, low, high in zip(outcomes, lows, highs, strict=True):
        own = tuple(span for start, span in places if low <= start < high)
        if not own and acts:
            own = acts[-1].mentions
        if own:
            acts.append(Act(label.value, label, own))
    return acts


def _one_a_clause(
    sentence: Sentence, outcomes: Sequence[Label], places: Sequence[tuple[int, MentionSpan]]
) -> list[Act]:
    """`Ref was approved; it rejected Ref`: each outcome with the mentions of its clause."""
    acts = []
    for low, high in clauses(sentence.mask):
        own = tuple(span for start, span in places if low <= start < high)
        told = [x for x in outcomes if low <= x.start < high]
        if not own or len(told) != 1:
            return []
        acts.append(Act(told[0].value, told[0], own))
    return acts


def _told(sentence: Sentence, outcomes: list[Label]) -> list[Label]:
    """Outcomes that are told once: `approved for implementation, pending …` keeps both, repeats fall away."""
    kept: list[Label] = []
    for label in outcomes:
        between = sentence.mask[kept[-1].end : label.start] if kept else ""
        repeats = bool(kept) and kept[-1].value == label.value and "Ref" not in between
        if not repeats:
            kept.append(label)
    return kept


def _conversion(unit: Unit, outcomes: list[Label], mentions: Sequence[MentionSpan]) -> list[Act]:
    values = [x.value for x in outcomes]
    outcome = next((v for v in values if v in ("rejected", "deferred", "sent_back", "withdrawn")), "approved")
    if outcome != "approved" or not unit.sentence.mentions:
        return [] if unit.sentence.has("negation") else [Act(outcome, None, tuple(mentions))]
    return _granted(unit)


# "recommended Ref for conversion, but did not recommend Ref"
_TURN = re.compile(r"[;,] (?:but|and|while|whilst) |; ")


def _granted(unit: Unit) -> list[Act]:
    """What a sentence on conversions puts forward: `recommended Ref`, and not `but did not recommend Ref`.

    What is only spoken of beside it (`It discussed Ref`) is decided by nobody, and a recommendation that was
    not made decides nothing either: it may be made next month.
    """
    sentence = unit.sentence
    told = [x for x in sentence.labels if x.kind in ("propose", "outcome", "to_stage")]
    denied = [x for x in sentence.labels if x.kind == "negation"]
    places = [(p.start, p.span) for p in sentence.placed if isinstance(p.span, MentionSpan)]
    cuts = [m.end() for m in _TURN.finditer(sentence.mask)] if denied else []
    found = []
    for low, high in zip((0, *cuts), (*cuts, len(sentence.mask)), strict=True):
        label = next((x for x in told if low <= x.start < high), None)
        own = tuple(span for start, span in places if low <= start < high)
        held = label is not None or not denied or unit.listed
        if own and held and not any(low <= x.start < high for x in denied):
            found.append(Act("approved", label, own))
    return found


def _inherited(unit: Unit) -> str | None:
    for sentence in unit.context[1:]:
        outcome = sentence.first("outcome")
        if outcome is not None:
            return outcome
    return None


def _all_inherited(unit: Unit) -> list[str]:
    """The outcome over a list, and what has become of it since: `Rejected; since referred to the Panel`."""
    for sentence in unit.context[1:]:
        values = [x.value for x in sentence.labels if x.kind == "outcome"]
        if values:
            return [values[0], *(v for v in values[1:] if v in ("referred", "pending") and v != values[0])]
    return []
