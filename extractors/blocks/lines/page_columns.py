"""Pages set in two columns of running text, cut into the parts that are read one after the other.

A table without rulings looks much the same; two columns are only seen where both hold a list.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.blocks.lines.rows import Line, rows_of
from extractors.pages.model import Page, Word
from extractors.values.references import REFERENCE

# The white between two columns, in points, and where it may lie across the page.
_GUTTER = 10.0
_MIDDLE = (0.35, 0.65)
# The right column's lines begin within so many points of its edge; a list's numbers may end at one line.
_EDGE = 3.0
_FEWEST_LINES = 3
# A page has few such places; whoever draws thousands waits for nothing.
_MOST_EDGES = 8
_MOST_RUNS = 4
# A line goes on with the column above it at a step of at most so many type sizes.
_STEP = 1.7
# "1.", "2)", "•": how a list's item begins
_ITEM = re.compile(r"\d{1,2}[.)]|[•●○▪■‣–-]")


def in_columns(page: Page, rows: Sequence[Line]) -> list[list[Line]]:
    """A page's rows in parts: above two columns, the left one, the right one, and below; else in one part."""
    parts, rest = [], list(rows)
    for _ in range(_MOST_RUNS):
        found = max(_columns(page, rest), key=lambda run: run[1] - run[0], default=None)
        if found is None:
            break
        first, last, edge = found
        words = [word for row in rest[first:last] for word in row.words]
        left = rows_of(word for word in words if word.x0 < edge - _EDGE)
        right = rows_of(word for word in words if word.x0 >= edge - _EDGE)
        parts += [rest[:first], left, right]
        rest = rest[last:]
    return [part for part in (*parts, rest) if part] or [[]]


def _columns(page: Page, rows: Sequence[Line]) -> Iterator[tuple[int, int, float]]:
    """The first row, the one after the last and the right column's edge of what may be two columns."""
    low, high = (share * page.width for share in _MIDDLE)
    begins = Counter(
        round(b.x0)
        for row in rows
        for a, b in pairwise(row.segments)
        if low < b.x0 < high and b.x0 - a.x1 > _GUTTER
    )
    for edge in sorted(edge for edge, _ in begins.most_common(_MOST_EDGES)):
        run: list[int] = []
        for position in range(len(rows) + 1):
            if position < len(rows) and not _crosses(rows[position], edge):
                run.append(position)
                continue
            beside = [p for p in run if rows[p].x1 >= edge - _EDGE]
            if len(beside) >= _FEWEST_LINES:
                last = beside[-1] + 1
                while last <= run[-1] and rows[last].base - rows[last - 1].base < _STEP * rows[last].size:
                    last += 1
                if _two_lists(page, rows[beside[0] : last], edge):
                    yield beside[0], last, float(edge)
            run = []


def _crosses(row: Line, edge: float) -> bool:
    """Whether a row has words in the white before an edge, or words right of it that do not begin at it."""
    right = [word for word in row.words if word.x0 >= edge - _EDGE]
    return any(word.x1 > edge - _GUTTER and word.x0 < edge - _EDGE for word in row.words) or (
        bool(right) and right[0].x0 > edge + 3 * right[0].size
    )


def _two_lists(page: Page, rows: Sequence[Line], edge: float) -> bool:
    ruled = any(
        rule[1] < rows[-1].base and rule[3] > rows[0].top and rule[0] < edge < rule[2] for rule in page.rules
    )
    sides: tuple[list[Word], list[Word]] = ([], [])
    texts: tuple[list[Word], list[Word]] = ([], [])
    for row in rows:
        right = [word for word in row.words if word.x0 >= edge - _EDGE]
        left = [word for word in row.words if word.x0 < edge - _EDGE]
        for side, text, words in zip(sides, texts, (left, right), strict=True):
            text.extend(words)
            if len(words) > 1 and _ITEM.fullmatch(words[0].text):
                side.append(words[0])
    # "• MP100 ‘Bulk’ | • approved" is a table
    named = all(REFERENCE.search(" ".join(word.text for word in side)) for side in texts)
    return not ruled and named and all(len(side) > 1 for side in sides)
