"""Sentences with what they speak of: references and titles, dates, releases, counts, and labelled phrases.

References with their titles, dates, months and releases are masked first, so that no word of a title is
ever taken for an outcome or a body. What is left is labelled by spaCy's matcher over the vocabulary.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.facts.sentences.sentence import Number, Placed, Sentence, Span
from extractors.values.dates import DateSpan, MonthSpan, find_dates, find_months
from extractors.values.mention_span import MentionSpan, Titles
from extractors.values.mentions import find_mentions
from extractors.values.numbers import NUMBER, read_number
from extractors.values.releases import ReleaseSpan, find_releases
from extractors.vocabulary.column_names import column_role
from extractors.vocabulary.phrases import labels_of

_MASKS = {MentionSpan: "Ref", ReleaseSpan: "Rel", DateSpan: "Dat", MonthSpan: "Mon"}

# "… this month. The CSC …": a full stop, white space, and what can begin a sentence; "Ltd. on" is none
_SENTENCE_END = re.compile(
    r"(?<!\A\d)(?<!\bLtd)(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\bMr)(?<!\bDr)(?<!\b[A-Z])[.!?][”’\")]*\s+(?=[A-Z“‘\"(\d])"
)

# "Closing date: …": one to four words and a colon
_LABEL = re.compile(r"([A-Z][\w/-]*(?: [\w/-]+){0,3})\s*:\s")

# "The results are in Table 2.": no count
_NUMBERS_A_TABLE = re.compile(r"\b(?:table|figure|appendix|annex)\s+$", re.IGNORECASE)

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
        if "Ref" in piece and (_is_labelled(mask[end:]) or _is_fragment(mask[end:])):
            continue
        if piece.strip():
            sentences.append(_sentence(text, piece, start, places, len(mask)))
        start = end
    return sentences


def _is_labelled(rest: str) -> bool:
    """Whether a text begins with a label that a table's column could have: `Closing date: Dat.`"""
    label = _LABEL.match(rest)
    return label is not None and column_role(label[1]) not in (
        None,
        "label",
        "next_step",
        "note",
        "reference",
        "stage",
    )


# "Raised 6 Oct 2021 by Emslie Law, OVO Energy.", after "DP183 – Reporting the age of SMETS1 firmware."
_FRAGMENT = re.compile(r"\s*([A-Z][a-z]+) (?:(?:on|until|by|since) )?Dat\b(?!\s*:)")

_TOLD_IN_FRAGMENTS = ("raise", "status", "outcome")


def _is_fragment(rest: str) -> bool:
    """Whether a text begins with a verb and its day, so that it says of the modification before it."""
    fragment = _FRAGMENT.match(rest)
    if fragment is None:
        return False
    end = _SENTENCE_END.search(rest)
    told = any(x.kind in _TOLD_IN_FRAGMENTS for x in labels_of(fragment[1]))
    return told and "Ref" not in rest[: end.start() if end else len(rest)]


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
