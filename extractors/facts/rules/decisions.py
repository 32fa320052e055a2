"""Decisions: who decided what on which modification, under which governance, for which release."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from extractors.contract import Decision, Governance, Outcome, Subject
from extractors.facts.rules.date_roles import clauses, dates_by_role, fact_evidence, subjects
from extractors.facts.rules.topics import Frame, Unit
from extractors.facts.sentences.cut import Label, Sentence
from extractors.values.dates import DateSpan
from extractors.values.mentions import MentionSpan

_RECIPIENT = re.compile(
    r"\b(?:to|from|with|for|before|at|in|of|than)\s+(?:the\s+)?(?:SEC\s+)?$", re.IGNORECASE
)
# "by the Change Board", "Rejected: Ref (Authority)"
_AGENT = re.compile(r"(?:\bby:?\s+|\()(?:the\s+|its\s+)?(?:SEC\s+)?$", re.IGNORECASE)
_IT = re.compile(r"(?:It|They)\b")
_DEFAULT_BODY = {
    "impact_assessment": "change_board",
    "conversion": "change_sub_committee",
    "progression": "panel",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One outcome in a sentence and the mentions it falls on."""

    outcome: str
    label: Label | None
    mentions: tuple[MentionSpan, ...]


def decisions(unit: Unit, frame: Frame | None, near: date) -> Iterator[Decision]:
    """The decisions that a unit tells of; `near` is a day of the report."""
    if frame not in ("decision", "impact_assessment", "conversion", "progression"):
        return
    subject = {"decision": "modification"}.get(frame, frame)
    for act in _acts(unit, subject):
        # a request that is not granted is told with the meeting it will come back to
        for mention in act.mentions:
            yield _decision(unit, act, mention, cast(Subject, subject), near)


def _acts(unit: Unit, subject: str) -> list[Act]:
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
    followed = {x.value for x in outcomes} <= {"pending", "referred"}
    if (
        unit.listed
        and sentence.mentions
        and followed
        and (first := _inherited(unit)) in ("approved", "rejected")
    ):
        # "Approved under …" over the list, "(now with the Authority for decision)" in the item: both hold
        return [
            Act(v, x, tuple(mentions)) for v, x in ((first, None), *((x.value, x) for x in outcomes)) if v
        ]
    if not sentence.mentions or len(outcomes) == 1:
        return [Act(x.value, x, tuple(mentions)) for x in outcomes]
    places = [(p.start, p.span) for p in sentence.placed if isinstance(p.span, MentionSpan)]
    since = {x.value for x in outcomes[1:]} <= {"pending", "referred"}
    if (
        since and outcomes[-1].end <= places[0][0]
    ):  # "Approved … and now with the Authority for decision: Ref"
        return [Act(x.value, x, tuple(mentions)) for x in outcomes]
    if apart := _one_a_clause(sentence, outcomes, places):
        return apart
    active = outcomes[0].start < places[0][0]
    acts: list[Act] = []
    for position, label in enumerate(outcomes):
        low = label.end if active else (outcomes[position - 1].end if position else 0)
        high = (
            (outcomes[position + 1].start if position + 1 < len(outcomes) else len(sentence.mask))
            if active
            else label.start
        )
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
    if unit.sentence.has("negation") and outcome == "approved":
        outcome = "rejected"
    return [Act(outcome, None, tuple(mentions))]


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


def _decision(unit: Unit, act: Act, mention: MentionSpan, subject: Subject, near: date) -> Decision:
    body = _body(unit, act, subject)
    title = mention.title
    pending = act.outcome == "pending"
    governance = None if pending or subject != "modification" else _governance(unit, act, mention)
    release, implementation = (None, None) if subject != "modification" else _implementation(unit, act)
    decided = None if pending else _decided_on(unit, act)
    period = None
    if subject == "impact_assessment" and act.outcome != "deferred" and decided is None:
        period = _period(unit, near)
    return Decision(
        section=unit.section,
        evidence=fact_evidence(unit, mention),
        reference=mention.reference,
        title=title,
        body=body,
        subject=subject,
        outcome=cast(Outcome, act.outcome),
        governance=governance,
        decided_on=None if subject == "impact_assessment" and act.outcome == "deferred" else decided,
        period=period,
        release=release,
        implementation_date=implementation,
    )


def _body(unit: Unit, act: Act, subject: str) -> str:
    """Who decided: `by …` after the outcome, the subject before it, else the lead-in's or heading's body."""
    if act.outcome == "withdrawn":
        return "proposer"
    if act.outcome == "pending":
        return "authority"
    if act.outcome == "referred" and act.label is None:
        return "panel"
    for position, sentence in enumerate(unit.context):
        label = act.label if position == 0 else None
        if position and _IT.match(sentence.mask):
            continue  # "It approved …, and the Authority now has the decision to make. It rejected …"
        if found := _agent(sentence, label, act.outcome):
            return found
    if act.outcome == "referred":
        return "panel"
    return _DEFAULT_BODY.get(subject, "authority" if _under_authority(unit) else "change_board")


def _under_authority(unit: Unit) -> bool:
    return any(heading.first("body") == "authority" for heading in unit.headings)


def _agent(sentence: Sentence, outcome: Label | None, what: str) -> str | None:
    bodies = [x for x in sentence.labels if x.kind == "body"]
    if what == "referred" and outcome is not None:
        to = [
            b
            for b in bodies
            if b.start > outcome.start and re.search(r"\bto\s+(?:the\s+)?$", sentence.mask[: b.start])
        ]
        if to:
            return to[0].value
    by = [b for b in bodies if _AGENT.search(sentence.mask[: b.start])]
    if outcome is not None:
        later = [x.start for x in sentence.labels if x.kind == "outcome" and x.start >= outcome.end]
        by = [b for b in by if b.start < min(later, default=len(sentence.mask))]
    if outcome is not None and by:
        after = [b for b in by if b.start > outcome.start]
        return (after or by)[0].value
    if by:
        return by[0].value
    agents = [b for b in bodies if not _RECIPIENT.search(sentence.mask[: b.start])]
    if outcome is not None:
        agents = [b for b in agents if b.start < outcome.start] or [b for b in agents if b.start < 1]
    if agents:
        return agents[-1].value if outcome is not None else agents[0].value
    at = [b for b in bodies if re.search(r"\b(?:at|of)\s+(?:the\s+)?(?:SEC\s+)?$", sentence.mask[: b.start])]
    return at[0].value if at else None


def _governance_of(sentence: Sentence, mention: MentionSpan) -> str | None:
    """The path named in a mention's part of the sentence (`…; it also approved Ref under …`), or at all.

    A path between a mention and the next outcome is that one's: `approved Ref under … and rejected Ref`.
    """
    place = next((p.start for p in sentence.placed if p.span is mention), 0)
    others = [p.start for p in sentence.placed if isinstance(p.span, MentionSpan) and p.span is not mention]
    paths = [x for x in sentence.labels if x.kind == "governance"]
    told = [*others, *(x.start for x in sentence.labels if x.kind == "outcome")]
    paths = [
        x
        for x in paths
        if not (any(other < x.start for other in others) and any(x.start < start < place for start in told))
    ]
    parts = clauses(sentence.mask)
    low, high = next(((low, high) for low, high in parts if low <= place < high), (0, 0))
    taken = [part for part in parts if any(part[0] <= other < part[1] for other in others)]
    first = min((place, *others))
    elsewhere = [x.value for x in paths if x.start < first or not any(a <= x.start < b for a, b in taken)]
    return next((x.value for x in paths if low <= x.start < high), elsewhere[0] if elsewhere else None)


def _governance(unit: Unit, act: Act, mention: MentionSpan) -> Governance | None:
    """The path under which it was decided, as printed; the Panel's and the Authority's only where printed."""
    if act.outcome in ("sent_back", "withdrawn", "referred"):
        return None
    if own := _governance_of(unit.sentence, mention):
        return cast(Governance, own)
    over = unit.headings[:1] if unit.listed else ()
    led = [s for s in unit.lead.context if s not in unit.headings] if unit.lead is not None else []
    for sentence in (*over, *led):
        if found := sentence.first("governance"):
            return cast(Governance, found)
    return None


def _implementation(unit: Unit, act: Act) -> tuple[str | None, date | None]:
    """The release a modification was approved for, and the date where it is a stand-alone one."""
    if act.outcome != "approved":
        return None, None
    sentence = unit.sentence
    chain = [sentence] if not unit.listed or unit.lead is None else [sentence, unit.lead.sentence]
    for part in chain:
        if part.releases:
            return part.releases[0].name, None
        dated = dates_by_role(part).get("implementation")
        if part.has("standalone"):
            return "standalone", dated
        if dated is not None:
            return None, dated
    return None, None


def _decided_on(unit: Unit, act: Act) -> date | None:
    """The decision's day: the item's own, else its lead-in's."""
    if act.outcome == "referred" and act.label is None:
        return None
    if act.outcome == "referred" and act.label is not None and not unit.sentence.mentions:
        return _plain_date(unit.sentence)
    if act.outcome == "referred" and act.label is not None and _decided_before(unit.sentence, act.label):
        return None
    if act.outcome == "withdrawn" and len(unit.sentence.dates) == 1:
        return unit.sentence.dates[0].value  # "We have closed Ref because the Proposer withdrew it on Dat"
    for sentence in unit.context:
        if sentence in unit.headings and unit.lead is not None and sentence is not unit.lead.sentence:
            continue
        found = _plain_date(sentence)
        if found is not None:
            return found
        if act.outcome == "referred" and "since" in sentence.mask:
            return None
    return None


def _decided_before(sentence: Sentence, label: Label) -> bool:
    """Whether a sentence's days are of an outcome before: `was rejected on Dat and since referred`."""
    days = [p.start for p in sentence.placed if isinstance(p.span, DateSpan)]
    first = next((x for x in sentence.labels if x.kind == "outcome"), label)
    return bool(days) and first is not label and all(first.start < day < label.start for day in days)


def _plain_date(sentence: Sentence) -> date | None:
    by_role = dates_by_role(sentence)
    for role in (None, "decided", "opens", "raised"):
        if by_role.get(role) is not None:
            return by_role[role]
    return None


def _period(unit: Unit, near: date) -> str | None:
    """`in July` as a month of the year that makes it the latest July up to the report."""
    for sentence in unit.context:
        for month in sentence.months:
            year = month.year
            if year is None:
                year = near.year if month.month <= near.month else near.year - 1
            return f"{year:04d}-{month.month:02d}"
    return None
