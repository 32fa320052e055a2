"""What the pass over a report's blocks keeps in mind, and what every step of it shares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import get_args

from extractors.contract import Claim, CountClaim, Doubt, Fact, Mention, Section, Warning
from extractors.facts.reading.backing import backed
from extractors.facts.reading.labelled_lines import LabelledLines
from extractors.facts.reading.place import Place
from extractors.facts.rules.evidence import fact_evidence
from extractors.facts.sentences.passage import Passage
from extractors.facts.sentences.sentence import Sentence
from extractors.facts.sentences.unit import Unit
from extractors.ledger import Claimed, Role
from extractors.pages.evidence import evidence_of
from extractors.pages.model import Link, Word
from extractors.values.mention_span import MentionSpan, Titles


@dataclass(slots=True)
class OpenCount:
    """A stated count among the facts; until it is `closed`, the list that it counts is still being read.

    `only` is the field and its value that tell this count's facts where several share one list.
    """

    unit: Unit
    claim: Claim
    stated: int
    listed: int = 0
    bulleted: bool = False
    only: tuple[str, str] | None = None
    closed: bool = False

    def fact(self) -> CountClaim:
        """What was stated, and what was listed."""
        return CountClaim(
            section=self.unit.section,
            evidence=fact_evidence(self.unit),
            claim=self.claim,
            stated=self.stated,
            listed=self.listed,
        )


Told = Fact | OpenCount


@dataclass(slots=True)
class Reading:
    """What has been read of a report up to a block of it.

    `place` is where it stands, `printed` the words of each heading and caption. `named` are the words of a
    block that names one modification and says no more, `record` the labelled lines read since, with
    all their words.
    """

    near: date
    known: frozenset[str]
    titles: Titles
    links: dict[int, tuple[Link, ...]]
    facts: list[Told] = field(default_factory=list)
    claims: list[Claimed] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    sections: dict[Word, Section] = field(default_factory=dict)
    unread: list[tuple[Word, ...]] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    printed: dict[Sentence, tuple[Word, ...]] = field(default_factory=dict)
    lead: Unit | None = None
    previous: Unit | None = None
    carried: tuple[MentionSpan, ...] = ()
    carried_words: tuple[Word, ...] = ()
    pending: list[OpenCount] = field(default_factory=list)
    raised_pending: OpenCount | None = None
    named: tuple[Word, ...] = ()
    record: LabelledLines | None = None
    record_words: tuple[Word, ...] = ()

    @property
    def section(self) -> Section:
        return self.place.section

    @property
    def headings(self) -> tuple[Sentence, ...]:
        return self.place.headings

    def claim(self, role: Role, words: Iterable[Word]) -> None:
        """Says what words were read as."""
        self.claims.append(Claimed(role, tuple(words)))

    def tell(self, unit: Unit, facts: Iterable[Fact]) -> None:
        """Tells the facts of a unit, with the words around it that their values stand in."""
        self.facts.extend(backed(facts, unit, self.printed, self.near))

    def doubt(self, why: Doubt, places: Iterable[int]) -> None:
        """Doubts the facts at these places among those told."""
        for place in places:
            told = self.facts[place]
            if not isinstance(told, OpenCount) and why not in told.doubts:
                self.facts[place] = replace(
                    told, doubts=tuple(sorted((*told.doubts, why), key=get_args(Doubt).index))
                )

    def put(self, places: Mapping[int, Fact]) -> None:
        """Tells facts at places among those told before; one past the last is a new fact."""
        for place, fact in places.items():
            self.facts[place : place + 1] = [fact]

    def told_since(self, count: OpenCount) -> Sequence[Told]:
        """What was told after a count was stated."""
        place = next(i for i, told in enumerate(self.facts) if told is count)
        return self.facts[place + 1 :]


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
        state.claim("fact", words)
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
