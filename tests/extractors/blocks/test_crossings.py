"""The cells between crossing lines: the same as pdfplumber's, whatever lines are drawn."""

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

from extractors.blocks.tables.crossings import cells_between

_STEPS = st.integers(0, 5)
_LINES = st.lists(st.tuples(st.booleans(), _STEPS, _STEPS, _STEPS), max_size=30)


def edge(upright: bool, at: int, start: int, end: int) -> dict[str, object]:
    low, high = 10.0 * min(start, end), 10.0 * max(start, end)
    x0, x1, top, bottom = (10.0 * at, 10.0 * at, low, high) if upright else (low, high, 10.0 * at, 10.0 * at)
    sizes = {"width": x1 - x0, "height": bottom - top}
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        **sizes,
        "orientation": "v" if upright else "h",
    }


@given(_LINES)
def test_the_cells_are_pdfplumber_s(lines: list[tuple[bool, int, int, int]]) -> None:
    merged = merge_edges([edge(*line) for line in lines], 3, 3, 3, 3)
    crossings = edges_to_intersections(merged, 3, 3)
    assert cells_between(crossings) == intersections_to_cells(crossings)


def test_a_grid_of_two_by_two_has_four_cells() -> None:
    lines = [edge(upright, at, 0, 2) for upright in (True, False) for at in (0, 1, 2)]
    cells = cells_between(edges_to_intersections(lines, 1, 1))
    assert cells == [(0, 0, 10, 10), (0, 10, 10, 20), (10, 0, 20, 10), (10, 10, 20, 20)]
