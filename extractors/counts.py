"""Stated counts and nil returns: what a sentence counts, and what its list then holds."""

import re
from collections.abc import Sequence

from extractors.blocks import Block
from extractors.claims import claim_of
from extractors.facts import Claim, CountClaim, NilReturn, ProposalRaised
from extractors.frames import Frame, Unit, frame_of
from extractors.language import Sentence, labels_of
from extractors.passage import passage_of
from extractors.rules.common import dates_by_role, fact_evidence
from extractors.state import Pending, Walk

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


def count_or_nil(state: Walk, unit: Unit, frame: Frame) -> bool:
    """A stated count or the statement that there is none."""
    s = unit.sentence
    if unit.listed or frame in ("stages", "meeting") or (frame == "decision" and unit.section == "define"):
        return False  # what a problem's description says was never decided is no nil return
    claim = claim_of(unit, frame)
    if claim is None:
        return False
    number = _count(s)
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
    state.facts.append(None)
    pending = Pending(unit, claim, number, len(state.facts) - 1, listed=len(s.mentions))
    state.pending.append(pending)
    return True


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


def _count(sentence: Sentence) -> int | None:
    """The number of modifications, requests or proposals that a sentence states."""
    for number in sentence.numbers:
        after = sentence.mask[number.end :].split(maxsplit=1)
        before = sentence.mask[: number.start].split()
        following = after[0].casefold().strip(".,;:()") if after else ""
        if following in _UNCOUNTED_AFTER or following.startswith("month"):
            continue
        if before and before[-1].casefold().strip(".,;:()") in _UNCOUNTED_BEFORE:
            continue
        return number.value
    return None


def lists_counted(state: Walk, before: Unit, unit: Unit) -> None:
    """`Requests approved: two. These concern Ref and Ref.`: the second lists what the first counts."""
    for pending in state.pending:
        if pending.unit is before and not before.sentence.mentions:
            pending.listed += len({m.reference for m in unit.sentence.mentions})


def close_list(state: Walk) -> None:
    """The list is over: counts stated before it are set against what it held."""
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
    return own == "decision" and bool(first.sentence.mentions) and not dated and not first.sentence.numbers


def adds_to_votes(state: Walk, units: Sequence[Unit]) -> bool:
    """A paragraph between parts of a list of votes: `This modification is now with the Authority.`"""
    votes = bool(state.pending) and state.pending[-1].claim in ("change_board_votes", "authority_decisions")
    return votes and bool(units) and all(u.refers_back and not u.sentence.mentions for u in units)


def parts_votes(state: Walk, block: Block) -> bool:
    """A heading that parts a list of votes by their outcome: `Approved under Self-Governance`."""
    labels = labels_of(passage_of(block.words, state.known).text)
    counted = state.pending[-1].claim in ("change_board_votes", "authority_decisions", "decisions")
    return counted and any(x.kind == "outcome" for x in labels) and not any(x.kind == "vote" for x in labels)
