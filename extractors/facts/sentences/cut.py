"""Sentences with what they speak of: references and titles, dates, releases, counts, and labelled phrases.

References with their titles, dates, months and releases are masked first, so that no word of a title is
ever taken for an outcome or a body. What is left is labelled by spaCy's matcher over the vocabulary.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.values.dates import DateSpan, MonthSpan, find_dates, find_months
from extractors.values.mentions import MentionSpan, Titles, find_mentions
from extractors.values.numbers import NUMBER, read_number
from extractors.values.releases import ReleaseSpan, find_releases
from extractors.vocabulary import vocabulary
from extractors.vocabulary.column_names import column_role
from extractors.vocabulary.tokens import Matcher, tokenizer

Span = MentionSpan | DateSpan | MonthSpan | ReleaseSpan
_MASKS = {MentionSpan: "Ref", ReleaseSpan: "Rel", DateSpan: "Dat", MonthSpan: "Mon"}
# "… this month. The CSC …": a full stop, white space, and what can begin a sentence; "Ltd. on" is none
_SENTENCE_END = re.compile(
    r"(?<!\A\d)(?<!\bLtd)(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bMr)(?<!\bDr)(?<!\b[A-Z])[.!?][”’\")]*\s+(?=[A-Z“‘\"(\d])"
)
# "Closing date: …": one to four words and a colon
_LABEL = re.compile(r"([A-Z][\w/-]*(?: [\w/-]+){0,3})\s*:\s")


# "The results are in Table 2.": no count
_NUMBERS_A_TABLE = re.compile(r"\b(?:table|figure|appendix|annex)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """A phrase of the vocabulary in a sentence; places are in the sentence's mask."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A span and where its mask stands in the sentence's mask."""

    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A printed count and its place in the sentence's mask."""

    value: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage.

    `start` and `end` are its place in the passage, `mask` is its text with the spans masked.
    """

    text: str
    start: int
    end: int
    mask: str
    placed: tuple[Placed, ...]
    labels: tuple[Label, ...]
    numbers: tuple[Number, ...]

    @property
    def mentions(self) -> tuple[MentionSpan, ...]:
        return tuple(p.span for p in self.placed if isinstance(p.span, MentionSpan))

    @property
    def dates(self) -> tuple[DateSpan, ...]:
        return tuple(p.span for p in self.placed if isinstance(p.span, DateSpan))

    @property
    def months(self) -> tuple[MonthSpan, ...]:
        return tuple(p.span for p in self.placed if isinstance(p.span, MonthSpan))

    @property
    def releases(self) -> tuple[ReleaseSpan, ...]:
        return tuple(p.span for p in self.placed if isinstance(p.span, ReleaseSpan))

    def has(self, kind: str, value: str | None = None) -> bool:
        """Whether some phrase of this kind (and value) stands in the sentence."""
        return any(label.kind == kind and value in (None, label.value) for label in self.labels)

    def first(self, kind: str) -> str | None:
        """The value of the first phrase of this kind."""
        return next((label.value for label in self.labels if label.kind == kind), None)


# "MP099 – consultation closed. Closing date: 27 Mar 2024.": a date or release under its label goes on
_GOES_ON = re.compile(r"\s*[A-Z][a-z]+(?: [a-z]+){0,2}: ?(?:Dat|Rel|Mon)\b")


def sentences_of(text: str, near: date | None, titles: Titles, in_list: bool) -> list[Sentence]:
    """The sentences of a passage in order.

    `near` is a day of the report, for dates without a year; `titles` what the document calls each
    modification elsewhere; `in_list` says that the passage is a bullet, where a title may stand bare.
    """
    spans = list(_spans(text, near, titles, in_list))
    mask, places = _masked(text, spans)
    sentences: list[Sentence] = []
    start = 0
    ends = [m.end() for m in _SENTENCE_END.finditer(mask)]
    for end in [*(e for e in ends if not _GOES_ON.match(mask, e)), len(mask)]:
        piece = mask[start:end]
        if "Ref" in piece and _is_labelled(mask[end:]):
            continue
        if piece.strip():
            sentences.append(_sentence(text, piece, start, places, len(mask)))
        start = end
    return sentences


def _is_labelled(rest: str) -> bool:
    """Whether a text begins with a label that a table's column could have: `Closing date: Dat.`"""
    label = _LABEL.match(rest)
    return label is not None and column_role(label[1]) not in (None, "label", "note", "reference")


def _spans(text: str, near: date | None, titles: Titles, in_list: bool) -> Iterator[Span]:
    """Spans in order of place, none overlapping: mentions first, then releases, dates, months."""
    taken: list[tuple[int, int]] = []
    found: list[Span] = []
    finders: tuple[Sequence[Span], ...] = (
        list(find_mentions(text, titles, in_list)),
        list(find_releases(text)),
        list(find_dates(text, near)),
        list(find_months(text)),
    )
    for spans in finders:
        for span in spans:
            if not any(start < span.end and span.start < end for start, end in taken):
                taken.append((span.start, span.end))
                found.append(span)
    return iter(sorted(found, key=lambda s: s.start))


@dataclass(frozen=True, slots=True)
class _Place:
    span: Span | None
    mask: int
    source: int


def _masked(text: str, spans: Sequence[Span]) -> tuple[str, list[_Place]]:
    """The text with every span replaced by a short word, and where each piece came from."""
    mask, position = "", 0
    places: list[_Place] = []
    for span in spans:
        places.append(_Place(None, len(mask), position))
        mask += text[position : span.start]
        places.append(_Place(span, len(mask), span.start))
        mask += _MASKS[type(span)]
        position = span.end
    places.append(_Place(None, len(mask), position))
    return mask + text[position:], places


def _source(offset: int, places: Sequence[_Place]) -> int:
    """The place in the text of a place in its mask."""
    place = next(p for p in reversed(places) if p.mask <= offset)
    if place.span is not None:
        return place.span.end if offset > place.mask else place.source
    return place.source + offset - place.mask


def _sentence(text: str, piece: str, offset: int, places: Sequence[_Place], total: int) -> Sentence:
    end = offset + len(piece.rstrip())
    begin = offset + len(piece) - len(piece.lstrip())
    start_source, end_source = _source(begin, places), _source(end, places)
    placed = tuple(
        Placed(p.span, p.mask - begin, p.mask - begin + len(_MASKS[type(p.span)]))
        for p in places
        if p.span is not None and begin <= p.mask < end
    )
    mask = piece.strip()
    numbers = tuple(
        Number(value, m.start(), m.end())
        for m in NUMBER.finditer(mask)
        if (value := read_number(m.group())) is not None and not _NUMBERS_A_TABLE.search(mask, 0, m.start())
    )
    return Sentence(
        text[start_source:end_source], start_source, end_source, mask, placed, labels_of(mask), numbers
    )


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A row of the phrase table: the words of which one each must stand in a sentence, and its matcher."""

    kind: str
    value: str
    needed: tuple[frozenset[str], ...]
    matcher: Matcher


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """The rows of the phrase table by the words that a sentence with one of them cannot be without."""
    nlp = tokenizer()
    by_word: dict[str, list[_Phrase]] = defaultdict(list)
    for row in vocabulary("phrases"):
        pattern = phrase_pattern(row["wording"])
        matcher = Matcher(nlp.vocab)
        matcher.add("phrase", [pattern])
        needed = sorted(map(frozenset, needed_words(row["wording"])), key=len)
        phrase = _Phrase(row["kind"], row["value"], tuple(needed[1:]), matcher)
        for word in needed[0]:
            by_word[word].append(phrase)
    return {word: tuple(phrases) for word, phrases in by_word.items()}


def needed_words(wording: str) -> list[list[str]]:
    """For each word of a wording that may not be missing, its choices; there is at least one."""
    return [word.split("|") for word in wording.split() if word not in ("~", "~~") and not word.endswith("?")]


def phrase_pattern(wording: str) -> list[dict[str, object]]:
    """`sent ~ back|again the? x`: `~` is a gap of up to five words (`~~` of nine), `|` separates choices,
    `?` marks what may be missing."""
    pattern: list[dict[str, object]] = []
    for word in wording.split():
        if word in ("~", "~~"):
            pattern.append({"IS_PUNCT": False, "OP": "{0,9}" if word == "~~" else "{0,5}"})
            continue
        choices = word.removesuffix("?").split("|")
        token: dict[str, object] = {"LOWER": {"IN": choices}}
        if word.endswith("?"):
            token["OP"] = "?"
        pattern.append(token)
    return pattern


@cache
def labels_of(mask: str) -> tuple[Label, ...]:
    """The phrases of the vocabulary in a masked text, in order of place.

    Of phrases of one kind that overlap, the longest counts; what stands inside an `ignore` phrase, or
    a body inside a governance phrase, is none.
    """
    doc = tokenizer().make_doc(mask)
    words = {token.lower_ for token in doc}
    phrases = _phrases()
    found: list[Label] = []
    for phrase in (phrase for word in words & phrases.keys() for phrase in phrases[word]):
        # The matcher is asked only for what can be there: it looks at every token for every phrase.
        if all(choices & words for choices in phrase.needed):
            for _, first, last in phrase.matcher(doc):
                end = doc[last - 1].idx + len(doc[last - 1])
                found.append(Label(phrase.kind, phrase.value, doc[first].idx, end))
    found.sort(key=lambda label: (label.start - label.end, label.start, label.kind, label.value))
    kept: list[Label] = []
    for label in found:
        if not any(_covers(other, label) for other in kept):
            kept.append(label)
    return tuple(sorted((x for x in kept if x.kind != "ignore"), key=lambda x: (x.start, x.end)))


def _covers(other: Label, label: Label) -> bool:
    overlaps = other.start < label.end and label.start < other.end
    if other.kind == "ignore":
        return overlaps and label.kind in ("body", "outcome", "raise", "ignore")
    if other.kind == "governance" and label.kind in ("body", "vote"):
        return overlaps
    if other.kind == "consultation" and label.kind in ("stage", "to_stage"):
        return overlaps
    return overlaps and other.kind == label.kind
