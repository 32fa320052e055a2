"""From where lines cross to the cells between them, as pdfplumber's `intersections_to_cells` finds them.

That one builds the sets of a crossing's lines anew at each of its comparisons: a third of the time of all
blocks.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.pages.model import Box

Point = tuple[float, float]
# Of each point where lines cross: pdfplumber's edges through it, upright ("v") and level ("h")
Crossings = Mapping[Point, Mapping[str, Sequence[Mapping[str, Any]]]]


def cells_between(crossings: Crossings) -> list[Box]:
    """The smallest cell that begins at each crossing, if one does, from left to right and top to bottom."""
    upright = {point: _lines(edges["v"]) for point, edges in crossings.items()}
    level = {point: _lines(edges["h"]) for point, edges in crossings.items()}
    points = sorted(crossings)
    columns: dict[float, list[Point]] = defaultdict(list)
    rows: dict[float, list[Point]] = defaultdict(list)
    for point in points:
        columns[point[0]].append(point)
        rows[point[1]].append(point)

    def corners(point: Point) -> Iterator[Point]:
        x, y = point
        right = [p for p in rows[y] if p[0] > x and level[p] & level[point]]
        for below in columns[x] if right else ():
            if below[1] > y and upright[below] & upright[point]:
                for beside in right:
                    corner = beside[0], below[1]
                    if level.get(corner, _NONE) & level[below] and upright[corner] & upright[beside]:
                        yield corner

    found = ((point, next(corners(point), None)) for point in points)
    return [(*point, *corner) for point, corner in found if corner is not None]


_NONE: frozenset[Box] = frozenset()


def _lines(edges: Sequence[Mapping[str, Any]]) -> frozenset[Box]:
    return frozenset((edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in edges)
