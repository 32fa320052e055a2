"""Tables that go on over a page break, and captions that belong to the table below."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.blocks.tables.model import Cell, Table
from extractors.blocks.tables.settings import SETTINGS
from extractors.values.dates import MONTH
from extractors.values.references import REFERENCE, canonical


def caption_handed_on(above: Table, table: Table) -> tuple[Table, Table]:
    """Two tables of which the first may have taken the caption of the second for its last row."""
    filled = [cell for cell in above.rows[-1] if cell.words] if len(above.rows) > 1 else []
    if table.caption or table.header is None or len(filled) != 1 or len(above.edges) < 2:
        return above, table
    caption = filled[0].words
    one_line = len({round(word.base) for word in caption}) == 1
    between = min(w.top for w in table.header_words) - max(w.bottom for w in caption)
    near = 0 <= between < SETTINGS.caption_step * caption[0].size
    if not one_line or not near or REFERENCE.search(filled[0].text):
        return above, table
    return replace(above, rows=above.rows[:-1]), replace(table, caption=caption)


def continues(before: Table, table: Table) -> bool:
    """Whether a table at the head of a page continues the one at the foot of the page before."""
    if _last_page(before) + 1 != table.page:
        return False
    same = len(before.edges) == len(table.edges) and all(
        abs(a - b) <= SETTINGS.same_edge for a, b in zip(before.edges, table.edges, strict=True)
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
        rows=_seamless(before, table),
        rivers=table.rivers or before.rivers,
    )


def _seamless(before: Table, table: Table) -> tuple[tuple[Cell, ...], ...]:
    """The rows of both parts; the one that the break cut is put together again, cell by cell."""
    header = before.header
    if header is None or not before.rows or not table.rows or len(before.rows[-1]) != len(table.rows[0]):
        return (*before.rows, *table.rows)
    above, below = before.rows[-1], table.rows[0]
    if not _is_cut(header.column("reference"), above, below):
        return (*before.rows, *table.rows)
    row = tuple(Cell((*a.words, *b.words)) for a, b in zip(above, below, strict=True))
    return (*before.rows[:-1], row, *table.rows[1:])


def _is_cut(key: int | None, above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row under a page break is the rest of the one over it.

    It has no reference of its own, or the end of one, and no value that stands by itself.
    """
    if (
        key is None
        or not above[key].words
        or any(b.words and not a.words for a, b in zip(above, below, strict=True))
    ):
        return False
    others = [cell for column, cell in enumerate(below) if column != key and cell.words]
    if any(_WHOLE.search(cell.text) for cell in others):
        return False
    if not below[key].words:
        return bool(others) and canonical(above[key].text) is not None
    parts = _HYPHEN.sub("", above[key].text), below[key].text
    return not any(map(canonical, parts)) and canonical("".join(parts)) is not None


# "SECM-" over "P0053"
_HYPHEN = re.compile(r"[-‐‑]$")
# "25 August 2020", "25/08/20", "MP077", "15", "20 WD": what a row of its own holds; "2020" may end a date
_WHOLE = re.compile(
    rf"\d\s+{MONTH}|\d[/.]\d|{REFERENCE.pattern}|^(?!(?:19|20)\d\d$)\d+(?:\.\d+)?(?:\s*WD)?$", re.IGNORECASE
)


def _last_page(table: Table) -> int:
    return max((word.page for word in table.words), default=table.page)
