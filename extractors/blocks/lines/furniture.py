"""Running headers and footers, found by repetition.

A line that stands at the same height with the same words on most pages is furniture, whatever its distance
from the edge. Figures may differ only where they run with the pages: rows of a long table differ in figures
too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from extractors.blocks.lines.rows import Line
from extractors.pages.model import Page, Word
from extractors.values.references import REFERENCE

# Furniture stands at the same height to within this many points, on at least this share of the pages.
_SAME_HEIGHT = 3.0

_MOST_PAGES = 0.6

# "Page 3 of 8": on a paper of one or two pages repetition proves nothing, this does.
# A number alone is one only where it is about the page's: "21." may be the end of a sentence.
_PAGE_NUMBER = re.compile(
    r"\bpage \d+ (?:of|/) \d+\b|^\W*page \d{1,3}\W*$|^[–—|\s-]*(?P<alone>\d{1,3})[–—|\s-]*$", re.IGNORECASE
)

_NUMBERED_FROM = 3

_FIGURE = re.compile(r"\d{1,9}")

# The share of a page's height at its top and foot where that counts.
_MARGIN = 0.11


def furniture_of(pages: Sequence[Page], rows: Sequence[Sequence[Line]]) -> set[Line]:
    """The running headers and footers among the rows of each page."""
    places: dict[str, list[tuple[float, float, Line]]] = defaultdict(list)
    for page, page_rows in zip(pages, rows, strict=True):
        for row in page_rows:
            key = _FIGURE.sub("#", row.text.casefold())
            places[key].append((row.base, page.height - row.base, row))
    enough = max(3, _MOST_PAGES * (len(pages) - 1))
    found = {row for seen in places.values() for row in _repeated(seen, enough)}
    for page, page_rows in zip(pages, rows, strict=True):
        found.update(_numbered(page, page_rows))
    return {row for page_rows in rows for row in _outermost(page_rows, found)}


def _repeated(seen: Sequence[tuple[float, float, Line]], enough: float) -> list[Line]:
    """The lines of one text, each with its distances from head and foot, that repeat on enough pages."""
    if len({row.page for *_, row in seen}) < enough:
        return []  # nearly all that a report prints: a long one would be compared with itself
    seen = _alike(seen)
    # What is printed on every page stands at very few heights: each is asked about once.
    heights = {(base, foot) for base, foot, _ in seen}
    # on a page that lies on its side it stands at another height: all of them, where some repeat
    repeats = any(_pages_near(base, foot, seen) >= enough for base, foot in heights)
    return [row for _, _, row in seen] if repeats else []


def _alike(seen: Sequence[tuple[float, float, Line]]) -> list[tuple[float, float, Line]]:
    """Those lines of one text, figures aside, whose figures are the same or run with the pages.

    "Page 3 of 8": the 3 runs, the 8 is the same. A row about a modification is none of them.
    """
    kept = [(row, _figures(row)) for *_, row in seen if not REFERENCE.search(row.text)]
    for place in range(len(kept[0][1]) if kept else 0):
        usual = Counter(way for _, figures in kept for way in _ways(figures[place])).most_common(1)[0][0]
        kept = [(row, figures) for row, figures in kept if usual in _ways(figures[place])]
    rows = {row for row, _ in kept}
    return [one for one in seen if one[2] in rows]


def _figures(row: Line) -> list[tuple[int, int]]:
    return [(int(figure), int(figure) - row.page) for figure in _FIGURE.findall(row.text)]


def _ways(figure: tuple[int, int]) -> tuple[tuple[str, int], tuple[str, int]]:
    """What a figure is, and how far it runs before its page."""
    return ("is", figure[0]), ("runs", figure[1])


def _numbered(page: Page, rows: Sequence[Line]) -> set[Line]:
    """The lines of a page's head or foot in which its number is printed, and those outward of them."""
    found: set[Line] = set()
    for position, row in enumerate(rows):
        number = _PAGE_NUMBER.search(row.text)
        if number is None or abs(int(number["alone"] or page.number) - page.number) > _NUMBERED_FROM:
            continue
        if row.base < _MARGIN * page.height:
            found.update(rows[: position + 1])
        elif row.base > (1 - _MARGIN) * page.height:
            found.update(rows[position:])  # a footer's second line stands below its first
    return found


def stands_at_foot(words: Sequence[Word], page: Page) -> bool:
    """Whether words are one line within a page's foot, where a footer stands."""
    return all(w.base > (1 - _MARGIN) * page.height and w.base == words[0].base for w in words)


def _pages_near(base: float, foot: float, seen: Sequence[tuple[float, float, Line]]) -> int:
    """On how many pages the text stands at this height, from the top or, where pages differ, the foot."""
    return len(
        {
            row.page
            for height, rest, row in seen
            if abs(height - base) <= _SAME_HEIGHT or abs(rest - foot) <= _SAME_HEIGHT
        }
    )


def _outermost(rows: Sequence[Line], found: set[Line]) -> list[Line]:
    """Furniture stands above or below all else: rows of it from the page's top and bottom inward."""
    kept: list[Line] = []
    for ordered in (rows, list(reversed(rows))):
        for row in ordered:
            if row not in found:
                break
            kept.append(row)
    return kept
