"""The sentences of a report that may explain what its facts do not: those that no rule reads, and those read.

An unread sentence is put together again from its unclaimed words and the references between them, which are
facts of their own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.contract import (
    Decision,
    Evidence,
    Extraction,
    Fact,
    Meeting,
    Mention,
    ReleaseItem,
    Section,
    Unclaimed,
)
from pipeline.basics.identity import identity

# “MP117 ‘Bulk CH returns’ was …”: a title says nothing of what happened.
_QUOTED = re.compile(r"[‘“\"][^’”\"]*(?:’s\b[^’”\"]*)*[’”\"]")
# Between two lines of one sentence there is less white than this part of a line's height.
_WHITE = 0.9


# A place, its words, and the reference that they are, if they are one.
_Piece = tuple[Evidence, str, str | None]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence, or several that stand together: its words without titles, and whom it names (identities).

    `section` is None where it is not known.
    """

    text: str
    page: int
    named: frozenset[str]
    read: bool
    section: Section | None


def notes_of(extraction: Extraction) -> tuple[Note, ...]:
    """The unread sentences of a report, then those of its decisions, meetings and release items."""
    return (*_unread(extraction), *_read(extraction.facts))


def _read(facts: Iterable[Fact]) -> Iterator[Note]:
    for fact in facts:
        if isinstance(fact, Decision | ReleaseItem | Meeting):
            named = fact.references if isinstance(fact, Meeting) else (fact.reference,)
            yield Note(said_by(fact), fact.page, frozenset(map(identity, named)), True, fact.section)


def said_by(fact: Fact) -> str:
    """The fact's own words, without titles."""
    words = " ".join(one.text for one in fact.evidence)
    title = getattr(fact, "title", None)
    return _QUOTED.sub("", words.replace(title, "") if title else words)


def _unread(extraction: Extraction) -> Iterator[Note]:
    pages: dict[int, list[Evidence]] = defaultdict(list)
    for one in extraction.coverage.unclaimed:
        pages[one.page].append(one)
    for page, unclaimed in pages.items():
        named = [
            (place, fact.reference)
            for fact in extraction.facts
            if isinstance(fact, Mention)
            for place in fact.evidence
            if place.page == page and any(_same_line(place, one) for one in unclaimed)
        ]
        pieces: list[_Piece] = [(one, one.text, None) for one in unclaimed]
        pieces += [(place, reference, reference) for place, reference in named]
        for sentence in _sentences(_in_order(pieces)):
            yield Note(
                _QUOTED.sub("", " ".join(text for _, text, _ in sentence)),
                page,
                frozenset(identity(reference) for _, _, reference in sentence if reference),
                False,
                next((place.section for place, _, _ in sentence if isinstance(place, Unclaimed)), None),
            )


def _same_line(one: Evidence, other: Evidence) -> bool:
    shared = min(one.bbox[3], other.bbox[3]) - max(one.bbox[1], other.bbox[1])
    return shared > 0.5 * min(one.bbox[3] - one.bbox[1], other.bbox[3] - other.bbox[1])


def _in_order(pieces: list[_Piece]) -> list[_Piece]:
    """As they are read: line by line, each from the left."""
    lines: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda one: one[0].bbox[1]):
        if lines and _same_line(lines[-1][0][0], piece[0]):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [piece for line in lines for piece in sorted(line, key=lambda one: one[0].bbox[0])]


def _sentences(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    sentence: list[_Piece] = []
    for piece in pieces:
        if sentence and (_ends(sentence[-1]) or _apart(sentence[-1][0], piece[0])):
            yield sentence
            sentence = []
        sentence.append(piece)
    if sentence:
        yield sentence


def _ends(piece: _Piece) -> bool:
    return piece[1].rstrip().endswith(".")


def _apart(above: Evidence, below: Evidence) -> bool:
    height = above.bbox[3] - above.bbox[1]
    return below.bbox[1] - above.bbox[3] > _WHITE * height
