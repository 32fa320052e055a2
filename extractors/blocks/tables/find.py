"""The tables of a page, whatever their rulings."""

from collections.abc import Sequence

from extractors.blocks.lines.rows import Line, rows_of
from extractors.blocks.tables.labelled_rows import find_labelled
from extractors.blocks.tables.model import Table
from extractors.blocks.tables.over_pages import caption_handed_on
from extractors.blocks.tables.ruled import ruled_table
from extractors.blocks.tables.ruled_grid import find_grids
from extractors.blocks.tables.unruled import find_unruled, unruled_table
from extractors.pages.model import Page


def find_tables(page: Page, rows: Sequence[Line], before: Table | None = None) -> list[Table]:
    """The tables of one page from top to bottom; `rows` are its rows without furniture.

    `before` is the table that ended the page before, if one did: it may go on here without a header.
    """
    words = [word for row in rows for word in row.words]
    tables: list[Table] = []
    for grid in find_grids(page):
        table = ruled_table(grid, words)
        if table is not None:
            tables.append(table)
            taken = set(table.words)
            words = [word for word in words if word not in taken]
    left = rows_of(words) if tables else rows
    if labelled := find_labelled(left):
        tables += labelled
        taken = {word for table in labelled for word in table.words}
        left = [row for row in left if row.words[0] not in taken]
    carried = (before.rivers, before.edges) if before is not None and before.rivers else None
    for part in find_unruled(page, left, carried):
        tables.append(unruled_table(page.number, part))
    tables.sort(key=lambda t: t.top)
    for position in range(1, len(tables)):
        tables[position - 1 : position + 1] = caption_handed_on(*tables[position - 1 : position + 1])
    return tables
