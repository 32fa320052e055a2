"""Every value stands in its evidence: what a fact took from a heading, a caption or a lead-in is shown."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date

from extractors.contract import Decision, Fact
from extractors.facts.sentences.sentence import Sentence
from extractors.facts.sentences.unit import Unit
from extractors.pages.evidence import evidence_of
from extractors.pages.model import Word
from extractors.values.dates import find_dates
from extractors.values.releases import find_releases
from extractors.vocabulary.phrases import Kind, labels_of

# The values of a decision that are phrases, and which kind of phrase each is
_PHRASES: tuple[tuple[str, Kind], ...] = (("outcome", "outcome"), ("body", "body"))


def backed(
    facts: Iterable[Fact], unit: Unit, printed: Mapping[Sentence, tuple[Word, ...]], near: date
) -> list[Fact]:
    """The facts of a unit, each with the words around it that its values stand in.

    `printed` has the words of the headings and captions, `near` gives the year to days without one.
    """
    around = list(_around(unit, printed))
    return [_backed(fact, around, near) for fact in facts]


def _around(
    unit: Unit, printed: Mapping[Sentence, tuple[Word, ...]]
) -> Iterator[tuple[Sentence, tuple[Word, ...]]]:
    """What gives a unit its meaning, nearest first, with its words."""
    for other in (unit.before, unit.lead):
        while other is not None:
            yield other.sentence, other.words
            other = other.before
    yield from ((heading, printed[heading]) for heading in unit.headings if heading in printed)


def _backed(fact: Fact, around: list[tuple[Sentence, tuple[Word, ...]]], near: date) -> Fact:
    boxes = list(fact.evidence)
    for value, kind in _values(fact):
        if _shows(" ".join(box.text for box in boxes), value, kind, near):
            continue
        words = next((own for sentence, own in around if _tells(sentence, value, kind)), ())
        boxes.extend(box for box in evidence_of(words) if box not in boxes)
    return replace(fact, evidence=tuple(boxes)) if len(boxes) > len(fact.evidence) else fact


def _values(fact: Fact) -> Iterator[tuple[date | str, Kind | None]]:
    """The values of a fact that must be shown: its days, its release, what was decided and by whom."""
    for field in fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, date) or (field.name == "release" and value not in (None, "standalone")):
            yield value, None
    if isinstance(fact, Decision):
        yield from ((getattr(fact, name), kind) for name, kind in _PHRASES)


def _shows(text: str, value: date | str, kind: Kind | None, near: date) -> bool:
    if isinstance(value, date):
        return any(found.value == value for found in find_dates(text, near))
    if kind is None:
        return any(found.name == value for found in find_releases(text))
    return any(label.kind == kind and label.value == value for label in labels_of(text))


def _tells(sentence: Sentence, value: date | str, kind: Kind | None) -> bool:
    if isinstance(value, date):
        return any(found.value == value for found in sentence.dates)
    if kind is None:
        return any(found.name == value for found in sentence.releases)
    return sentence.has(kind, value)
