"""Decisions: who decided what on which modification, under which governance, for which release."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from extractors.contract import Decision, Outcome, Subject
from extractors.facts.rules.acts import Act, acts_of
from extractors.facts.rules.date_roles import date_role, dates_by_role
from extractors.facts.rules.decision_body import deciding_body
from extractors.facts.rules.decision_governance import governance_of
from extractors.facts.rules.evidence import fact_evidence
from extractors.facts.rules.family import Topic
from extractors.facts.rules.modality import is_only_imagined, is_only_possible, leaves_open, ruled
from extractors.facts.rules.own_values import own_value
from extractors.facts.sentences.sentence import Sentence
from extractors.facts.sentences.unit import Unit
from extractors.values.dates import DateSpan
from extractors.values.mention_span import MentionSpan
from extractors.values.releases import ReleaseSpan
from extractors.vocabulary.phrases import Label


def decisions(unit: Unit, topic: Topic | None, near: date) -> Iterator[Decision]:
    """The decisions that a unit tells of; `near` is a day of the report."""
    if topic not in ("decision", "impact_assessment", "conversion", "progression"):
        return
    subject = {"decision": "modification"}.get(topic, topic)
    for act in acts_of(unit, subject):
        meant, upon = act, cast(Subject, subject)
        if subject == "modification":
            if (found := ruled(unit.sentence, act)) is None:
                continue
            meant, upon = found.act, found.subject
        if subject == "conversion" and _is_open(unit.sentence, act.label):
            continue
        # a request that is not granted is told with the meeting it will come back to
        for mention in act.mentions:
            yield _decision(unit, meant, mention, upon, near)


def _is_open(sentence: Sentence, label: Label | None) -> bool:
    possible = label is not None and is_only_possible(sentence, label)
    return possible or is_only_imagined(sentence, "subject")


def _decision(unit: Unit, act: Act, mention: MentionSpan, subject: Subject, near: date) -> Decision:
    body = deciding_body(unit, act, subject)
    title = mention.title
    pending = act.outcome == "pending"
    governance = None if pending or subject != "modification" else governance_of(unit, act, mention)
    release, implementation = _implementation(unit, act) if subject == "modification" else (None, None)
    if release is not None and act.outcome == "approved":
        release = _own_release(unit.sentence, mention) or release
    if subject == "release_date":
        release = unit.sentence.releases[-1].name if unit.sentence.releases else None
    decided = None if pending else _own_day(unit.sentence, mention) or _decided_on(unit, act)
    period = None
    if subject == "impact_assessment" and act.outcome == "deferred":
        decided = _put_on(unit)
    elif subject == "impact_assessment" and decided is None:
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
        decided_on=decided,
        period=period,
        release=release,
        implementation_date=implementation,
        doubts=("unread_negation",) if subject == "modification" and leaves_open(unit.sentence) else (),
    )


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


def _own_day(sentence: Sentence, mention: MentionSpan) -> date | None:
    """`approved Ref on Dat and Ref on Dat`: each its own."""
    day = own_value(
        sentence, mention, lambda p: isinstance(p.span, DateSpan) and date_role(sentence, p) is None
    )
    return cast(DateSpan, day.span).value if day is not None else None


def _own_release(sentence: Sentence, mention: MentionSpan) -> str | None:
    """`approved Ref for Rel and Ref for Rel`: each its own."""
    release = own_value(sentence, mention, lambda p: isinstance(p.span, ReleaseSpan))
    return cast(ReleaseSpan, release.span).name if release is not None else None


def _put_on(unit: Unit) -> date | None:
    """The day in the caption of a table of requests.

    A deferred one is told with the meeting it will come back to, so that no other day is the decision's.
    """
    return _plain_date(unit.headings[0]) if unit.cells and unit.headings else None


def _decided_before(sentence: Sentence, label: Label) -> bool:
    """Whether a sentence's days are of an outcome before: `was rejected on Dat and since referred`."""
    days = [p.start for p in sentence.placed if isinstance(p.span, DateSpan)]
    first = next((x for x in sentence.labels if x.kind == "outcome"), label)
    return bool(days) and first is not label and all(first.start < day < label.start for day in days)


def _plain_date(sentence: Sentence) -> date | None:
    by_role = dates_by_role(sentence)
    for role in (None, "opens", "raised"):
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
