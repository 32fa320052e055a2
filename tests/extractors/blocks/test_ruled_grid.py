"""Ruled tables from the lines that were drawn."""

from collections.abc import Callable, Sequence

from extractors.blocks.tables.ruled_grid import find_grids, words_in
from extractors.pages.model import Box, Page, Word


def ruled(columns: Sequence[float], rows: Sequence[float], thickness: float = 0) -> list[Box]:
    """The lines of a table with these edges; with a thickness they are thin rectangles."""
    half = thickness / 2
    across = [(columns[0], y - half, columns[-1], y + half) for y in rows]
    return across + [(x - half, rows[0], x + half, rows[-1]) for x in columns]


def sheet(rules: Sequence[Box]) -> Page:
    return Page(1, 595, 842, (), tuple(rules), (), (), ())


def test_the_cells_of_a_table_row_by_row() -> None:
    (grid,) = find_grids(sheet(ruled([72, 200, 300], [100, 120, 140])))
    assert grid.box == (72, 100, 300, 140)
    assert grid.rows == (
        ((72, 100, 200, 120), (200, 100, 300, 120)),
        ((72, 120, 200, 140), (200, 120, 300, 140)),
    )


def test_thin_rectangles_are_lines() -> None:
    (grid,) = find_grids(sheet(ruled([72, 200, 300], [100, 120, 140], thickness=1)))
    assert [len(row) for row in grid.rows] == [2, 2]


def test_lines_drawn_cell_by_cell_are_one_line() -> None:
    pieces = [
        edge
        for x0, x1 in ((72, 200), (200.4, 300))
        for top, bottom in ((100, 120), (120.3, 140))
        for edge in ruled([x0, x1], [top, bottom])
    ]
    (grid,) = find_grids(sheet(pieces))
    assert [len(row) for row in grid.rows] == [2, 2]


def test_a_merged_caption_row_is_one_wide_cell() -> None:
    below = ruled([72, 200, 300], [120, 140, 160])
    (grid,) = find_grids(sheet([*below, *ruled([72, 300], [100, 120])]))
    assert [len(row) for row in grid.rows] == [1, 2, 2]
    assert grid.rows[0] == ((72, 100, 300, 120),)


def test_tables_are_found_from_top_to_bottom() -> None:
    low, high = ruled([72, 200, 300], [400, 420, 440]), ruled([72, 200, 300], [100, 120, 140])
    assert [grid.box[1] for grid in find_grids(sheet([*low, *high]))] == [100, 400]


def test_a_frame_is_no_table() -> None:
    assert find_grids(sheet(ruled([72, 300], [100, 140]))) == []
    assert find_grids(sheet([(72, 100, 300, 100)])) == []


def test_a_drawing_of_thousands_of_lines_is_no_table() -> None:
    strokes = [(72 + i % 60, 100 + i // 60, 80 + i % 60, 100 + i // 60) for i in range(5000)]
    assert find_grids(sheet(strokes)) == []


def test_a_word_belongs_to_the_cell_that_holds_its_middle(words: Callable[..., list[Word]]) -> None:
    laid = words("left over")
    assert words_in((70, 90, 100, 104), laid) == [laid[0]]
    assert words_in((0, 0, 595, 842), laid) == laid
    assert words_in((70, 104, 300, 120), laid) == []
