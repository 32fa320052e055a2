"""What stands on a page and is not read, or not surely: told page by page, and doubted in its facts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import get_args

from extractors.contract import Doubt, Evidence, Fact, Warning, WarningCode
from extractors.pages.evidence import place_of
from extractors.pages.model import Apart, Box, Page, Word

# A page tells something in so many words at least; fewer beside a picture of this share are a scan's.
_FEWEST_WORDS = 5
_SCAN = 0.35
# So much of a page is no running header or footer, where these are so many words.
_MUCH = 0.5
_MANY_WORDS = 60

_CODES: dict[Apart, tuple[WarningCode, str]] = {
    "watermark": ("watermark", "this stands across the page and is not read with its text"),
    "hidden": ("hidden_text", "the page holds this text without showing it: it is not read"),
    "struck": ("struck_text", "this is struck through and not read"),
    "repeated": ("hidden_text", "the page holds this text twice: it is read once"),
}
_LONGEST = 200


def words_on(page: Page) -> tuple[Word, ...]:
    """All the words of a page, those that are read first."""
    return (*page.words, *(word for _, words in page.apart for word in words))


def told_of(pages: Sequence[Page], furniture: Iterable[Word]) -> Iterator[Warning]:
    """The warnings about what is not read of each page; `furniture` are the words of headers and footers."""
    running = set(furniture)
    for page in pages:
        for role, words in page.apart:
            code, said = _CODES[role]
            place = place_of(words)
            text = place.text if len(place.text) <= _LONGEST else f"{place.text[: _LONGEST - 1]}…"
            yield Warning(code, f"{said}: “{text}”", page.sheet, place.bbox, place.text)
        for note in page.notes:
            said = f"a comment, stamp or form field says: “{note.text}”; it is not read"
            yield Warning("annotation_text", said, page.sheet, note.box, note.text)
        if page.recognised:
            said = "the text of this page was recognised from a picture and may be wrong"
            yield Warning("ocr_text", said, page.sheet)
        left = sum(word not in running for word in page.words)
        if (not left and page.drawn) or (left < _FEWEST_WORDS and page.drawn >= _SCAN):
            said = (
                f"page {page.sheet} holds a picture or drawing where others have text: it could not be read"
            )
            yield Warning("unread_page", said, page.sheet)
        elif len(page.words) - left > max(_MANY_WORDS, _MUCH * len(page.words)):
            said = f"most of page {page.sheet} was taken for its header or footer"
            yield Warning("furniture", said, page.sheet)


def unread_pages(warnings: Iterable[Warning]) -> list[Warning]:
    """Those of the warnings that say that text of a page, or of the document, could not be read at all."""
    return [warning for warning in warnings if warning.code in _UNREAD]


_UNREAD: tuple[WarningCode, ...] = ("unread_page", "damaged_page", "damaged_document")


def doubted(facts: Sequence[Fact], pages: Sequence[Page]) -> tuple[Fact, ...]:
    """The facts, with a doubt on those from a recognised page or from under something that stands on them."""
    recognised = {page.sheet for page in pages if page.recognised}
    covered = {page.sheet: page.covered for page in pages if page.covered}
    if not recognised and not covered:
        return tuple(facts)
    return tuple(_with_doubts(fact, recognised, covered) for fact in facts)


def _with_doubts(fact: Fact, recognised: set[int], covered: dict[int, tuple[Box, ...]]) -> Fact:
    found: set[Doubt] = set()
    if any(place.page in recognised for place in fact.evidence):
        found.add("ocr")
    if any(_lies_under(place, covered.get(place.page, ())) for place in fact.evidence):
        found.add("overlaid")
    return _doubting(fact, found)


def taught(facts: Sequence[Fact], before: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, with a doubt on those that stand only by rows which nobody has approved yet.

    `before` is what is read without these rows.
    """
    sure = {fact.id for fact in before}
    return tuple(fact if fact.id in sure else _doubting(fact, {"taught"}) for fact in facts)


def _doubting(fact: Fact, more: set[Doubt]) -> Fact:
    found = more | set(fact.doubts)
    doubts = tuple(doubt for doubt in get_args(Doubt) if doubt in found)
    return fact if doubts == fact.doubts else replace(fact, doubts=doubts)


def _lies_under(place: Evidence, boxes: Iterable[Box]) -> bool:
    x0, top, x1, bottom = place.bbox
    return any(x0 < box[2] and box[0] < x1 and top + 1 < box[3] and box[1] < bottom - 1 for box in boxes)
