"""Cells that span several rows: what stands once for the rows below it."""

import itertools
import re
from collections.abc import Sequence

from extractors.blocks.lines.rows import Line
from extractors.blocks.tables.names_over import Group
from extractors.blocks.tables.settings import SETTINGS
from extractors.pages.model import Box, Word
from extractors.values.references import REFERENCE

_SUMMED = re.compile(r"(?:grand )?total\b|all\b|average\b|mean\b", re.IGNORECASE)


class Hanging:
    """What hangs down a ruled table's columns: the cells that span the rows below them."""

    def __init__(self) -> None:
        self._cells: dict[int, tuple[float, tuple[Word, ...]]] = {}

    def filled(
        self, boxes: Sequence[Box], cells: Sequence[tuple[Word, ...]], edges: Sequence[float]
    ) -> list[tuple[Word, ...]]:
        """The next row's cells, those that another covers from above filled with its words."""
        bottom = min(box[3] for box in boxes)
        row = self.peek(boxes, cells, edges)
        for column, edge in enumerate(edges):
            own = _over(edge, boxes)
            if own is not None:
                self._cells.pop(column, None)
                if (
                    own[3] > bottom + SETTINGS.reach
                    and abs(own[0] - edge) <= SETTINGS.same_edge
                    and row[column]
                ):
                    self._cells[column] = own[3], row[column]
        return row

    def peek(
        self, boxes: Sequence[Box], cells: Sequence[tuple[Word, ...]], edges: Sequence[float]
    ) -> list[tuple[Word, ...]]:
        """What `filled` would give, without going on to that row."""
        row = list(cells)
        for column, edge in enumerate(edges):
            hangs = column in self._cells and _over(edge, boxes) is None
            if hangs and self._cells[column][0] > boxes[0][1] + SETTINGS.reach:
                row[column] = self._cells[column][1]
        return row

    def over(
        self, boxes: Sequence[Box], cells: Sequence[tuple[Word, ...]], edges: Sequence[float]
    ) -> list[Group]:
        """The names of the row just filled that stand over several columns, each from its left edge on.

        A cell that hangs down is a column's own name, and ends the name before it.
        """
        own = [column for column in range(len(edges)) if column in self._cells]
        return [(edges[i], () if i in own else cells[i]) for i in range(len(edges)) if cells[i] or i in own]


def _over(edge: float, boxes: Sequence[Box]) -> Box | None:
    """The cell of a row that a column's left edge lies in."""
    return next(
        (box for box in boxes if box[0] - SETTINGS.same_edge <= edge < box[2] - SETTINGS.same_edge), None
    )


def merged_down(
    records: Sequence[Sequence[Line]],
    cells: Sequence[list[list[Word]]],
    edges: Sequence[float],
    rules: Sequence[Box],
) -> list[list[list[Word]]]:
    """The rows of a table ruled between its rows only, where a rule leaves out a column: its cell spans both.

    Every row of a span has all its words. A column that no rule crosses anywhere is none of that kind.
    """
    crossed = [_crossed(a[-1], b[0], edges, rules) for a, b in itertools.pairwise(records)]
    summing = [any(map(_sums, row)) for row in cells[1:]]
    merged = [list(row) for row in cells]
    for column in range(len(edges)):
        ruled = [not any(row) or row[column] or sums for row, sums in zip(crossed, summing, strict=True)]
        if all(ruled) or not any(row[column] for row in crossed):
            continue
        starts = [0, *(i + 1 for i, cut in enumerate(ruled) if cut), len(merged)]
        for start, end in itertools.pairwise(starts):
            span = [row[column] for row in merged[start:end]]
            if _is_one([cell for cell in span if cell]):
                words = [word for cell in span for word in cell]
                for row in merged[start:end]:
                    row[column] = words
    return merged


def _is_one(filled: Sequence[Sequence[Word]]) -> bool:
    """Whether what stands in a column is one cell's text: in one row, or in lines as close as a cell's."""
    bases = sorted({word.base for cell in filled for word in cell})
    size = max((word.size for cell in filled for word in cell), default=0.0)
    apart = any(b - a > SETTINGS.cell_step * size for a, b in itertools.pairwise(bases))
    return len(filled) == 1 or (len(filled) > 1 and not apart and not any(map(_own, filled[1:])))


def _own(cell: Sequence[Word]) -> bool:
    """Whether a cell can only be a row's own: it holds a reference or a lone figure."""
    text = " ".join(word.text for word in cell)
    return REFERENCE.search(text) is not None or re.fullmatch(r"[\d.]+(?: WD)?", text) is not None


def _sums(cell: Sequence[Word]) -> bool:
    return bool(cell) and _SUMMED.match(" ".join(word.text for word in cell)) is not None


def _crossed(above: Line, below: Line, edges: Sequence[float], rules: Sequence[Box]) -> list[bool]:
    """For each column whether a rule runs through it between two lines."""
    between = [r for r in rules if above.base - 1 < r[1] < below.base - SETTINGS.rule_over * below.size]
    return [any(r[0] - SETTINGS.same_edge <= edge + 2 < r[2] for r in between) for edge in edges]
