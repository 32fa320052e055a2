"""Words to printed rows: what stands on one baseline, cut where a wide gap separates two columns.

Running headers and footers are found by repetition: a row that stands at the same height with the same
words (figures aside) on most pages is furniture, whatever its distance from the edge.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from extractors.pages.pdfium import Page, Word

# Two words stand on one row when their baselines differ by less than this share of the type size
# (a footnote's raised figure does not make a row of its own).
_SAME_BASELINE = 0.4
# A figure raised further stands on the row as well: so much smaller, so far up and so near, in type sizes.
_SMALL = 0.85
_RAISED = 0.7
_BESIDE = 0.15
# A gap wider than this many type sizes separates two columns.
_COLUMN_GAP = 1.15
# Furniture stands at the same height to within this many points, on at least this share of the pages.
_SAME_HEIGHT = 3.0
_MOST_PAGES = 0.6


@dataclass(frozen=True, eq=False)
class Segment:
    """Words of one row with no wide gap between them, from left to right."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, eq=False)
class Row:
    """One printed line of a page, top to bottom in order; heights in points."""

    page: int
    segments: tuple[Segment, ...]
    top: float
    bottom: float
    base: float

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for segment in self.segments for word in segment.words)

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @cached_property
    def x1(self) -> float:
        return max(segment.x1 for segment in self.segments)

    @cached_property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self.words)


def rows_of(words: Iterable[Word]) -> list[Row]:
    """The rows of one page's words, from top to bottom."""
    return [_row(line) for line in lines_of(words)]


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """One page's words by row, from top to bottom and from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=attrgetter("base", "x0")):
        if lines and word.base - lines[-1][0].base <= _SAME_BASELINE * max(word.size, lines[-1][0].size, 6):
            lines[-1].append(word)
        else:
            lines.append([word])
    for position in range(len(lines) - 2, -1, -1):
        if _stands_over(lines[position], lines[position + 1]):
            lines[position + 1].extend(lines.pop(position))
    for line in lines:
        if len(line) > 1:
            line.sort(key=attrgetter("x0", "x1"))
    return lines


def _stands_over(line: list[Word], below: list[Word]) -> bool:
    """Whether a line is the raised figures of footnotes alone, each right beside a word of the line below."""
    return all(
        word.text.isdigit()
        and len(word.text) <= 2
        and any(
            word.size < _SMALL * other.size
            and other.base - word.base < _RAISED * other.size
            and min(abs(word.x0 - other.x1), abs(other.x0 - word.x1)) < _BESIDE * other.size
            for other in below
        )
        for word in line
    )


def _row(line: list[Word]) -> Row:
    segments: list[list[Word]] = [[line[0]]]
    for before, word in itertools.pairwise(line):
        if word.x0 - before.x1 > _COLUMN_GAP * max(word.size, before.size, 6):
            segments.append([word])
        else:
            segments[-1].append(word)
    return Row(
        line[0].page,
        tuple(Segment(tuple(segment)) for segment in segments),
        min([word.top for word in line]),
        max([word.bottom for word in line]),
        max([word.base for word in line]),
    )


# "Page 3 of 8": on a paper of one or two pages repetition proves nothing, this does.
# A number alone is one only where it is about the page's: "21." may be the end of a sentence.
_PAGE_NUMBER = re.compile(
    r"\bpage \d+ (?:of|/) \d+\b|^\W*page \d{1,3}\W*$|^[–—|\s-]*(?P<alone>\d{1,3})[–—|\s-]*$", re.IGNORECASE
)
_NUMBERED_FROM = 3
# The share of a page's height at its top and foot where that counts.
_MARGIN = 0.11


def furniture_of(pages: Sequence[Page], rows: Sequence[Sequence[Row]]) -> set[Row]:
    """The running headers and footers among the rows of each page."""
    places: dict[str, list[tuple[float, float, Row]]] = defaultdict(list)
    for page, page_rows in zip(pages, rows, strict=True):
        for row in page_rows:
            key = re.sub(r"\d+", "#", row.text.casefold())
            places[key].append((row.base, page.height - row.base, row))
    enough = max(3, _MOST_PAGES * (len(pages) - 1))
    found: set[Row] = set()
    for seen in places.values():
        if len({row.page for *_, row in seen}) < enough:
            continue  # nearly all that a report prints: a long one would be compared with itself
        # What is printed on every page stands at very few heights: each is asked about once.
        repeated = {(base, foot): _pages_near(base, foot, seen) >= enough for base, foot, _ in seen}
        found.update(row for base, foot, row in seen if repeated[base, foot])
        if any(repeated.values()):  # on a page that lies on its side, at another height
            found.update(row for _, _, row in seen)
    for page, page_rows in zip(pages, rows, strict=True):
        for position, row in enumerate(page_rows):
            number = _PAGE_NUMBER.search(row.text)
            if number is None or abs(int(number["alone"] or page.number) - page.number) > _NUMBERED_FROM:
                continue
            if row.base < _MARGIN * page.height:
                found.update(page_rows[: position + 1])
            elif row.base > (1 - _MARGIN) * page.height:
                found.update(page_rows[position:])  # a footer's second line stands below its first
    return {row for page_rows in rows for row in _outermost(page_rows, found)}


def stands_at_foot(words: Sequence[Word], page: Page) -> bool:
    """Whether words are one line within a page's foot, where a footer stands."""
    return all(w.base > (1 - _MARGIN) * page.height and w.base == words[0].base for w in words)


def _pages_near(base: float, foot: float, seen: Sequence[tuple[float, float, Row]]) -> int:
    """On how many pages the text stands at this height, from the top or, where pages differ, the foot."""
    return len(
        {
            row.page
            for height, rest, row in seen
            if abs(height - base) <= _SAME_HEIGHT or abs(rest - foot) <= _SAME_HEIGHT
        }
    )


def _outermost(rows: Sequence[Row], found: set[Row]) -> list[Row]:
    """Furniture stands above or below all else: rows of it from the page's top and bottom inward."""
    kept: list[Row] = []
    for ordered in (rows, list(reversed(rows))):
        for row in ordered:
            if row not in found:
                break
            kept.append(row)
    return kept
