"""Meetings held and to come, from sentences and from lists."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from extractors.dates import DateSpan
from extractors.facts import Meeting
from extractors.frames import Frame, Unit
from extractors.rules.common import date_role, fact_evidence


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
