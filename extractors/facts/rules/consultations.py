"""Consultations: open, expected or closed, with the days that are printed."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, cast

from extractors.contract import Consultation, Section
from extractors.facts.rules.date_roles import DateRole, date_role, dates_by_role
from extractors.facts.rules.evidence import fact_evidence, subjects
from extractors.facts.rules.family import Topic, TopicOf
from extractors.facts.rules.own_values import own_value
from extractors.facts.sentences.sentence import Sentence
from extractors.facts.sentences.unit import Unit
from extractors.values.dates import DateSpan
from extractors.values.mention_span import MentionSpan

ConsultationKind = Literal["refinement", "modification_report"]
ConsultationStatus = Literal["open", "expected", "closed"]

_OF_SECTION: dict[Section, ConsultationKind] = {"refine": "refinement", "opine": "modification_report"}
# Which of several statuses in a sentence is meant
_BEFORE: tuple[ConsultationStatus, ...] = ("expected", "closed", "open")


def consultations(unit: Unit, topic: Topic | None, near: date) -> Iterator[Consultation]:
    """The consultations that a unit tells of, one for each modification it names."""
    if topic != "consultation":
        return
    kind, status = consultation_kind(unit), consultation_status(unit)
    if kind is None or status is None:
        return
    dates = _told_dates(unit, status)
    for mention in subjects(unit):
        told = _own_dates(unit.sentence, mention)
        own = dates | told
        if status == "closed" and None in told:
            own["closes"] = told[None]
        yield Consultation(
            section=unit.section,
            evidence=fact_evidence(unit, mention),
            reference=mention.reference,
            title=mention.title,
            consultation=kind,
            status=status,
            opens_on=own.get("opens"),
            week_commencing=own.get("week"),
            closes_on=own.get("closes"),
        )


def _told_dates(unit: Unit, status: ConsultationStatus) -> dict[DateRole | None, date | None]:
    """The days that a unit tells of its consultations, its own before those of what it leans on."""
    dates: dict[DateRole | None, date | None] = {}
    for sentence in unit.context[: 3 if unit.lead is not None else 2]:
        others = {x.value for x in sentence.labels if x.kind == "status"}
        if sentence is not unit.sentence and others and status not in others:
            continue  # "Closed on 29 November: …" under "To be opened in the week commencing …"
        for role, value in dates_by_role(sentence).items():
            dates.setdefault(role, value)
    if status == "open" and re.search(r"\bby Dat\b", unit.sentence.mask):
        dates.setdefault("closes", dates.get(None))
    if status == "closed":
        dates.setdefault("closes", dates.get(None))
    if status == "expected" and "week" not in dates and None in dates and "opens" not in dates:
        dates["opens"] = dates[None]
    return dates


def _own_dates(sentence: Sentence, mention: MentionSpan) -> dict[DateRole | None, date | None]:
    """The days between a mention and the next, where each has its own: `Ref (until Dat), Ref (until Dat)`."""
    mentions = [p.start for p in sentence.placed if isinstance(p.span, MentionSpan)]
    days = [p for p in sentence.placed if isinstance(p.span, DateSpan)]
    start = next((p.start for p in sentence.placed if p.span is mention), None)
    if (day := own_value(sentence, mention, lambda p: isinstance(p.span, DateSpan))) is not None:
        return {date_role(sentence, day): cast(DateSpan, day.span).value}
    if start is None or len(mentions) < 2 or any(day.start < mentions[0] for day in days):
        return {}
    borders = [*mentions[1:], len(sentence.mask)]
    told = [[d for d in days if low < d.start < high] for low, high in zip(mentions, borders, strict=True)]
    if not all(told):
        return {}
    own = told[mentions.index(start)]
    return {date_role(sentence, day): cast(DateSpan, day.span).value for day in reversed(own)}


def consultation_kind(unit: Unit) -> ConsultationKind | None:
    """`refinement` or `modification_report`: as named, else by the section it stands in."""
    if (named := unit.find("consultation")) is not None:
        return "refinement" if named == "refinement" else "modification_report"
    return _OF_SECTION.get(unit.section)


def consultation_status(unit: Unit) -> ConsultationStatus | None:
    """`open`, `expected` or `closed`: closed by its past form, expected before open."""
    for sentence in unit.context:
        values = {x.value for x in sentence.labels if x.kind == "status"}
        if (status := next((x for x in _BEFORE if x in values), None)) is not None:
            return status
    return None


def tells_of_consultation(unit: Unit, topic_of: TopicOf) -> bool:
    """Whether a unit is about consultations, by its own words, the headings over them or the one before.

    `If the Panel agrees, Ref and Ref will follow in the week commencing Dat`, after those that are open.
    """
    s = unit.sentence
    own = s.has("outcome") or s.has("implement") or s.has("meeting") or s.has("raise")
    follows = s.has("status") and s.mentions and s.dates and not own
    if follows and unit.before is not None and topic_of(unit.before) == "consultation":
        return True
    if s.has("consultation") or (s.has("consulting") and s.has("status")):
        return True
    if unit.under("consulting") and s.has("consulting") and s.has("negation") and not s.mentions:
        return True
    elsewhere = s.has("outcome") or s.has("implement")
    return unit.under("consulting") and s.has("status") and not elsewhere
