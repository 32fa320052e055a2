"""Modifications in a release: implemented, or approved and waiting."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from extractors.contract import ReleaseItem
from extractors.facts.rules.evidence import fact_evidence, subjects
from extractors.facts.rules.family import Topic
from extractors.facts.rules.modality import is_move, is_only_imagined, leaves_open, takes_out
from extractors.facts.rules.own_values import own_value
from extractors.facts.sentences.sentence import Sentence
from extractors.facts.sentences.unit import Unit
from extractors.values.dates import DateSpan
from extractors.values.releases import ReleaseSpan


def release_items(unit: Unit, topic: Topic | None, near: date) -> Iterator[ReleaseItem]:
    """The modifications that a unit says are, or will be, in a release."""
    if topic != "release" or takes_out(unit.sentence) or is_move(unit.sentence):
        return
    if is_only_imagined(unit.sentence, "implement"):
        return
    status = release_status(unit)
    release, day = _release(unit)
    own_only = not unit.sentence.mentions
    for mention in subjects(unit):
        own = own_value(unit.sentence, mention, lambda p: isinstance(p.span, DateSpan))
        yield ReleaseItem(
            section=unit.section,
            evidence=fact_evidence(unit, mention),
            reference=mention.reference,
            title=None if own_only else mention.title,
            part=None if own_only else mention.part,
            status=status,
            release=release,
            release_date=own.span.value if own is not None and isinstance(own.span, DateSpan) else day,
            doubts=("unread_negation",) if leaves_open(unit.sentence) else (),
        )


def _day(sentence: Sentence, release: str | None) -> date | None:
    """A sentence's day; of one that dates several releases, the day told after this release."""
    placed = [p for p in sentence.placed if isinstance(p.span, DateSpan | ReleaseSpan)]
    if len({x.name for x in sentence.releases}) > 1 and len(sentence.dates) > 1:
        own = [i for i, p in enumerate(placed) if isinstance(p.span, ReleaseSpan) and p.span.name == release]
        placed = placed[own[0] + 1 : own[0] + 2] if own else []
    return next((p.span.value for p in placed if isinstance(p.span, DateSpan) and p.span.value), None)


def _release(unit: Unit) -> tuple[str | None, date | None]:
    """The release and its date: the item's own first, then its lead-in's, then its heading's."""
    release: str | None = None
    day: date | None = None
    lead = unit.lead or unit
    told_before = (lead.before.sentence,) if lead.before is not None else ()
    for sentence in (*unit.context[: len(unit.context) - len(unit.headings)], *told_before, *unit.headings):
        several = sentence is not unit.sentence and len({x.name for x in sentence.releases}) > 1
        if several and release is None:
            continue  # it tells of several releases, and nothing of which of them this one is in
        if release is None and sentence.releases:
            release = sentence.releases[0].name
        if release is None and sentence.has("standalone"):
            release = "standalone"
        if day is None:
            day = _day(sentence, release)
        if release is not None and day is not None:
            break
    return release, day


def release_status(unit: Unit) -> Literal["implemented", "approved"]:
    """`implemented` or `approved` (and waiting), by the nearest words that tell."""
    for sentence in unit.context:
        if sentence.has("implement", "future"):
            return "approved"
        if sentence.has("implement", "past"):
            return "implemented"
        if sentence.first("outcome") == "approved":
            return "approved"
    return "approved"


def tells_of_release(unit: Unit) -> bool:
    """Whether a unit is about what a release holds."""
    s = unit.sentence
    if unit.section == "releases" or (unit.under("stage", "release") and unit.section != "summary"):
        counts = bool(s.numbers) and s.has("proposals") and not s.mentions and len(s.mask.split()) < 15
        return s.has("implement") or bool(s.releases) or s.has("standalone") or counts
    past = s.has("implement", "past") and not s.has("implement", "future")
    if past and not s.has("governance") and not s.has("body") and not unit.listed:
        return s.has("standalone") or bool(s.dates or s.months or s.releases) or s.has("negation")
    return False
