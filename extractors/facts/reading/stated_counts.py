"""Stated counts and nil returns: what a sentence counts, and what its list then holds."""

import re
from collections.abc import Sequence

from extractors.contract import (
    Claim,
    Consultation,
    CountClaim,
    NilReturn,
    ProposalRaised,
    Recommendation,
    ReleaseItem,
)
from extractors.facts.reading.state import OpenCount, Reading
from extractors.facts.rules.consultations import consultation_kind, consultation_status
from extractors.facts.rules.evidence import fact_evidence
from extractors.facts.rules.family import Topic
from extractors.facts.rules.recommendations import to_stage
from extractors.facts.rules.release_items import release_status
from extractors.facts.rules.topics import topic_of
from extractors.facts.sentences.sentence import Sentence
from extractors.facts.sentences.unit import Unit
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
    "votes",
    "members",
    "parties",
    "respondents",
    "abstentions",
)

_UNCOUNTED_BEFORE = (
    "phase",
    "option",
    "step",
    "item",
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

# "passed by 8 votes to 2", "by eight to two", "7–1"
_SCORE = re.compile(r"(?: votes?)?(?: to |[-–])")

# "The one on MP219 closes on 25 November": one of those told before
_ONE_OF_THEM = ("the", "this", "each")


def count_or_nil(state: Reading, unit: Unit, topic: Topic) -> bool:
    """A stated count or the statement that there is none."""
    s = unit.sentence
    if unit.listed and (bracketed := _BRACKETED.search(s.mask)):
        return _count_in_item(state, unit, topic, read_number(bracketed[1]))
    nil_in_list = unit.lead is None and s.has("negation") and not s.mentions  # "• None this month."
    if (
        (unit.listed and not nil_in_list)
        or topic in ("stages", "meeting")
        or (topic == "decision" and unit.section == "define")
    ):
        return False  # what a problem's description says was never decided is no nil return
    claim, apart = claim_of(unit, topic), _told_apart(unit, topic)
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
    if topic == "raised" and not s.mentions:
        state.raised_pending = OpenCount(unit, claim, number)
        state.facts.append(state.raised_pending)
        return True
    for counted, stated, only in apart or ((claim, number, _only(unit, claim)),):
        state.pending.append(OpenCount(unit, counted, stated, listed=len(s.mentions), only=only))
        state.facts.append(state.pending[-1])
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


def _told_apart(unit: Unit, topic: Topic) -> list[tuple[Claim, int, tuple[str, str]]]:
    """The counts of a sentence that states one for each release or stage that it names, in their order.

    `The May Release will deliver five modifications and the June Release two`; `two proposals to the
    Refinement Process and one modification to the Report Phase`. Of closed consultations nobody claims any.
    """
    counts = _counts(unit.sentence)
    told: list[tuple[Claim | None, tuple[str, str]]]
    if topic == "release":
        told = [("release_contents", ("release", name)) for name in _releases_named(unit.sentence)]
    elif topic == "recommendation":
        stages = [x.value for x in unit.sentence.labels if x.kind == "to_stage"]
        told = [(_STAGE_COUNTED[stage], ("to_stage", stage)) for stage in stages]
    elif topic == "consultation":
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


def count_in_heading(state: Reading, unit: Unit) -> None:
    """`February 2021 SEC Release – 4 approved modifications`, over a table: a count of its rows."""
    if (
        unit.sentence.numbers
        and not unit.sentence.mentions
        and (topic := topic_of(unit)) in _COUNTED_OVER_TABLES
    ):
        count_or_nil(state, unit, topic)


_COUNTED_OVER_TABLES: tuple[Topic, ...] = ("release", "consultation", "recommendation", "impact_assessment")


def shares_list(state: Reading, units: Sequence[Unit]) -> bool:
    """A paragraph that states one more count, like the one before it, of the list that follows both."""
    if not state.pending or len(units) != 1 or units[0].sentence.mentions:
        return False
    unit, before = units[0], state.pending[-1]
    if before.listed or before.only is None or not (_counts(unit.sentence) or unit.sentence.has("negation")):
        return False
    return (
        topic_of(unit) == topic_of(before.unit)
        and claim_of(unit, topic_of(unit) or "decision") != before.claim
    )


def _count_in_item(state: Reading, unit: Unit, topic: Topic, stated: int | None) -> bool:
    """A list's item that counts what it lists itself: `Approved by the Authority (2): Ref and Ref`."""
    claim = claim_of(unit, topic)
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
        if any(_SCORE.fullmatch(sentence.mask, n.end, number.start) for n in sentence.numbers):
            continue
        counts.append(number.value)
    return counts


def lists_counted(state: Reading, unit: Unit) -> None:
    """`Votes were taken on two. It approved Ref. It rejected Ref.`: what leans on the count lists it."""
    told = unit
    while told.refers_back and told.before is not None:
        told = told.before
    for pending in state.pending:
        if pending.unit is told and not told.sentence.mentions:
            pending.listed += len({m.reference for m in unit.sentence.mentions})


def close_list(state: Reading) -> None:
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
            for fact in state.told_since(pending)
            if isinstance(fact, Consultation | Recommendation | ReleaseItem) and hasattr(fact, name)
        ]
        apart = len({other.only for other in state.pending}) > 1
        # "One is open. MP219 was issued …": the sentences after it are its list
        if apart or not pending.listed or (value in told and set(told) != {value}):
            pending.listed = told.count(value)
    for pending in state.pending:
        pending.closed = True
    state.pending.clear()


def close_raised(state: Reading) -> None:
    """The section is over: a stated number of new proposals is set against those told since."""
    pending = state.raised_pending
    if pending is not None:
        pending.listed = sum(isinstance(fact, ProposalRaised) for fact in state.told_since(pending))
        pending.closed = True
    state.raised_pending = None


# Where the subject of a sentence begins at the latest
_SUBJECT = len("The ") + 1


def claim_of(unit: Unit, topic: Topic) -> Claim | None:
    """What a stated count or nil counts."""
    if topic == "consultation":
        return consultation_claim(unit)
    if topic == "impact_assessment":
        return "impact_assessment_requests"
    if topic == "conversion":
        return "conversions"
    if topic == "raised":
        return "new_proposals"
    if topic == "recommendation":
        return "recommended_report" if to_stage(unit) == "report" else "recommended_refinement"
    if topic == "release":
        return "implemented" if release_status(unit) == "implemented" else "release_contents"
    if topic == "decision":
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


def consultation_claim(unit: Unit) -> Claim | None:
    """Which consultations a count or nil is about; None for closed ones, which no claim counts."""
    kind, status = consultation_kind(unit), consultation_status(unit)
    if status == "closed":
        return None
    expected = status == "expected"
    if kind == "refinement":
        return "refinement_consultations_expected" if expected else "refinement_consultations_open"
    return "report_consultations_expected" if expected else "report_consultations_open"
