"""Tables without full rulings: columns by their headers and the white rivers between the cells.

A known header row opens a table; every following row belongs to it as long as some white space remains
between each two columns. Rules and painted bands, where there are any, tell the rows apart; elsewhere
the distance between the lines does.
"""

import itertools
import re
from collections.abc import Sequence

from extractors.blocks.lines.rows import Line
from extractors.blocks.lines.style import is_bold
from extractors.blocks.tables.header import Header, read_header
from extractors.blocks.tables.merged_cells import merged_down
from extractors.blocks.tables.model import Cell, Table, reading_order
from extractors.blocks.tables.rivers import Columns, UnruledTable, cells_of, narrow, part_columns
from extractors.blocks.tables.settings import SETTINGS
from extractors.blocks.tables.sideways import sideways
from extractors.blocks.tables.unruled_header import find_header
from extractors.pages.model import Box, Page, Word


def unruled_table(page: int, part: UnruledTable) -> Table:
    """A table that nothing rules, with its cells in reading order; turned where its figures stand in rows."""
    body = [tuple(Cell(reading_order(cell)) for cell in row) for row in part.rows]
    header, header_words = part.header, part.header_words
    if header is not None:
        names = [Cell(reading_order(cell)) for cell in cells_of(header_words, part.rivers)]
        if (turned := sideways(names, header, body)) is not None:
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


def find_unruled(page: Page, rows: Sequence[Line], carried: Columns | None = None) -> list[UnruledTable]:
    """The tables among a page's rows, from top to bottom.

    `carried` holds the columns of a table that reached the foot of the page before: rows at the head of
    this page that fit them are found as a table without header.
    """
    tables: list[UnruledTable] = []
    cuts = _cuts(page)
    position = 0
    if carried is not None and (found := _carried(rows, carried, cuts, page.rules)) is not None:
        tables.append(found[0])
        position = found[1]
    while position < len(rows):
        opened = find_header(page, rows, position)
        if opened is None:
            position += 1
            continue
        table = _table(opened.header, opened.columns, opened.lines, opened.caption)
        body = _take_header(table, rows, opened.body)
        position = _take_body(table, rows, body, cuts, page.rules)
        if table.rows or body == len(rows):  # at the foot of the page: its rows may follow on the next
            tables.append(table)
        else:
            position = body
    return tables


def _at_an_edge(x0: float, edges: Sequence[float]) -> bool:
    return any(abs(x0 - edge) < SETTINGS.at_edge for edge in edges)


def _ends_a_row(rows: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether the first line under a page break may be the end of a later cell of the row that it cut."""
    first, below = rows[0], rows[1:2]
    return (
        _at_an_edge(first.x0, edges[1:])
        and bool(below)
        and len(below[0].segments) > 1
        and below[0].size == first.size
    )


# Lines that may stand over the rest of a table: its caption again, "continued", a header of this page only.
_LINES_OVER = 2


def _carried(
    rows: Sequence[Line], carried: Columns, cuts: Sequence[float], rules: Sequence[Box]
) -> tuple[UnruledTable, int] | None:
    """The rest of a table from the page before, and the position of the first row that is none of its."""
    rivers, edges = carried
    start = next((i for i, row in enumerate(rows[: _LINES_OVER + 1]) if len(row.segments) > 1), None)
    if start is None:
        return None
    if _ends_a_row(rows, edges):
        start = 0
    if start and not all(_at_an_edge(s.x0, edges) for s in rows[start].segments):
        return None
    table = UnruledTable(None, (), (), list(rivers), edges, rows[start].top)
    end = _take_body(table, rows, start, cuts, rules)
    return (table, end) if table.rows and _looks_like_rows(table) else None


def _looks_like_rows(table: UnruledTable) -> bool:
    """Whether rows without a header are a table's: each has a figure; the first may end one that was cut,
    but not be the header again."""
    told = [any(re.search(r"\d", w.text) for cell in row for w in cell) for row in table.rows[:3]]
    filled = [sum(bool(cell) for cell in row) >= 2 for row in table.rows[:3]]
    whole = [a and b for a, b in zip(told, filled, strict=True)]
    if all(whole) or not all(whole[1:]) or len(whole) < 2:
        return all(whole)
    first, second = ([w for cell in row for w in cell] for row in table.rows[:2])
    names = [" ".join(w.text for w in cell) for cell in table.rows[0]]
    return is_bold(first) == is_bold(second) and read_header(names) is None


def _take_header(table: UnruledTable, rows: Sequence[Line], position: int) -> int:
    """Takes what is left of a wrapped header (`(WD)` under `Target`); gives where the body begins."""
    while 0 < position < len(rows):
        above, row = rows[position - 1], rows[position]
        alike = row.bold == above.bold and row.size <= above.size + SETTINGS.same_type
        unit = re.fullmatch(r"(?:\W*(?:wds?|working days?|days?)\W*)+", row.text, re.IGNORECASE)
        bold = alike and row.bold
        close = row.base - above.base <= SETTINGS.header_step * row.size
        if not close or re.search(r"\d", row.text) or not (unit or bold):
            break
        rivers = [narrow(river, row.words) for river in table.rivers]
        if any(right - left < SETTINGS.river for left, right in rivers):
            break
        table.rivers, table.header_words = rivers, (*table.header_words, *row.words)
        position += 1
    return position


def _table(
    header: Header, columns: Sequence[Sequence[Word]], lines: Sequence[Line], caption: tuple[Word, ...]
) -> UnruledTable:
    spans = [(min(w.x0 for w in c), max(w.x1 for w in c)) for c in columns]
    rivers = [(a[1], b[0]) for a, b in itertools.pairwise(spans)]
    words = tuple(w for line in lines for w in line.words)
    top = min([line.top for line in lines] + [w.top for w in caption])
    return UnruledTable(header, caption, words, rivers, tuple(s[0] for s in spans), top, lines[-1].bottom)


def _cuts(page: Page) -> list[float]:
    """The heights at which a rule runs or a painted band begins or ends."""
    wide = SETTINGS.wide_rule * page.width
    heights = [box[1] for box in page.rules if box[2] - box[0] > wide]
    heights += [
        y
        for box in page.fills
        for y in (box[1], box[3])
        if box[3] - box[1] < SETTINGS.band_height * page.height
    ]
    return sorted(heights)


def _take_body(
    table: UnruledTable, rows: Sequence[Line], position: int, cuts: Sequence[float], rules: Sequence[Box]
) -> int:
    """Fills the table's rows; gives the position of the first row that is none of its."""
    lines: list[Line] = []
    steps: list[float] = []
    start = position
    while position < len(rows):
        row = rows[position]
        before = rows[position - 1] if position > start or table.header else None
        step = row.base - before.base if before else 0.0
        usual = sorted(steps)[len(steps) // 2] if steps else max(SETTINGS.first_step * row.size, step)
        far = step > SETTINGS.end_step * max(usual, SETTINGS.header_step * row.size)
        if far or _is_heading(row, table, lines):
            break
        if (lines and _opens_another(row, table, lines, step)) or _runs_on(row, table.rivers):
            break
        if lines and abs(row.size - lines[0].size) > SETTINGS.same_type and row.words[-1].text.endswith("."):
            break  # a sentence in the body's type, right under a table in a smaller one
        narrowed = [narrow(river, row.words) for river in table.rivers]
        if any(right - left < SETTINGS.river for left, right in narrowed):
            break
        table.rivers = narrowed
        lines.append(row)
        if step:
            steps.append(step)
        position += 1
    if lines:
        table.bottom = lines[-1].bottom
        part_columns(table, lines)
    records = _records(lines, cuts)
    cells = [_cells(record, table.rivers) for record in records]
    table.rows = merged_down(records, cells, table.edges, rules)
    return position


def _opens_another(row: Line, table: UnruledTable, lines: Sequence[Line], step: float) -> bool:
    """A row of column names: the next table's header, or this one's again.

    All of them are known, or they are bold as this table's header is and its rows are not.
    """
    if table.header_words and is_bold(table.header_words) != row.bold:
        return False
    if step < SETTINGS.cell_step * row.size:
        return False
    header = read_header([s.text for s in row.segments])
    if header is None or (
        None in header.roles and not (row.bold and not any(w.bold for w in lines[0].words))
    ):
        return False
    return len(header.roles) >= 3 or (table.header is not None and header.roles == table.header.roles)


# "The Impact Assessment request for MP094 has been deferred by the Change", right under a table
_SMALL_WORD = re.compile(
    r"the|has|have|been|be|is|are|was|were|for|by|of|to|and|in|on|at|as|with|this|that|will|its?|so|from"
)

_FEW_SMALL_WORDS = 3


def _runs_on(row: Line, rivers: Sequence[tuple[float, float]]) -> bool:
    """A line of running text whose spaces happen to lie over the rivers between the columns."""
    numbered = re.match(r"\d{1,2}\.\d{1,2}\.?$", row.words[0].text) is not None  # "7.3", of a paragraph
    apart = numbered and len(row.segments[0].words) == 1
    if len(row.segments) > (2 if apart else 1) or not rivers:
        return False
    over_all = row.x0 < rivers[0][0] and row.words[-1].x1 > rivers[-1][1]
    small = sum(_SMALL_WORD.fullmatch(word.text.casefold()) is not None for word in row.words)
    return over_all and small > (1 if numbered else _FEW_SMALL_WORDS)


# "Table 4 – Open assessments"
_CAPTION = re.compile(r"Table \d{1,2}\b\s*[:.–—-]")


def _is_heading(row: Line, table: UnruledTable, lines: Sequence[Line]) -> bool:
    """A bold or larger line under a table whose rows are neither, or the next table's caption."""
    if _CAPTION.match(row.text):
        return True
    if len(row.segments) > 1:
        return False
    plain = lines[0] if lines else None
    larger = plain is not None and row.size > plain.size + SETTINGS.larger_type
    bolder = row.bold and (plain is None or not any(w.bold for w in plain.words))
    return larger or (bolder and not re.search(r"\d+\s*(?:WD)?$", row.text))


def _records(lines: Sequence[Line], cuts: Sequence[float]) -> list[list[Line]]:
    """Lines grouped into table rows."""
    between = [
        any(a.base - 1 < cut < b.base - SETTINGS.rule_over * b.size for cut in cuts)
        for a, b in itertools.pairwise(lines)
    ]
    apart = [b.base - a.base > SETTINGS.cell_step * max(a.size, b.size) for a, b in itertools.pairwise(lines)]
    ruled = sum(between) >= max(1, sum(apart)) and any(between)
    breaks = between if ruled else apart
    records: list[list[Line]] = [[lines[0]]] if lines else []
    for new, line in zip(breaks, lines[1:], strict=False):
        if new:
            records.append([line])
        else:
            records[-1].append(line)
    if not ruled and lines and not any(apart):
        return [[line] for line in lines]  # set solid: a line a row
    return records


def _cells(record: Sequence[Line], rivers: Sequence[tuple[float, float]]) -> list[list[Word]]:
    return cells_of([w for row in record for w in row.words], rivers)
