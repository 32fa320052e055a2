"""What a sentence names beside the facts that it told: a day, a release or a modification in none of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date

from extractors.contract import AssessmentSummary, Decision, Fact, Mention, ProposalTimescale, StageCount
from extractors.facts.sentences.sentence import Sentence
from extractors.values.dates import DateSpan

# What counts something on a day: the day is that of the figures.
_FIGURES = (AssessmentSummary, ProposalTimescale, StageCount)


def left_over(sentence: Sentence, told: Sequence[Fact]) -> bool:
    """Whether a day, release or modification of the sentence is in none of its facts: one may be missing.

    The day of figures, that on which papers will be out and the release that something was moved from are
    nobody's.
    """
    held = {value for fact in told for value in _values(fact)}
    moved = any(isinstance(fact, Decision) and fact.subject == "release_date" for fact in told)
    releases = () if moved else (release.name for release in sentence.releases)
    named = (mention.reference for mention in sentence.mentions)
    days = () if all(isinstance(fact, _FIGURES) for fact in told) else _days(sentence)
    return not held.issuperset((*days, *named, *releases))


def _days(sentence: Sentence) -> Iterator[date]:
    """The days of a sentence but those on which its papers will be out."""
    last = 0
    for placed in sentence.placed:
        if isinstance(placed.span, DateSpan):
            value = placed.span.value
            if value and not any(
                one.kind == "papers" and last <= one.start < placed.start for one in sentence.labels
            ):
                yield value
            last = placed.end


def _values(fact: Fact) -> Iterable[date | str]:
    """The values of a fact that a sentence names; a mention says nothing of what it mentions."""
    if isinstance(fact, Mention):
        return
    for field in fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, (date, str)):
            yield value
        elif field.name == "references":
            yield from value
