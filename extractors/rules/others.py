"""Recommendations, consultations, releases, meetings and new proposals, from sentences, bullets and rows."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, cast

from extractors.dates import DateSpan
from extractors.facts import Consultation, Meeting, ProposalRaised, Recommendation, ReleaseItem
from extractors.frames import Frame, Unit, consultation_kind, consultation_status, release_status, to_stage
from extractors.language import Sentence
from extractors.mentions import MentionSpan
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
    lead = unit.lead or unit
    told_before = (lead.before.sentence,) if lead.before is not None else ()
    for sentence in (*unit.context[: len(unit.context) - len(unit.headings)], *told_before, *unit.headings):
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
    """Meetings held or to come; `references` are those of the sentence or, going back, its paragraph's.

    One sentence may tell of two: `… was held on D1 …, and a further meeting has been arranged for D2`.
    """
    if frame != "meeting":
        return
    sentence = unit.sentence
    if unit.listed:
        yield from _listed_meeting(unit)
        return
    placed = [
        p for p in sentence.placed if isinstance(p.span, DateSpan) and date_role(sentence, p) != "agenda"
    ]
    follows = unit.before is not None and not sentence.mentions and not sentence.has("monthly")
    references = [m.reference for m in sentence.mentions]
    if not references and follows:
        references = [m.reference for m in unit.carried]
    low = 0
    for position, place in enumerate(placed):
        if not isinstance(place.span, DateSpan):
            continue
        high = placed[position + 1].start if position + 1 < len(placed) else len(sentence.mask)
        cut = sentence.mask.rfind(",", place.end, high)
        clause = sentence.mask[low : cut if position + 1 < len(placed) and cut > 0 else high]
        if position and not re.search(r"\bmeeting|\bsession|\breconven|\bresum", clause):
            break
        further = position > 0 or follows
        monthly = re.search(r"\bmonthly|\bregular", clause) or not (further or _AD_HOC.search(clause))
        status = _meeting_status(clause)
        own = references if not (monthly and status == "scheduled") else []
        mention = sentence.mentions[0] if sentence.mentions else None
        yield Meeting(
            section=unit.section,
            evidence=fact_evidence(unit, mention, with_lead=False),
            body=sentence.first("body") or unit.find("body") or "working_group",
            meeting_type="monthly" if monthly else "ad_hoc",
            status=status,
            held_on=place.span.value,
            references=tuple(dict.fromkeys(own)),
        )
        low = cut if cut > 0 else place.end


def _listed_meeting(unit: Unit) -> Iterator[Meeting]:
    """`Thursday 23 December 2021: MP079` under `Ad-hoc meetings held:`."""
    sentence = unit.sentence
    if not sentence.dates or unit.lead is None or unit.lead.sentence.dates:
        return
    told = f"{unit.lead.sentence.mask} {sentence.mask}"
    yield Meeting(
        section=unit.section,
        evidence=fact_evidence(unit, sentence.mentions[0] if sentence.mentions else None),
        body=unit.find("body") or "working_group",
        meeting_type="ad_hoc" if _AD_HOC.search(told) else "monthly",
        status=_meeting_status(told),
        held_on=sentence.dates[0].value,
        references=tuple(dict.fromkeys(m.reference for m in sentence.mentions)),
    )


_AD_HOC = re.compile(
    r"\bad[- ]?hoc\b|\b(?:additional|extra|extraordinary|further|special|dedicated|separate)\b", re.IGNORECASE
)


def _meeting_status(clause: str) -> Literal["held", "scheduled"]:
    past = re.search(
        r"\b(?:was|were|met|held|took place|convened|gathered|last|looked at|discussed|considered"
        r"|reviewed)\b",
        clause,
        re.IGNORECASE,
    )
    coming = re.search(
        r"\b(?:will|next|being (?:scheduled|arranged|planned)|(?:scheduled|arranged|planned) for|due"
        r"|to be held|to take place|takes place|upcoming|is to|reconvenes?)\b",
        clause,
        re.IGNORECASE,
    )
    if coming and (not past or coming.start() < past.start()):
        return "scheduled"
    return "held" if past else "scheduled"


# "by Gordon Hextall of the Security Sub-Committee (SSC) on …", "by Tom Woolley from SMS PLC", "by A B (C)"
_BY = re.compile(
    r"(?:\bby:?|\bcame from|,\s+from)\s+"
    r"(?P<name>(?!the\b)[A-Z][\w.'’-]*(?:\s+(?:(?:de|van|von|der|la|O[’'])\s*)?[A-Z][\w.'’-]*){0,3})"
    r"(?:\s*(?:,|;)?\s*(?:\bwho represents|\bof|\bfrom|\bat|\bon behalf of|\brepresenting|\bfor|,|;|\(|–"
    r"|-)\s*(?P<organisation>.+?))?"
    r"\s*(?=,?\s*;?\s*\b(?:on|in|during|raised)\b|,?\s*\(?(?:Dat|Mon)\b|[.;]\s*$|[.;]\s|,\s+(?:and|who"
    r"|which|was|with|to)\b|\s*$)"
)
_ORGANISATION_FIRST = re.compile(
    r"\bby\s+(?:the\s+)?(?P<organisation>[A-Z][^,.;()]*?)\s*\((?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,2})\)"
)


def proposals_raised(unit: Unit, frame: Frame | None, near: date) -> Iterator[ProposalRaised]:
    """New proposals; several in one sentence are told one by one, each with its own words."""
    if frame != "raised":
        return
    sentence = unit.sentence
    mentions = subjects(unit)
    if not mentions:
        return
    for mention, mask, day in _clauses(sentence, mentions):
        proposer, organisation = _proposer(mask)
        yield ProposalRaised(
            section=unit.section,
            evidence=fact_evidence(unit, mention, with_lead=False),
            reference=mention.reference,
            title=mention.title,
            proposer=proposer,
            organisation=organisation,
            raised_on=day,
        )


def _clauses(
    sentence: Sentence, mentions: Sequence[MentionSpan]
) -> Iterator[tuple[MentionSpan, str, date | None]]:
    """Each new proposal with the part of the sentence that tells of it, and its date."""
    places = [p.start for p in sentence.placed if isinstance(p.span, MentionSpan)]
    told = [m.start() for m in _RAISED.finditer(sentence.mask)]
    if len(mentions) > 1 and len(told) < len(mentions):
        mentions, places = mentions[:1], places[:1]
    for position, mention in enumerate(mentions):
        low = places[position] if position < len(places) and position else 0
        high = places[position + 1] if position + 1 < len(places) else len(sentence.mask)
        dates = [
            p.span.value for p in sentence.placed if isinstance(p.span, DateSpan) and low <= p.start < high
        ]
        yield mention, sentence.mask[low:high].rstrip(" ,;"), next((d for d in dates if d), None)


_RAISED = re.compile(
    r"\b(?:raised|submitted|proposed|lodged|tabled|introduced|brought forward|put forward)\b", re.IGNORECASE
)
# "On Dat Easton Ashworth (British Gas) submitted Ref", "Joe Hehir of Npower raised Ref"
_ACTIVE = re.compile(
    r"(?:^|\bDat,?\s+|;\s*|\band\s+)(?P<who>[A-Z][^;]*?)\s+(?:has\s+|have\s+)?(?:raised|submitted"
    r"|proposed|lodged|tabled|introduced)\s+(?:(?:the|a|new|Draft|Proposal)\s+)*Ref\b"
)


# "raised Ref for SECAS on Dat"
_ON_BEHALF = re.compile(
    r"\s+(?:for|on behalf of)\s+(?P<organisation>(?:the\s+)?[A-Z(][^.;]*?)"
    r"(?=\s+(?:on|in)\s+(?:Dat|Mon)|[.;,]|\s*$)"
)


def _proposer(mask: str) -> tuple[str | None, str | None]:
    """Name and organisation after `by`; the organisation without its abbreviation and leading `the`."""
    if active := _ACTIVE.search(mask):
        name, organisation = name_and_organisation(
            re.sub(r"^(?:On|In)\s+(?:Dat|Mon),?\s+", "", active["who"])
        )
        behalf = _ON_BEHALF.search(mask, active.end())
        return name, organisation or (clean_organisation(behalf["organisation"]) if behalf else None)
    match = _BY.search(mask)
    if match is None:
        turned = _ORGANISATION_FIRST.search(mask)
        return (turned["name"], clean_organisation(turned["organisation"])) if turned else (None, None)
    organisation = match["organisation"]
    return match["name"].strip(), clean_organisation(organisation) if organisation else None


_NAME = re.compile(r"[A-Z][\w.'’-]*(?:\s+(?:(?:de|van|von|der|la|O[’'])\s*)?[A-Z][\w.'’-]*){0,3}")


def name_and_organisation(text: str) -> tuple[str | None, str | None]:
    """`David Lee (Landis+Gyr)`, `Joe Hehir of Npower` or `A B, C Ltd` as name and organisation."""
    name = _NAME.match(text.strip())
    if name is None:
        return None, None
    rest = text.strip()[name.end() :]
    bracketed = re.match(r"\s*\((?P<in>.+)\)\s*$", rest)
    organisation = (
        bracketed["in"]
        if bracketed
        else re.sub(r"^\s*(?:,|of|from|at|for|on behalf of|representing)\s*", "", rest)
    )
    return name.group(), clean_organisation(organisation) if organisation.strip() else None


def clean_organisation(text: str) -> str | None:
    """`the Security Sub-Committee (SSC)` as `Security Sub-Committee` (contract, ruling 1)."""
    plain = re.sub(r"\s*\([^()]*\)?\s*", " ", text)
    plain = re.sub(r"^\s*the\s+", "", plain, flags=re.IGNORECASE)
    if ")" in plain and "(" not in plain:
        plain = plain[: plain.index(")")]
    return plain.strip(" ,.;") or None
