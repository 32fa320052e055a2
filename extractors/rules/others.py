"""Recommendations, consultations, releases, meetings and new proposals, from sentences, bullets and rows."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, cast

from extractors.dates import DateSpan
from extractors.facts import Consultation, Meeting, ProposalRaised, Recommendation, ReleaseItem
from extractors.frames import Frame, Unit, consultation_kind, consultation_status, release_status, to_stage
from extractors.language import Sentence
from extractors.rules.common import date_role, dates_by_role, fact_evidence, subjects


def recommendations(unit: Unit, frame: Frame | None, near: date) -> Iterator[Recommendation]:
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


def consultations(unit: Unit, frame: Frame | None, near: date) -> Iterator[Consultation]:
    if frame != "consultation":
        return
    kind, status = consultation_kind(unit), consultation_status(unit)
    if kind is None or status is None:
        return
    dates: dict[str | None, date | None] = {}
    for sentence in unit.context[: 3 if unit.lead is not None else 2]:
        for role, value in dates_by_role(sentence).items():
            dates.setdefault(role, value)
    if status == "closed":
        dates.setdefault("closes", dates.get(None))
    if status == "expected" and "week" not in dates and None in dates and "opens" not in dates:
        dates["opens"] = dates[None]
    for mention in subjects(unit):
        yield Consultation(
            section=unit.section,
            evidence=fact_evidence(unit, mention),
            reference=mention.reference,
            title=mention.title,
            consultation=cast(Literal["refinement", "modification_report"], kind),
            status=cast(Literal["open", "expected", "closed"], status),
            opens_on=dates.get("opens"),
            week_commencing=dates.get("week"),
            closes_on=dates.get("closes"),
        )


def release_items(unit: Unit, frame: Frame | None, near: date) -> Iterator[ReleaseItem]:
    if frame != "release":
        return
    status = release_status(unit)
    release, day = _release(unit)
    own_only = not unit.sentence.mentions
    for mention in subjects(unit):
        yield ReleaseItem(
            section=unit.section,
            evidence=fact_evidence(unit, mention),
            reference=mention.reference,
            title=None if own_only else mention.title,
            part=None if own_only else mention.part,
            status=cast(Literal["implemented", "approved"], status),
            release=release,
            release_date=day,
        )


def _release(unit: Unit) -> tuple[str | None, date | None]:
    """The release and its date: the item's own first, then its lead-in's, then its heading's."""
    release: str | None = None
    day: date | None = None
    for sentence in unit.context:
        if release is None and sentence.releases:
            release = sentence.releases[0].name
        if release is None and sentence.has("standalone"):
            release = "standalone"
        if day is None:
            day = next((d.value for d in sentence.dates if d.value is not None), None)
        if release is not None and day is not None:
            break
    return release, day


def meetings(unit: Unit, frame: Frame | None, near: date) -> Iterator[Meeting]:
    """A meeting held or to come; `references` are those of its own sentence or, going back, its paragraph's."""
    if frame != "meeting" or unit.listed:
        return
    sentence = unit.sentence
    held = [
        p.span.value
        for p in sentence.placed
        if isinstance(p.span, DateSpan) and date_role(sentence, p) != "agenda"
    ]
    if not held:
        return
    status = _meeting_status(sentence)
    further = bool(re.match(r"A(?:nother)? further\b|Another\b|A (?:second|follow-up)\b", sentence.mask)) and not sentence.has("body")
    monthly = sentence.has("monthly") or (not sentence.has("ad_hoc") and not further)
    references = [m.reference for m in sentence.mentions]
    if not references and further:
        references = [m.reference for m in unit.carried]
    mention = sentence.mentions[0] if sentence.mentions else None
    yield Meeting(
        section=unit.section,
        evidence=fact_evidence(unit, mention) if not further or sentence.mentions else fact_evidence(unit),
        body=sentence.first("body") or unit.find("body") or "working_group",
        meeting_type="monthly" if monthly else "ad_hoc",
        status=status,
        held_on=held[0],
        references=tuple(dict.fromkeys(references)),
    )


def _meeting_status(sentence: Sentence) -> Literal["held", "scheduled"]:
    past = re.search(r"\b(?:was|were|met|held its|took place|convened|gathered|last)\b", sentence.mask)
    coming = re.search(r"\b(?:will|next|being (?:scheduled|arranged|planned)|scheduled for|planned for|due|to be held|upcoming)\b", sentence.mask)
    if coming and (not past or coming.start() < past.start()):
        return "scheduled"
    return "held" if past else "scheduled"


# "by Gordon Hextall of the Security Sub-Committee (SSC) on …", "by Tom Woolley from SMS PLC", "by A B (C)"
_BY = re.compile(
    r"\bby:?\s+(?P<name>(?!the\b)[A-Z][\w.'’-]*(?:\s+(?:(?:de|van|von|der|la|O[’'])\s*)?[A-Z][\w.'’-]*){0,3})"
    r"(?:\s*(?:,|;)?\s*(?:\bof|\bfrom|\bat|\bon behalf of|\brepresenting|\bfor|,|;|\(|–|-)\s*(?P<organisation>.+?))?"
    r"\s*(?=,?\s*;?\s*\b(?:on|in|during|raised)\b|,?\s*\(?(?:Dat|Mon)\b|[.;]\s*$|[.;]\s|,\s+(?:and|who|which|was|with|to)\b|\s*$)"
)
_ORGANISATION_FIRST = re.compile(r"\bby\s+(?:the\s+)?(?P<organisation>[A-Z][^,.;()]*?)\s*\((?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,2})\)")


def proposals_raised(unit: Unit, frame: Frame | None, near: date) -> Iterator[ProposalRaised]:
    if frame != "raised":
        return
    sentence = unit.sentence
    mentions = subjects(unit)
    if not mentions or (len(mentions) > 1 and not unit.listed and sentence.numbers):
        return
    proposer, organisation = _proposer(sentence.mask)
    roles = dates_by_role(sentence)
    raised = roles.get("raised") or roles.get(None) or next((d.value for d in sentence.dates), None)
    for mention in mentions[:1]:
        yield ProposalRaised(
            section=unit.section,
            evidence=fact_evidence(unit, mention, with_lead=False),
            reference=mention.reference,
            title=mention.title,
            proposer=proposer,
            organisation=organisation,
            raised_on=raised,
        )


def _proposer(mask: str) -> tuple[str | None, str | None]:
    """Name and organisation after `by`; the organisation without its abbreviation and leading `the`."""
    match = _BY.search(mask)
    if match is None:
        turned = _ORGANISATION_FIRST.search(mask)
        return (turned["name"], clean_organisation(turned["organisation"])) if turned else (None, None)
    organisation = match["organisation"]
    return match["name"].strip(), clean_organisation(organisation) if organisation else None


def clean_organisation(text: str) -> str | None:
    """`the Security Sub-Committee (SSC)` as `Security Sub-Committee` (contract, ruling 1)."""
    plain = re.sub(r"\s*\([^()]*\)?\s*", " ", text)
    plain = re.sub(r"^\s*the\s+", "", plain, flags=re.IGNORECASE)
    return plain.strip(" ,.;") or None
