"""What the pass over a report's blocks keeps in mind, and what every step of it shares."""

from dataclasses import dataclass, field
from datetime import date

from extractors.contract import Claim, Fact, Mention, Section, Warning
from extractors.facts.reading.labelled_lines import LabelledLines
from extractors.facts.sentences.passage import Passage
from extractors.facts.sentences.sentence import Sentence
from extractors.facts.sentences.unit import Unit
from extractors.ledger import Ledger
from extractors.pages.evidence import evidence_of
from extractors.pages.model import Link, Word
from extractors.values.mention_span import MentionSpan, Titles


@dataclass(slots=True)
class OpenCount:
    """A stated count whose list is still being read; its fact takes the place kept for it.

    `only` is the field and its value that tell this count's facts where several share one list.
    """

    unit: Unit
    claim: Claim
    stated: int
    place: int
    listed: int = 0
    bulleted: bool = False
    only: tuple[str, str] | None = None


@dataclass(slots=True)
class Reading:
    """What has been read of a report up to a block of it.

    `headings` are those over the block, nearest first, with the `ranks` of their type (None for a
    section's own). `named` are the words of a block that names one modification and says no more,
    `record` the labelled lines read since, with all their words.
    """

    near: date
    known: frozenset[str]
    titles: Titles
    links: dict[int, tuple[Link, ...]]
    ledger: Ledger
    facts: list[Fact | None] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    unread: list[tuple[Word, ...]] = field(default_factory=list)
    section: Section = "cover"
    headings: tuple[Sentence, ...] = ()
    ranks: tuple[tuple[float, bool] | None, ...] = ()
    lead: Unit | None = None
    previous: Unit | None = None
    carried: tuple[MentionSpan, ...] = ()
    carried_words: tuple[Word, ...] = ()
    pending: list[OpenCount] = field(default_factory=list)
    raised_pending: OpenCount | None = None
    merged: tuple[Section, ...] = ()
    named: tuple[Word, ...] = ()
    record: LabelledLines | None = None
    record_words: tuple[Word, ...] = ()


def unit_of(state: Reading, passage: Passage, sentence: Sentence, listed: bool) -> Unit:
    """A sentence of a passage as a unit, with the words of each of its mentions."""
    own: dict[int, tuple[Word, ...]] = {}
    before: tuple[Word, ...] = ()
    for mention in sentence.mentions:
        words = passage.words_in(mention.start, mention.end)
        named = passage.words_in(mention.own - 1, mention.own)
        if named and named[0].page != words[0].page:  # a title over a page's end, its reference after it
            words = (*named, *(word for word in words if word not in named))
        if not any(char.isdigit() for word in words for char in word.text):
            words = (*before, *words)  # "MP102A and B": the letter alone names nothing
        own[mention.start] = before = words
    return Unit(
        sentence,
        passage.words_in(sentence.start, sentence.end),
        state.section,
        state.headings,
        listed=listed,
        mention_words=own,
    )


def add_mentions(state: Reading, unit: Unit) -> None:
    """Adds a mention fact for every reference of a unit and claims its words."""
    for mention in unit.sentence.mentions:
        words = unit.mention_words[mention.start]
        state.ledger.claim("fact", words)
        state.facts.append(
            Mention(
                section=state.section,
                evidence=evidence_of(words),
                reference=mention.reference,
                title=mention.title,
                part=mention.part,
                url=_url(state, words[0]),
            )
        )


def _url(state: Reading, word: Word) -> str | None:
    """The target of the hyperlink that lies under a word."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    for link in state.links.get(word.page, ()):
        x0, top, x1, bottom = link.box
        if x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1:
            return link.url
    return None
