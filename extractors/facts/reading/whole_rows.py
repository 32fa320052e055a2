"""Rows as a reader sees them, put together where a page break or a tall cell cut them."""

import re
from collections.abc import Sequence

from extractors.blocks.tables.header import Header
from extractors.blocks.tables.model import Cell
from extractors.facts.rules.table_row import kind_of
from extractors.values.references import REFERENCE
from extractors.vocabulary.phrases import labels_of

# "Testing has been completed for this": a note, and no name
_VERB = re.compile(r"\b(?:is|are|was|were|be|been|has|have|had|will|see)\b", re.IGNORECASE)

_NEAR_THE_BEGINNING = len("Preliminary Assessments ") + 1


def group(cells: Sequence[Cell]) -> str | None:
    """The words of a row that is only a name over the rows below it: `Completed in the last 12 months`."""
    filled = [cell for cell in cells if cell.words]
    alone = len(filled) == 1 and len(cells) > 2 and not REFERENCE.search(filled[0].text)
    said = [x for x in labels_of(filled[0].text) if x.kind == "progress"] if alone else []
    heads = len({x.value for x in said}) == 1 and not _VERB.search(filled[0].text)
    return filled[0].text if heads and said[0].start < _NEAR_THE_BEGINNING else None


def whole_rows(header: Header, rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Rows as a reader sees them: a line without reference or figure goes on with the row before it.

    A page break may cut a row in two, and where nothing rules a table a tall cell may.
    """
    keys = [i for i, role in enumerate(header.roles) if role in ("reference", "references", "total", "date")]
    whole: list[tuple[Cell, ...]] = []
    for cells in rows:
        keyed = not keys or any(i < len(cells) and cells[i].words for i in keys)
        keyed = keyed and not (whole and _goes_on_with_references(header, whole[-1], cells))
        keyed = keyed and not (whole and _goes_on_with_reference(header, whole[-1], cells))
        keyed = keyed or (kind_of(header) == "assessments" and bool(cells[0].words) and bool(group(cells)))
        if not keyed and whole and _says_it_all_again(header, whole[0], whole[-1], cells):
            column = header.roles.index("reference")
            whole.append((*cells[:column], whole[-1][column], *cells[column + 1 :]))
        elif keyed or not whole or len(whole[-1]) != len(cells):
            whole.append(cells)
        else:
            whole[-1] = tuple(
                Cell((*above.words, *cell.words)) for above, cell in zip(whole[-1], cells, strict=True)
            )
    return whole


def _says_it_all_again(
    header: Header, first: Sequence[Cell], above: Sequence[Cell], cells: Sequence[Cell]
) -> bool:
    """Whether a line lacks only the reference of the row over it: the second assessment of a modification.

    Where the table's first row has none either, references do not stand at the top of what they are of.
    """
    if kind_of(header) != "assessments" or len(above) != len(cells) or len(cells) < 4:
        return False
    if any(_SUMS.search(cell.text) for cell in cells):
        return False
    lacking = [i for i, (a, c) in enumerate(zip(above, cells, strict=True)) if a.words and not c.words]
    return lacking == [header.column("reference")] and bool(first[lacking[0]].words)


def _goes_on_with_references(header: Header, above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Whether a line holds nothing but more references of the cell over it: `MP068, MP069, MP` / `074`."""
    filled = [i for i, cell in enumerate(cells) if cell.words]
    listing = len(filled) == 1 and header.roles[filled[0]] in ("reference", "references")
    return (
        listing and filled[0] < len(above) and above[filled[0]].text.endswith((",", ";", "and", "MP", "DP"))
    )


# "SECMP006", over "0"
_CUT = re.compile(r"(?:SECMP|MP|DP)\s?\d*", re.IGNORECASE)

_END = re.compile(r"\d{1,4}[A-Za-z]?")

_SUMS = re.compile(r"\b(?:total|average|mean|all|overall)\b", re.IGNORECASE)


def _goes_on_with_reference(header: Header, above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Whether a line's first cell ends the reference over it, or the title set beside that one.

    `SECMP006` / `0`; `MP103A (‘Interoperability of Dual Fuel` / `installations’)`.
    """
    column = header.column("reference")
    if column is None or len(above) != len(cells):
        return False
    new = any(c.words and not a.words for a, c in zip(above, cells, strict=True))
    if new and any(a.words for a in (*above[:column], *above[column + 1 :])):
        return False  # a row of its own: a cell's next line stands under its first
    over, text = above[column].text, cells[column].text
    if REFERENCE.search(text):
        return False
    if _CUT.fullmatch(over):
        return _END.fullmatch(text) is not None
    open_quotes = over.count("‘") + over.count("“") + over.count("(") - sum(map(over.count, "’”)"))
    return REFERENCE.match(over) is not None and (text[:1].islower() or open_quotes > 0)
