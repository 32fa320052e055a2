"""Tables that go on over a page break, and captions that belong to the table below."""

from dataclasses import replace

from extractors.blocks.tables.model import Table
from extractors.blocks.tables.settings import SETTINGS
from extractors.values.references import REFERENCE


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
        rows=(*before.rows, *table.rows),
        rivers=table.rivers or before.rivers,
    )


def _last_page(table: Table) -> int:
    return max((word.page for word in table.words), default=table.page)
