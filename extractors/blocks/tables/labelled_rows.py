"""Tables without a header whose rows each begin with a label: `Proposer | Tom Rothery`, ruled or not."""

from collections.abc import Sequence
from itertools import takewhile
from operator import itemgetter

from extractors.blocks.lines.rows import Line
from extractors.blocks.tables.model import Cell, Table, reading_order
from extractors.blocks.tables.settings import SETTINGS
from extractors.pages.model import Word
from extractors.values.references import REFERENCE
from extractors.vocabulary.column_names import column_role

_Pair = tuple[list[Word], list[Word]]


def is_labelled(table: Table) -> bool:
    """Whether each row of a table is a label and its value, and most labels could name a column."""
    if table.header is not None or table.rivers or len(table.edges) != 2 or not table.rows:
        return False
    if any(len(row) != 2 or not row[0].words for row in table.rows):
        return False
    labels = [row[0].text.rstrip(" :") for row in table.rows]
    named = sum(column_role(label) is not None for label in labels)
    return 2 * named > len(labels) and not any(REFERENCE.search(label) for label in labels)


def find_labelled(rows: Sequence[Line]) -> list[Table]:
    """The labelled tables among the lines of a page that nothing rules: two rows of one at least."""
    tables: list[Table] = []
    position = 0
    while position < len(rows):
        table = _begun_at(rows, position)
        if table is None:
            position += 1
            continue
        tables.append(table)
        position += next(
            (n for n, row in enumerate(rows[position:]) if row.top >= table.bottom), len(rows) - position
        )
    return tables


def _begun_at(rows: Sequence[Line], position: int) -> Table | None:
    first = rows[position]
    if len(first.segments) != 2 or column_role(first.segments[0].text.rstrip(" :")) is None:
        return None
    edges = first.segments[0].x0, first.segments[1].x0
    while position and _is_of_value(rows[position - 1], rows[position], edges):
        position -= 1  # set lower than the value's first line
    pairs = _pairs(rows[position:], edges)
    last = max((word.bottom for pair in pairs for cell in pair for word in cell), default=first.bottom)
    body = tuple((Cell(reading_order(label)), Cell(reading_order(value))) for label, value in pairs)
    table = Table(first.page, rows[position].top, last, edges, (), None, (), body)
    return table if len(body) > 1 and is_labelled(table) else None


def _is_of_value(row: Line, below: Line, edges: tuple[float, float]) -> bool:
    label, value = _parted(row, edges)
    close = below.base - row.base <= SETTINGS.cell_step * row.size
    return close and bool(value) and not label


def _pairs(rows: Sequence[Line], edges: tuple[float, float]) -> list[_Pair]:
    """The labels and values from the first line on; a value's other lines stand close, above too."""
    pairs: list[_Pair] = []
    before = rows[0]
    for row in rows:
        step = row.base - before.base
        label, value = _parted(row, edges)
        if not value or step > SETTINGS.end_step * SETTINGS.header_step * row.size:
            break
        close = step <= SETTINGS.cell_step * row.size
        if pairs and close and not (label and pairs[-1][0]):
            pairs[-1] = [*pairs[-1][0], *label], [*pairs[-1][1], *value]
        else:
            pairs.append((label, value))
        before = row
    return list(takewhile(itemgetter(0), pairs))


def _parted(row: Line, edges: tuple[float, float]) -> tuple[list[Word], list[Word]]:
    """The words of a line left of the values and from their edge on; none where they do not begin there."""
    edge = edges[1] - SETTINGS.at_edge
    label = [word for word in row.words if word.x0 < edge]
    value = [word for word in row.words if word.x0 >= edge]
    if label and abs(label[0].x0 - edges[0]) > SETTINGS.at_edge:
        return [], []
    fits = value and value[0].x0 < edges[1] + SETTINGS.at_edge and all(word.x1 < edges[1] for word in label)
    return (label, value) if fits else ([], [])
