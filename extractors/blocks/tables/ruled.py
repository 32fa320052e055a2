"""Tables whatever their rulings: captions, headers and rows of cells, joined over page breaks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from extractors.blocks.lines.rows import Row, lines_of, rows_of
from extractors.blocks.tables.merged_cells import Group, Hanging, grouped, tell
from extractors.blocks.tables.ruled_grid import Grid, find_grids, words_by_cell
from extractors.blocks.tables.unruled import AlignedTable, cells_of, find_aligned
from extractors.pages.pdfium import Page, Word
from extractors.values.references import REFERENCE
from extractors.vocabulary.column_names import Header, header_of_names, read_header

# Two tables on neighbouring pages are one when their column edges agree to within this many points.
_SAME_EDGES = 6.0


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one cell in reading order."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed: caption, column roles and rows of cells, one cell a column.

    `edges` are the columns' left edges, `rivers` the white strips between the columns of a table that
    nothing rules. `header` is None where no row of it is a known header.
    """

    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]
    caption: tuple[Word, ...]
    header: Header | None
    header_words: tuple[Word, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rivers: tuple[tuple[float, float], ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """All words of the table: caption, header and cells."""
        cells = (word for row in self.rows for cell in row for word in cell.words)
        return (*self.caption, *self.header_words, *cells)

    def caption_text(self) -> str:
        return " ".join(word.text for word in self.caption)


def reading_order(words: Iterable[Word]) -> tuple[Word, ...]:
    """Words of one cell line by line."""
    return tuple(chain.from_iterable(lines_of(words)))


def find_tables(page: Page, rows: Sequence[Row], before: Table | None = None) -> list[Table]:
    """The tables of one page from top to bottom; `rows` are its rows without furniture.

    `before` is the table that ended the page before, if one did: it may go on here without a header.
    """
    words = [word for row in rows for word in row.words]
    tables = []
    for grid in find_grids(page):
        table = _from_grid(grid, words)
        if table is not None:
            tables.append(table)
            taken = set(table.words)
            words = [word for word in words if word not in taken]
    left = rows_of(words)
    carried = (before.rivers, before.edges) if before is not None and before.rivers else None
    for part in find_aligned(page, left, carried):
        tables.append(_from_aligned(page.number, part))
    tables.sort(key=lambda t: t.top)
    for position in range(1, len(tables)):
        tables[position - 1 : position + 1] = _caption_handed_on(*tables[position - 1 : position + 1])
    return tables


def _from_aligned(page: int, part: AlignedTable) -> Table:
    body = [tuple(Cell(reading_order(cell)) for cell in row) for row in part.rows]
    header, header_words = part.header, part.header_words
    if header is not None:
        names = [Cell(reading_order(cell)) for cell in cells_of(header_words, part.rivers)]
        if (turned := _turned(names, header, body)) is not None:
            header, header_words, body = turned[0], tuple(turned[1]), turned[2]
    return Table(
        page,
        part.top,
        part.bottom,
        part.edges,
        part.caption,
        header,
        header_words,
        tuple(body),
        tuple(part.rivers),
    )


def _caption_handed_on(above: Table, table: Table) -> tuple[Table, Table]:
    """Two tables of which the first may have taken the caption of the second for its last row."""
    filled = [cell for cell in above.rows[-1] if cell.words] if len(above.rows) > 1 else []
    if table.caption or table.header is None or len(filled) != 1 or len(above.edges) < 2:
        return above, table
    caption = filled[0].words
    one_line = len({round(word.base) for word in caption}) == 1
    near = 0 <= min(w.top for w in table.header_words) - max(w.bottom for w in caption) < 2 * caption[0].size
    if not one_line or not near or REFERENCE.search(filled[0].text):
        return above, table
    return replace(above, rows=above.rows[:-1]), replace(table, caption=caption)


def _from_grid(grid: Grid, words: Sequence[Word]) -> Table | None:
    """A ruled table: rows of one wide cell before the header are its caption."""
    rows = words_by_cell(grid, words)
    full = max(len(row) for row in rows)
    widest = next(row for row in grid.rows if len(row) == full)
    edges = tuple(cell[0] for cell in widest)
    caption: list[Word] = []
    header: Header | None = None
    header_words: list[Word] = []
    body: list[tuple[Cell, ...]] = []
    groups: list[Group] = []
    names: list[Cell] = []
    hanging = Hanging()
    for position, (boxes, cells) in enumerate(zip(grid.rows, rows, strict=True)):
        if not any(cells):
            continue
        filled = [cell for cell in cells if cell]
        above_body = not body and header is None
        if above_body and len(filled) == 1 and len(boxes) < full:
            caption.extend(reading_order(filled[0]))
            continue
        spread = hanging.filled(boxes, _spread(boxes, cells, edges), edges)
        if above_body and len(boxes) < full and _is_over_header(grid, rows, position, edges, hanging):
            groups = hanging.over(boxes, spread, edges)
            continue
        if above_body:
            found = read_header([_heading_text(cell) for cell in spread])
            if found is None and len(filled) == full and _is_bold_over_reference(rows, cells):
                found = header_of_names([_heading_text(cell) for cell in spread])
            if found is not None:
                header, names = grouped(found, edges, groups), [Cell(cell) for cell in spread]
                header_words = [word for cell in (*(name for _, name in groups), *spread) for word in cell]
                continue
        body.append(tuple(Cell(cell) for cell in spread))
    if not body and header is None:
        return None
    if header is None and len(body) > 1:
        turned = _turned(body[0], None, body[1:])
    else:
        turned = _turned(names, header, body)
    if turned is not None:
        header, header_words, body = turned
    return Table(
        grid.page, grid.box[1], grid.box[3], edges, tuple(caption), header, tuple(header_words), tuple(body)
    )


# "Cost (£k)", "Days in stage", "PAs open last month"
_OTHER_FIGURES = re.compile(
    r"cost|£|\bin stage|meeting|consultation|last month|previous|target|budget", re.IGNORECASE
)


def _turned(
    names: Sequence[Cell], header: Header | None, body: Sequence[tuple[Cell, ...]]
) -> tuple[Header, list[Word], list[tuple[Cell, ...]]] | None:
    """A summary whose figures stand in rows, turned: `Number | 9 | 25`, `Average | 36 | 39` under names.

    Where the names make a header as the vocabulary has it, none of them is the name of figures.
    """
    if not 1 <= len(body) <= 7 or len(names) < 3 or any(len(row) != len(names) for row in body):
        return None
    figures = [cell.text for row in body for cell in row[1:]]
    named = all(cell.text and not re.match(r"[\d.,]+\b", cell.text) for cell in names[1:])
    if not named or not all(re.fullmatch(r"\d+(?:\.\d+)?(?:\s*\w+)?|[–—-]|N/A", text) for text in figures):
        return None
    labels = [names[0], *(row[0] for row in body)]
    if any(_OTHER_FIGURES.search(cell.text) for cell in (*labels, *names[1:])):
        return None
    turned = header_of_names([cell.text for cell in labels])
    told = header is None or tell([cell.text for cell in names[1:]])
    if not any(role in ("total", "average_wd", *(["label"] if told else [])) for role in turned.roles[1:]):
        return None
    if header is not None and not told and any(r in ("total", "average_wd") for r in header.roles[1:]):
        return None
    columns = [(names[i], *(row[i] for row in body)) for i in range(1, len(names))]
    return turned, [word for cell in labels for word in cell.words], columns


def _is_over_header(
    grid: Grid, rows: Sequence[Sequence[list[Word]]], position: int, edges: Sequence[float], hanging: Hanging
) -> bool:
    """Whether a row of wide cells stands over the header: the next, with what hangs into it, says more."""
    if position + 1 == len(rows):
        return False
    above, below = (_spread(grid.rows[i], rows[i], edges) for i in (position, position + 1))
    below = hanging.peek(grid.rows[position + 1], below, edges)
    upper, lower = (read_header([_heading_text(cell) for cell in row]) for row in (above, below))
    return lower is not None and all(below) and (upper is None or lower.known > upper.known)


def _is_bold_over_reference(rows: Sequence[Sequence[list[Word]]], cells: Sequence[list[Word]]) -> bool:
    """A row of bold names right over one that begins with a reference is a header, whatever its names."""
    position = next(i for i, row in enumerate(rows) if row is cells)
    below = rows[position + 1] if position + 1 < len(rows) else []
    return (
        len(cells) > 1
        and all(word.bold for cell in cells for word in cell)
        and bool(below)
        and bool(below[0])
        and REFERENCE.match(" ".join(word.text for word in below[0])) is not None
    )


def _spread(
    boxes: Sequence[tuple[float, float, float, float]], cells: Sequence[list[Word]], edges: Sequence[float]
) -> list[tuple[Word, ...]]:
    """A row's cells under the table's columns; a column that a wide cell covers stays empty."""
    spread: list[tuple[Word, ...]] = [() for _ in edges]
    for box, cell in zip(boxes, cells, strict=True):
        column = max((i for i, edge in enumerate(edges) if edge <= box[0] + _SAME_EDGES), default=0)
        spread[column] = (*spread[column], *reading_order(cell))
    return spread


def _heading_text(words: Iterable[Word]) -> str:
    """A header cell's text; a word that a narrow column broke (`Modificatio` / `n`) is joined again."""
    return " ".join(word.text for word in words)


def goes_on(before: Table, table: Table) -> bool:
    """Whether a table at the head of a page continues the one at the foot of the page before."""
    if _last_page(before) + 1 != table.page:
        return False
    same = len(before.edges) == len(table.edges) and all(
        abs(a - b) <= _SAME_EDGES for a, b in zip(before.edges, table.edges, strict=True)
    )
    if table.header is None:
        return same
    if before.header is None or before.header.roles != table.header.roles:
        return False
    return not table.caption or not before.caption or table.caption_text() == before.caption_text()


def joined(before: Table, table: Table) -> Table:
    """Two parts of one table, cut by a page break; the second part's header counts as header words."""
    return replace(
        before,
        bottom=table.bottom,
        header_words=(*before.header_words, *table.caption, *table.header_words),
        rows=(*before.rows, *table.rows),
        rivers=table.rivers or before.rivers,
    )


def _last_page(table: Table) -> int:
    return max((word.page for word in table.words), default=table.page)
