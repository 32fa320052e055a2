"""Modifications in a release: implemented, or approved and waiting."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, cast

from extractors.contract import ReleaseItem
from extractors.facts.rules.claims import release_status
from extractors.facts.rules.date_roles import fact_evidence, subjects
from extractors.facts.rules.topics import Frame, Unit
from extractors.facts.sentences.cut import Sentence
from extractors.values.dates import DateSpan
from extractors.values.releases import ReleaseSpan


def release_items(unit: Unit, frame: Frame | None, near: date) -> Iterator[ReleaseItem]:
    """The modifications that a unit says are, or will be, in a release."""
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
