"""Fully ruled tables: pdfplumber's table finder, fed with the lines that PDFium saw drawn."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from pdfplumber.table import cells_to_tables, edges_to_intersections, merge_edges

from extractors.blocks.tables.crossings import cells_between
from extractors.blocks.tables.settings import SETTINGS
from extractors.pages.model import Box, Page, Word

# More rules than this is a drawing, not a table: finding crossings is quadratic.
_MOST_RULES = 4000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells, row by row from the top; every cell is a box in page space."""

    page: int
    box: Box
    rows: tuple[tuple[Box, ...], ...]


def find_grids(page: Page) -> list[Grid]:
    """The ruled tables of a page with at least two columns, from top to bottom.

    One of a single row may be a bar chart's frame, or what a page break left of a table.
    """
    edges = [edge for rule in page.rules if (edge := _edge(rule))]
    if len(edges) < 6 or len(edges) > _MOST_RULES:
        return []
    snap = SETTINGS.ruled_snap
    merged = merge_edges(edges, snap, snap, snap, snap)
    cells = cells_between(edges_to_intersections(merged, snap, snap))
    grids = [_parted(_grid(page.number, table), page.fills) for table in cells_to_tables(cells)]
    return sorted((g for g in grids if _is_table(g)), key=lambda g: (g.box[1], g.box[0]))


def _edge(rule: Box) -> dict[str, object] | None:
    x0, top, x1, bottom = rule
    flat = x1 - x0 >= bottom - top
    if max(x1 - x0, bottom - top) < SETTINGS.shortest_rule:
        return None
    if flat:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if flat else "v",
        "object_type": "line",
    }


def _grid(page: int, cells: Sequence[Box]) -> Grid:
    heights: dict[float, list[Box]] = defaultdict(list)
    for cell in cells:
        heights[round(cell[1], 1)].append(cell)
    rows = tuple(tuple(sorted(heights[height], key=itemgetter(0))) for height in sorted(heights))
    return Grid(page, _around(cells), rows)


def _around(cells: Sequence[Box]) -> Box:
    x0, top, x1, bottom = zip(*cells, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _parted(grid: Grid, fills: Sequence[Box]) -> Grid:
    """The grid with those rows cut in two in which a painted band begins or ends right across.

    Between a header and a first row that is painted, some producers draw no rule.
    """
    rows: list[tuple[Box, ...]] = []
    for row in grid.rows:
        x0, top, x1, bottom = row[0][0], row[0][1], row[-1][2], row[0][3]
        inside = [f for f in fills if x0 - SETTINGS.ruled_snap < f[0] and f[2] < x1 + SETTINGS.ruled_snap]
        heights = {
            round(y)
            for f in inside
            for y in (f[1], f[3])
            if top + SETTINGS.lowest_row < y < bottom - SETTINGS.lowest_row
        }
        cut = next(
            (y for y in sorted(heights) if _across(inside, y) > SETTINGS.right_across * (x1 - x0)), None
        )
        if cut is None or len(row) < 2:
            rows.append(row)
        else:
            rows.append(tuple((c[0], c[1], c[2], float(cut)) for c in row))
            rows.append(tuple((c[0], float(cut), c[2], c[3]) for c in row))
    return Grid(grid.page, grid.box, tuple(rows))


def _across(fills: Sequence[Box], height: int) -> float:
    """How much of the width the bands take that begin, or those that end, at a height."""
    begin = sum(f[2] - f[0] for f in fills if round(f[1]) == height)
    return max(begin, sum(f[2] - f[0] for f in fills if round(f[3]) == height))


def _is_table(grid: Grid) -> bool:
    return max(map(len, grid.rows)) >= 2


def words_by_cell(grid: Grid, words: Sequence[Word]) -> list[list[list[Word]]]:
    """The words of each cell, row by row, in the order given."""
    found = []
    for cells in grid.rows:
        beside = words_in(_around(cells), words)  # few: not every cell asks for every word of the page
        found.append([words_in(cell, beside) for cell in cells])
    return found


def words_in(box: Box, words: Sequence[Word]) -> list[Word]:
    """The words whose middle lies in the box, in the order given."""
    x0, top, x1, bottom = box
    return [w for w in words if x0 <= (w.x0 + w.x1) / 2 <= x1 and top <= (w.top + w.bottom) / 2 <= bottom]
