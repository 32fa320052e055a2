"""A table's cells in the places that a browser gives them: spans filled, every row as wide as it is seen."""

from pipeline.register.files.html.page import Cell, Table

HOLE = Cell(down=0)  # a place that no cell was written for, before one that reaches down from above
_WIDEST = 256
_LARGEST = 3_000_000  # places in all tables of one page; 50,000 modifications take a quarter


class TooLarge(ValueError):
    """No register has so many cells."""


def grid(table: Table, taken: int = 0) -> list[list[Cell]]:
    """The table's rows, a cell that spans several places in each of them.

    A row without a cell for its last places is short; between others such a place is a HOLE. `taken` are
    the places that other tables of the page filled. Raises TooLarge.
    """
    rows: list[list[Cell]] = []
    for section in table.sections:
        hanging: dict[int, tuple[Cell, int]] = {}  # place → what reaches down into the next row, and how far
        for written in section:
            row, hanging = _row(written, hanging)
            rows.append(row)
            taken += len(row)
            if taken > _LARGEST:
                raise TooLarge
    return rows


def _row(
    written: list[Cell], hanging: dict[int, tuple[Cell, int]]
) -> tuple[list[Cell], dict[int, tuple[Cell, int]]]:
    row: list[Cell] = []
    below: dict[int, tuple[Cell, int]] = {}
    cells = iter(written)
    cell, left = next(cells, None), 0
    if cell is not None:
        left = cell.across
    while len(row) < _WIDEST:
        place = len(row)
        if place in hanging:
            reaching, more = hanging[place]
            if more > 1:
                below[place] = (reaching, more - 1)
            row.append(reaching)
            continue
        if cell is None:
            if not any(at > place for at in hanging):
                break
            row.append(HOLE)
            continue
        if cell.down > 1:
            below[place] = (cell, cell.down - 1)
        row.append(cell)
        left -= 1
        if left == 0:
            cell = next(cells, None)
            left = cell.across if cell else 0
    return row, below
