"""Ruled tables: caption, header and rows out of the cells of a grid."""

from collections.abc import Iterable, Sequence

from extractors.blocks.lines.style import is_bold
from extractors.blocks.tables.header import Header, header_of_names, over_stages, read_header
from extractors.blocks.tables.merged_cells import Hanging
from extractors.blocks.tables.model import Cell, Table, reading_order
from extractors.blocks.tables.names_over import Group, grouped
from extractors.blocks.tables.ruled_grid import Grid, words_by_cell
from extractors.blocks.tables.settings import SETTINGS
from extractors.blocks.tables.sideways import sideways
from extractors.pages.model import Word
from extractors.values.references import REFERENCE


def ruled_table(grid: Grid, words: Sequence[Word]) -> Table | None:
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
        bold = len(filled) == full and _is_bold_over_reference(rows, cells)
        below = [[_text(cell) for cell in row] for row in rows[position + 1 : position + 2]]
        if above_body and (found := _header_of(spread, bold, below)) is not None:
            header, names = grouped(found, edges, groups), [Cell(cell) for cell in spread]
            header_words = [word for cell in (*(name for _, name in groups), *spread) for word in cell]
            continue
        body.append(tuple(Cell(cell) for cell in spread))
    if not body and header is None:
        return None
    first = 1 if header is None and len(body) > 1 else 0
    if (turned := sideways(body[0] if first else names, header, body[first:])) is not None:
        header, header_words, body = turned
    return Table(
        grid.page, grid.box[1], grid.box[3], edges, tuple(caption), header, tuple(header_words), tuple(body)
    )


def _header_of(
    cells: Sequence[tuple[Word, ...]], bold: bool, below: Sequence[Sequence[str]]
) -> Header | None:
    """The header that a row makes; one in bold over a row of the body is one whatever its names."""
    names = [_text(cell) for cell in cells]
    return read_header(names) or over_stages(names, below) or (header_of_names(names) if bold else None)


def _is_over_header(
    grid: Grid, rows: Sequence[Sequence[list[Word]]], position: int, edges: Sequence[float], hanging: Hanging
) -> bool:
    """Whether a row of wide cells stands over the header: the next, with what hangs into it, says more."""
    if position + 1 == len(rows):
        return False
    above, below = (_spread(grid.rows[i], rows[i], edges) for i in (position, position + 1))
    below = hanging.peek(grid.rows[position + 1], below, edges)
    upper, lower = (read_header([_text(cell) for cell in row]) for row in (above, below))
    return lower is not None and all(below) and (upper is None or lower.known > upper.known)


def _is_bold_over_reference(rows: Sequence[Sequence[list[Word]]], cells: Sequence[list[Word]]) -> bool:
    """A row of bold names right over one that begins with a reference is a header, whatever its names."""
    position = next(i for i, row in enumerate(rows) if row is cells)
    below = rows[position + 1] if position + 1 < len(rows) else []
    return (
        len(cells) > 1
        and all(map(is_bold, cells))
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
        column = max((i for i, edge in enumerate(edges) if edge <= box[0] + SETTINGS.same_edge), default=0)
        spread[column] = (*spread[column], *reading_order(cell))
    return spread


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)
