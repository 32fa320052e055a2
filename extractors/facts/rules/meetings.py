"""Meetings held and to come, from sentences and from lists."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from extractors.contract import Meeting
from extractors.facts.rules.date_roles import date_role
from extractors.facts.rules.evidence import fact_evidence
from extractors.facts.rules.family import Topic, TopicOf
from extractors.facts.sentences.unit import Unit
from extractors.values.dates import DateSpan


def meetings(unit: Unit, topic: Topic | None, near: date) -> Iterator[Meeting]:
    """Meetings held or to come; `references` are those of the sentence or, going back, its paragraph's.

    One sentence may tell of two: `… was held on D1 …, and a further meeting has been arranged for D2`.
    """
    if topic != "meeting":
        return
    sentence = unit.sentence
    if unit.listed:
        yield from _listed_meeting(unit, near)
        return
    placed = [
        p
        for p in sentence.placed
        if isinstance(p.span, DateSpan)
        and date_role(sentence, p) != "agenda"
        and not _AGENDA_OUT.search(sentence.mask[: p.start])
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
        cut = max(sentence.mask.rfind(mark, place.end, high) for mark in (",", ";", " and "))
        clause = sentence.mask[low : cut if position + 1 < len(placed) and cut > 0 else high]
        if position and not _ANOTHER.search(clause):
            break
        further = position > 0 or follows or sentence.mask.startswith("Another ")
        told = clause if _KIND.search(clause) or not unit.headings else f"{unit.headings[0].mask} {clause}"
        if _ONE_OF_THEM.match(clause) and not _KIND.search(clause):
            told = " ".join(s.mask for s in unit.context)
        told = _OUTSIDE.sub(" ", told)
        ad_hoc = _AD_HOC.search(told) or (further and not _comes_next(unit, told))
        monthly = re.search(r"\bmonthly|\bregular", told, re.I) or not ad_hoc
        status = _meeting_status(clause, place.span.value, near)
        own = references if not (monthly and status == "scheduled") else []
        if not own and not monthly and status == "scheduled" and not follows:
            own = [m.reference for m in unit.carried]  # "Next ad-hoc meeting: Fri 12 April 2024"
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


def _comes_next(unit: Unit, told: str) -> bool:
    """`It will next meet on Dat`, after a monthly meeting."""
    before = unit.before.sentence.mask if unit.before is not None else ""
    if unit.sentence.mask.startswith("The next "):
        return not _AD_HOC.search(before)  # "The next is on Dat", after a monthly meeting
    return bool(re.search(r"\bnext meets?\b|\bmeets? next\b", told)) and not _AD_HOC.search(before)


def _listed_meeting(unit: Unit, near: date) -> Iterator[Meeting]:
    """`Thursday 23 December 2021: MP079` under `Ad-hoc meetings held:`."""
    sentence = unit.sentence
    over = unit.lead.sentence if unit.lead is not None else next(iter(unit.headings), None)
    if not sentence.dates or over is None or over.dates:
        return
    told = f"{over.mask} {sentence.mask}"
    first = Meeting(
        section=unit.section,
        evidence=fact_evidence(unit, sentence.mentions[0] if sentence.mentions else None),
        body=unit.find("body") or "working_group",
        meeting_type="ad_hoc" if _AD_HOC.search(told) else "monthly",
        status=_meeting_status(told, sentence.dates[0].value, near),
        held_on=sentence.dates[0].value,
        references=tuple(dict.fromkeys(m.reference for m in sentence.mentions)),
    )
    yield first
    if len(sentence.dates) == 2 and first.meeting_type == "ad_hoc" and _RESUMED.search(sentence.mask):
        # "held on 12 April; discussed MP145; to be resumed on 19 May"
        yield replace(first, status="scheduled", held_on=sentence.dates[1].value)


# "The agenda for that meeting will be available from 19 June", "agenda papers are to be issued on 3 May"
_AGENDA_OUT = re.compile(
    r"\b(?:agendas?|papers)\b[^;.]*\b(?:publish\w*|available|issued|circulated|distributed|sent|posted|shared"
    r"|released|follows?|ready|out)\b(?:(?!Dat)[^;.])*$",
    re.IGNORECASE,
)

# "… and will do so once more on 9 December", "with another on 12 May"
_ANOTHER = re.compile(
    r"\bmeeting|\bsession|\breconven|\bresum|\bonce more\b|\bagain\b|\banother\b|\bnext\b"
    r"|\bcontinued\b",
    re.IGNORECASE,
)

_KIND = re.compile(
    r"\bmonthly|\bregular|\bad[- ]?hoc|\badditional|\bextra|\bspecial|\bone[- ]off", re.IGNORECASE
)

_AD_HOC = re.compile(
    r"\bad[- ]?hoc\b|\bone[- ]off\b"
    r"|\b(?:additional|extra|extraordinary|further|special|dedicated|separate)\b",
    re.IGNORECASE,
)

_RESUMED = re.compile(r"\b(?:resum|reconven|continu)\w*\s+on\s+Dat\W*$", re.IGNORECASE)

# "There were two ad hoc sessions. The one on Dat took Ref. The other, on Dat, took Ref."
_ONE_OF_THEM = re.compile(r"The (?:one|other|first|second|third|last)\b")

# "Outside the monthly cycle, the Working Group met ad hoc on …"
_OUTSIDE = re.compile(
    r"\b(?:outside|between|besides|beyond|in addition to|as well as|apart from)\s+(?:the\s+|its\s+)?"
    r"(?:usual\s+|normal\s+)?(?:monthly|regular)\b",
    re.IGNORECASE,
)


def _meeting_status(clause: str, day: date | None, near: date) -> Literal["held", "scheduled"]:
    """By the words that tell, else by whether its day lies behind the report's own, `near`."""
    past = re.search(
        r"\b(?:was|were|came|sat|ran(?! out)|went|dealt|heard|met|held"
        r"|took place|convened|gathered|last|looked at|discussed|considered"
        r"|reviewed)\b",
        clause,
        re.IGNORECASE,
    )
    coming = re.search(
        r"\b(?:will|next|being (?:scheduled|arranged|planned)|(?:scheduled|arranged|planned) for|due"
        r"|to be (?:held|continued|resumed)|to come|to take place|takes place|upcoming|is to|reconvenes?)\b",
        clause,
        re.IGNORECASE,
    )
    if coming and (not past or coming.start() < past.start()):
        return "scheduled"
    return "held" if past or (day is not None and day <= near) else "scheduled"


# "There were also two ad hoc Working Group sessions."
_SO_MANY_MEETINGS = re.compile(
    r"^There (?:was|were|have been|has been) (?:\w+ ){1,3}"
    r"(?:ad[- ]hoc |monthly |additional |Working Group )+(?:meeting|session|workshop)s?\b",
    re.IGNORECASE,
)

# "We will hold another on Fri 12 May 2023."
_ANOTHER_MEETING = re.compile(
    r"^The next(?= (?:is|will|falls|takes)\b)"
    r"|\b(?:another|(?:hold|meet|sit|gather|convene|reconvene)s? again|once more)\b",
    re.IGNORECASE,
)


def tells_of_meeting(unit: Unit, topic_of: TopicOf) -> bool:
    """Whether a unit is about meetings; `topic_of` resolves what it leans on."""
    s = unit.sentence
    if s.has("vote") and s.has("body", "change_board"):
        return False
    if s.has("negation") and not s.dates:
        return False
    another = _ANOTHER_MEETING.match(s.mask) or (not s.mentions and _ANOTHER_MEETING.search(s.mask))
    if unit.before is not None and s.dates and another and not s.has("outcome"):
        return topic_of(unit.before) == "meeting"
    of_group = s.has("body", "working_group") and not (s.has("outcome") or s.has("consulting"))
    if s.has("meeting") or (s.has("body", "working_group") and s.has("held")) or (of_group and s.dates):
        about = (
            s.has("body", "working_group")
            or s.has("monthly")
            or s.has("ad_hoc")
            or (unit.under("body", "working_group") or unit.under("meeting"))
            or (s.has("scheduled") and s.has("body") and not s.has("outcome"))
        )
        decided = s.has("outcome") and any(s.has("body", b) for b in ("change_board", "panel", "authority"))
        lists = s.text.rstrip().endswith(":") and not s.mentions
        lists = lists or bool(
            _SO_MANY_MEETINGS.search(s.mask) and not s.mentions and unit.section == "refine"
        )
        return about and (bool(s.dates) or lists) and not s.has("outcome", "sent_back") and not decided
    return False
