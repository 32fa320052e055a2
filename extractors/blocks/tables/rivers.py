"""The white strips between the columns of a table that nothing rules, and the cells between them."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.blocks.lines.rows import Line
from extractors.blocks.tables.header import Header, header_of_names
from extractors.blocks.tables.settings import SETTINGS
from extractors.pages.model import Word

# The white strips between a table's columns, and the columns' left edges.
Columns = tuple[tuple[tuple[float, float], ...], tuple[float, ...]]


@dataclass(slots=True)
class UnruledTable:
    """A table found by alignment; `rivers` are the white strips between neighbouring columns."""

    header: Header | None
    caption: tuple[Word, ...]
    header_words: tuple[Word, ...]
    rivers: list[tuple[float, float]]
    edges: tuple[float, ...]
    top: float
    bottom: float = 0.0
    rows: list[list[list[Word]]] = field(default_factory=list)


def part_columns(table: UnruledTable, lines: Sequence[Line]) -> None:
    """Finds columns that the header alone did not show: without a name, or with names set close.

    White space that no word crosses, header included, is a river where most rows have words on both
    its sides.
    """
    if table.header is None or not lines:
        return
    bounds = [-1e9, *((a + b) / 2 for a, b in table.rivers), 1e9]
    found: list[tuple[float, float]] = []
    for left, right in itertools.pairwise(bounds):
        rows = [[w for w in line.words if left < (w.x0 + w.x1) / 2 < right] for line in lines]
        names = [w for w in table.header_words if left < (w.x0 + w.x1) / 2 < right]
        for gap in _gaps([w for row in (*rows, names) for w in row]):
            both = sum(
                1 for row in rows if any(w.x1 <= gap[0] for w in row) and any(w.x0 >= gap[1] for w in row)
            )
            if both >= SETTINGS.both_sides * sum(1 for row in rows if row):
                found.append(gap)
    if not found:
        return
    rivers = sorted([*table.rivers, *found])
    cells = cells_of(table.header_words, rivers)
    header = header_of_names([" ".join(w.text for w in cell) for cell in cells])
    # one row alone shows no column; two names that are known do
    if header.known >= table.header.known + (len(lines) < 2):
        every = [w for line in lines for w in line.words] + list(table.header_words)
        columns = cells_of(every, rivers)
        table.rivers, table.header = rivers, header
        table.edges = tuple(min((w.x0 for w in c), default=0.0) for c in columns)


def _gaps(words: Sequence[Word]) -> list[tuple[float, float]]:
    """White strips between words, wider than the space between two words of a line."""
    gaps: list[tuple[float, float]] = []
    reach: float | None = None
    for word in sorted(words, key=lambda w: w.x0):
        if reach is not None and word.x0 - reach > SETTINGS.column_space * word.size:
            gaps.append((reach, word.x0))
        reach = word.x1 if reach is None else max(reach, word.x1)
    return gaps


def narrow(river: tuple[float, float], words: Iterable[Word]) -> tuple[float, float]:
    """What is left of a river when these words stand in its way: its widest open part."""
    left, right = river
    parts = [(left, right)]
    for word in words:
        cut: list[tuple[float, float]] = []
        for a, b in parts:
            if word.x1 <= a or word.x0 >= b:
                cut.append((a, b))
            else:
                cut.extend(p for p in ((a, word.x0), (word.x1, b)) if p[1] > p[0])
        parts = cut
    return max(parts, key=lambda p: p[1] - p[0], default=(left, left))


def cells_of(words: Iterable[Word], rivers: Sequence[tuple[float, float]]) -> list[list[Word]]:
    """Words by the column they stand in."""
    middles = [(left + right) / 2 for left, right in rivers]
    cells: list[list[Word]] = [[] for _ in range(len(rivers) + 1)]
    for word in words:
        cells[sum((word.x0 + word.x1) / 2 > middle for middle in middles)].append(word)
    return cells
