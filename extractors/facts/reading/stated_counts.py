"""Stated counts and nil returns: what a sentence counts, and what its list then holds."""

import re
from collections.abc import Sequence

from extractors.blocks.assemble import Block
from extractors.contract import (
    Claim,
    Consultation,
    CountClaim,
    NilReturn,
    ProposalRaised,
    Recommendation,
    ReleaseItem,
)
from extractors.facts.reading.state import Pending, Walk
from extractors.facts.rules.claims import claim_of, consultation_kind
from extractors.facts.rules.date_roles import dates_by_role, fact_evidence
from extractors.facts.rules.topics import Frame, Unit, frame_of
from extractors.facts.sentences.cut import Sentence, labels_of
from extractors.facts.sentences.passage import passage_of
from extractors.values.numbers import read_number
from extractors.values.releases import ReleaseSpan

# Numbers that count no modifications: "12 months", "15 WD", "Appendix 2".
_UNCOUNTED_AFTER = (
    "month",
    "months",
    "working",
    "wd",
    "days",
    "day",
    "weeks",
    "week",
    "years",
    "year",
    "per",
)


_UNCOUNTED_BEFORE = (
    "appendix",
    "annex",
    "section",
    "part",
    "page",
    "version",
    "table",
    "figure",
    "batch",
    "smets",
    "release",
)
# "The one on MP219 closes on 25 November": one of those told before
_ONE_OF_THEM = ("the", "this", "each")


def count_or_nil(state: Walk, unit: Unit, frame: Frame) -> bool:
    """A stated count or the statement that there is none."""
    s = unit.sentence
    if unit.listed and (bracketed := _BRACKETED.search(s.mask)):
        return _count_in_item(state, unit, frame, read_number(bracketed[1]))
    if unit.listed or frame in ("stages", "meeting") or (frame == "decision" and unit.section == "define"):
        return False  # what a problem's description says was never decided is no nil return
    claim, apart = claim_of(unit, frame), _told_apart(unit, frame)
    if claim is None:
        claim = apart[0][0] if apart else None  # "Two are open and one closed": of those open
    if claim is None:
        return False
    number = next(iter(_counts(s)), None)
    if (s.has("negation") or number == 0) and not s.mentions and not s.text.rstrip().endswith(":"):
        for subject in _nil_subjects(unit, claim):
            state.facts.append(NilReturn(section=unit.section, evidence=fact_evidence(unit), subject=subject))
        return True
    if number is None:
        return False
    if frame == "raised" and not s.mentions:
        state.facts.append(None)
        state.raised_pending = Pending(unit, claim, number, len(state.facts) - 1)
        return True
    for counted, stated, only in apart or ((claim, number, _only(unit, claim)),):
        state.facts.append(None)
        place = len(state.facts) - 1
        state.pending.append(Pending(unit, counted, stated, place, listed=len(s.mentions), only=only))
    return True


_STATUS_COUNTED = {"_open": "open", "_expected": "expected"}
_CONSULTED: dict[tuple[str, str], Claim] = {
    ("refinement", "open"): "refinement_consultations_open",
    ("refinement", "expected"): "refinement_consultations_expected",
    ("modification_report", "open"): "report_consultations_open",
    ("modification_report", "expected"): "report_consultations_expected",
}
_STAGE_COUNTED: dict[str, Claim] = {"refinement": "recommended_refinement", "report": "recommended_report"}


def _only(unit: Unit, claim: Claim) -> tuple[str, str] | None:
    """What tells the facts that a count is of from those of the counts beside it."""
    if claim == "release_contents":
        return ("release", unit.sentence.releases[0].name) if len(unit.sentence.releases) == 1 else None
    if stage := next((stage for stage, of in _STAGE_COUNTED.items() if of == claim), None):
        return "to_stage", stage
    status = next((value for ending, value in _STATUS_COUNTED.items() if claim.endswith(ending)), None)
    return ("status", status) if status else None


def _told_apart(unit: Unit, frame: Frame) -> list[tuple[Claim, int, tuple[str, str]]]:
    """The counts of a sentence that states one for each release or stage that it names, in their order.

    `The May Release will deliver five modifications and the June Release two`; `two proposals to the
    Refinement Process and one modification to the Report Phase`. Of closed consultations nobody claims any.
    """
    counts = _counts(unit.sentence)
    told: list[tuple[Claim | None, tuple[str, str]]]
    if frame == "release":
        told = [("release_contents", ("release", name)) for name in _releases_named(unit.sentence)]
    elif frame == "recommendation":
        stages = [x.value for x in unit.sentence.labels if x.kind == "to_stage"]
        told = [(_STAGE_COUNTED[stage], ("to_stage", stage)) for stage in stages]
    elif frame == "consultation":
        kind = consultation_kind(unit)
        statuses = [x.value for x in unit.sentence.labels if x.kind == "status"]
        told = [(_CONSULTED.get((kind or "", s)), ("status", s)) for s in dict.fromkeys(statuses)]
    else:
        return []
    if not 2 <= len(counts) == len(set(told)) == len(told):
        return []
    return [(claim, count, only) for count, (claim, only) in zip(counts, told, strict=True) if claim]


def _releases_named(sentence: Sentence) -> list[str]:
    """The releases that a sentence names, the stand-alone one among them, in their order."""
    named = [(p.start, p.span.name) for p in sentence.placed if isinstance(p.span, ReleaseSpan)]
    alone = [(x.start, x.value or "standalone") for x in sentence.labels if x.kind == "standalone"]
    return [name for _, name in sorted(named + alone)]


def count_in_heading(state: Walk, unit: Unit) -> None:
    """`February 2021 SEC Release – 4 approved modifications`, over a table: a count of its rows."""
    if (
        unit.sentence.numbers
        and not unit.sentence.mentions
        and (frame := frame_of(unit)) in _COUNTED_OVER_TABLES
    ):
        count_or_nil(state, unit, frame)


_COUNTED_OVER_TABLES: tuple[Frame, ...] = ("release", "consultation", "recommendation", "impact_assessment")


def tells_of_others(state: Walk, block: Block) -> bool:
    """Whether a caption names another body than the one whose votes were counted before it."""
    labels = labels_of(block.text)
    if any(x.kind == "outcome" for x in labels):
        return False  # "Approved and now with the Authority", over a part of the votes
    named = {x.value for x in labels if x.kind == "body"} & set(_COUNTED_BY.values())
    counted = {_COUNTED_BY[p.claim] for p in state.pending if p.claim in _COUNTED_BY}
    return bool(named and counted) and not named & counted


_COUNTED_BY: dict[Claim, str] = {"change_board_votes": "change_board", "authority_decisions": "authority"}


def shares_list(state: Walk, units: Sequence[Unit]) -> bool:
    """A paragraph that states one more count, like the one before it, of the list that follows both."""
    if not state.pending or len(units) != 1 or units[0].sentence.mentions:
        return False
    unit, before = units[0], state.pending[-1]
    if before.listed or before.only is None or not (_counts(unit.sentence) or unit.sentence.has("negation")):
        return False
    return (
        frame_of(unit) == frame_of(before.unit)
        and claim_of(unit, frame_of(unit) or "decision") != before.claim
    )


def _count_in_item(state: Walk, unit: Unit, frame: Frame, stated: int | None) -> bool:
    """A list's item that counts what it lists itself: `Approved by the Authority (2): Ref and Ref`."""
    claim = claim_of(unit, frame)
    if claim is None or stated is None:
        return False
    evidence, listed = fact_evidence(unit), len(unit.sentence.mentions)
    state.facts.append(
        CountClaim(section=unit.section, evidence=evidence, claim=claim, stated=stated, listed=listed)
    )
    return True


# "Approved by the Change Board under Self-Governance (2): Ref and Ref"
_BRACKETED = re.compile(r"\((\w+)\):\s+Ref\b")
_OPEN_OR_EXPECTED: tuple[tuple[Claim, Claim], ...] = (
    ("refinement_consultations_open", "refinement_consultations_expected"),
    ("report_consultations_open", "report_consultations_expected"),
)
_BOTH = re.compile(r"\bor\b|\bnor\b|\band (?:none|no|nothing)\b")


def _nil_subjects(unit: Unit, claim: Claim) -> tuple[Claim, ...]:
    """`No … are open or expected` is two statements."""
    kinds = {x.value for x in unit.sentence.labels if x.kind == "consultation"}
    if len(kinds) > 1 and claim in ("refinement_consultations_open", "report_consultations_open"):
        return ("refinement_consultations_open", "report_consultations_open")
    statuses = {x.value for x in unit.sentence.labels if x.kind == "status"}
    if {"open", "expected"} <= statuses and _BOTH.search(unit.sentence.mask):
        return next((pair for pair in _OPEN_OR_EXPECTED if claim in pair), (claim,))
    return (claim,)


def _counts(sentence: Sentence) -> list[int]:
    """The numbers of modifications, requests or proposals that a sentence states."""
    counts = []
    for number in sentence.numbers:
        after = sentence.mask[number.end :].split(maxsplit=1)
        before = sentence.mask[: number.start].split()
        following = after[0].casefold().strip(".,;:()") if after else ""
        if following in _UNCOUNTED_AFTER or following.startswith("month"):
            continue
        if before and before[-1].casefold().strip(".,;:()") in _UNCOUNTED_BEFORE:
            continue
        if number.value == 1 and before and before[-1].casefold() in _ONE_OF_THEM:
            continue
        counts.append(number.value)
    return counts


def lists_counted(state: Walk, unit: Unit) -> None:
    """`Votes were taken on two. It approved Ref. It rejected Ref.`: what leans on the count lists it."""
    told = unit
    while told.refers_back and told.before is not None:
        told = told.before
    for pending in state.pending:
        if pending.unit is told and not told.sentence.mentions:
            pending.listed += len({m.reference for m in unit.sentence.mentions})


def close_list(state: Walk) -> None:
    """The list is over: counts stated before it are set against what it held.

    Where several share the list, or it holds more than was counted ("two are open" over a table of open
    and closed ones), each has the facts that are of its release, stage or status.
    """
    for pending in state.pending:
        if pending.only is None:
            continue
        name, value = pending.only
        told = [
            getattr(fact, name)
            for fact in state.facts[pending.place :]
            if isinstance(fact, Consultation | Recommendation | ReleaseItem) and hasattr(fact, name)
        ]
        if len({other.only for other in state.pending}) > 1 or (value in told and set(told) != {value}):
            pending.listed = told.count(value)
    for pending in state.pending:
        state.facts[pending.place] = CountClaim(
            section=pending.unit.section,
            evidence=fact_evidence(pending.unit),
            claim=pending.claim,
            stated=pending.stated,
            listed=pending.listed,
        )
    state.pending.clear()


def close_raised(state: Walk) -> None:
    """The section is over: a stated number of new proposals is set against those told since."""
    pending = state.raised_pending
    if pending is not None:
        state.facts[pending.place] = CountClaim(
            section=pending.unit.section,
            evidence=fact_evidence(pending.unit),
            claim=pending.claim,
            stated=pending.stated,
            listed=sum(isinstance(fact, ProposalRaised) for fact in state.facts[pending.place :]),
        )
    state.raised_pending = None


def goes_on_with_votes(state: Walk, units: Sequence[Unit]) -> bool:
    """Paragraphs that tell, one by one, the outcomes of votes that a sentence before them counted."""
    if not state.pending or not units or state.lead is None:
        return False
    pending, first = state.pending[-1], units[0]
    if pending.claim not in ("change_board_votes", "authority_decisions") or pending.bulleted:
        return False
    own = frame_of(first)
    dated = bool(first.sentence.dates) and any(role is None for role in dates_by_role(first.sentence))
    if pending.claim == "authority_decisions" and not first.sentence.has("body", "change_board"):
        dated = pending.listed >= pending.stated  # each of the Authority's decisions has a day of its own
    return own == "decision" and bool(first.sentence.mentions) and not dated and not first.sentence.numbers


def follows_count(state: Walk, units: Sequence[Unit], unit: Unit) -> bool:
    """Whether a paragraph tells what it counted: `… considered two modifications. Ref was approved. …`"""
    if not state.pending or state.pending[-1].claim not in ("change_board_votes", "decisions"):
        return False
    counting, own = state.pending[-1].unit.sentence, unit.sentence
    here = any(other.sentence is counting for other in units) and own is not counting
    plain = bool(own.mentions) and not counting.mentions and not own.numbers and not unit.refers_back
    dated = any(role is None for role in dates_by_role(own))
    return here and plain and not dated and frame_of(unit) == "decision"


def adds_to_votes(state: Walk, units: Sequence[Unit]) -> bool:
    """A paragraph between parts of a list of votes: `This modification is now with the Authority.`"""
    votes = bool(state.pending) and state.pending[-1].claim in ("change_board_votes", "authority_decisions")
    return votes and bool(units) and all(u.refers_back and not u.sentence.mentions for u in units)


def parts_votes(state: Walk, block: Block) -> bool:
    """A heading that parts a list of votes by their outcome: `Approved under Self-Governance`."""
    labels = labels_of(passage_of(block.words, state.known).text)
    counted = state.pending[-1].claim in ("change_board_votes", "authority_decisions", "decisions")
    telling = [x.kind for x in labels if x.kind in ("outcome", "vote")]
    return counted and telling[:1] == ["outcome"]
