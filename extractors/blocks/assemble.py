"""Pages to blocks in reading order: headings, bullets, paragraphs and tables, furniture set aside.

A paragraph goes on over lines, columns and page breaks; a table is one block however many pages it runs
over.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.blocks.headings import is_heading
from extractors.blocks.joining import goes_on, new_block
from extractors.blocks.lines.footnotes import notes_at_foot, without_figures, without_pointers
from extractors.blocks.lines.furniture import furniture_of, stands_at_foot
from extractors.blocks.lines.page_columns import in_columns
from extractors.blocks.lines.rows import Line, rows_of
from extractors.blocks.model import Block, Blocks
from extractors.blocks.side_by_side import by_column, columns_in_order
from extractors.blocks.tables.find import find_tables
from extractors.blocks.tables.labelled_rows import is_labelled
from extractors.blocks.tables.model import Table
from extractors.blocks.tables.over_pages import continues, joined
from extractors.pages.model import Page, Word
from extractors.vocabulary.phrases import labels_of


def blocks_of(pages: Sequence[Page]) -> Blocks:
    """The blocks of a document's pages."""
    body_size = _body_size(pages)
    pages = without_pointers(pages, body_size)
    rows = [rows_of(page.words) for page in pages]
    furniture = furniture_of(pages, rows)
    found: list[Block] = []
    figures: list[Word] = []
    noted: list[tuple[int, Block]] = []
    step = _usual_steps(rows)
    for page, page_rows in zip(pages, rows, strict=True):
        kept = []
        body, notes = notes_at_foot([r for r in page_rows if r not in furniture], body_size, page.height)
        for row, raised in map(without_figures, body):
            kept.append(row)
            figures.extend(raised)
        for part in in_columns(page, kept):
            _add_page(found, page, part, step)
        noted.extend((len(found), _note(note)) for note in notes)
    for block in found:
        if block.kind == "paragraph" and is_heading(block, body_size):
            block.kind = "heading"
    for position, note in reversed(noted):
        while position < len(found) and found[position].kind != "heading":
            position += 1
        found.insert(position, note)
    return Blocks(
        tuple(found),
        tuple(w for page_rows in rows for r in page_rows if r in furniture for w in r.words),
        tuple(figures),
        body_size,
        tuple(pages),
    )


def _note(rows: Sequence[Line]) -> Block:
    """A footnote; its figure, where it stands apart, is the block's number."""
    words = [word for row in rows for word in row.words]
    apart = 0 if words[0].bare else 1
    return Block("footnote", words[apart:], number=words[:apart], size=rows[0].size, text_x0=rows[0].x0)


def _body_size(pages: Sequence[Page]) -> float:
    sizes = Counter(round(word.size * 2) / 2 for page in pages for word in page.words)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _usual_steps(rows: Sequence[Sequence[Line]]) -> dict[float, float]:
    """The usual distance between lines of running text, by type size."""
    steps: dict[float, Counter[float]] = {}
    for page_rows in rows:
        for above, row in itertools.pairwise(page_rows):
            full = above.x1 - above.x0 > 250 and len(above.segments) == 1
            if full and above.size == row.size and 0 < row.base - above.base < 2.5 * row.size:
                steps.setdefault(row.size, Counter())[round(row.base - above.base, 0)] += 1
    return {
        size: min(s for s, n in seen.items() if n >= 0.2 * max(seen.values())) for size, seen in steps.items()
    }


def _add_page(found: list[Block], page: Page, rows: list[Line], steps: dict[float, float]) -> None:
    """Adds a page's blocks to those found, going on with the last of them where it does."""
    last = found[-1].table if found and found[-1].kind == "table" else None
    tables = find_tables(page, rows, last)
    tables = [
        t
        for t in tables
        if t.header is not None
        or is_labelled(t)
        or (last is not None and t is tables[0] and continues(last, t))
    ]
    taken = {word for table in tables for word in table.words}
    lines: list[Line | Table] = [*tables]
    for row in rows:
        free = [word for word in row.words if word not in taken]
        if free:
            whole = len(free) == len(row.words)
            lines.extend(by_column(row if whole else rows_of(free)[0], page, rows))
    lines.sort(key=lambda line: line.top if isinstance(line, Table) else line.base - 0.8 * line.size)
    lines = columns_in_order(lines)
    fresh = True
    above: Line | None = None
    for line in lines:
        if isinstance(line, Table):
            last_found = found[-1:]
            _take_caption_again(found, line)
            foot = [found.pop()] if fresh and _cut_by_foot(found, line, page) else []
            before = found[-1].table if found else None
            if (fresh or found[-1:] != last_found) and before is not None and continues(before, line):
                found[-1].table = joined(before, line)
                found[-1].words = list(found[-1].table.words)
                found.extend(foot)
            else:
                if (
                    line.header is None and last is not None and not is_labelled(line)
                ):  # it goes on under lines that are no furniture
                    line = replace(line, header=last.header)
                found.append(Block("table", list(line.words), table=line))
            above = None
        else:
            block = found[-1] if found else None
            if (
                block is not None
                and block.kind != "table"
                and goes_on(block, above, line, steps, page, fresh)
            ):
                block.words.extend(line.words)
            else:
                found.append(new_block(line, page, block))
            above = line
        fresh = False


def _take_caption_again(found: list[Block], table: Table) -> None:
    """Joins a table to the one that a page's end cut off, where its caption stands over both parts."""
    if len(found) < 3 or [b.kind == "table" for b in found[-3:]] != [False, True, False]:
        return
    first, cut, again = found[-3:]
    if cut.table is not None and first.text == again.text and continues(cut.table, table):
        cut.table = replace(cut.table, header_words=(*cut.table.header_words, *again.words))
        cut.words = list(cut.table.words)
        found.pop()


# What a line says that no footer does: "Completed Impact Assessments"
_TELLS = (
    "assessed",
    "progress",
    "stage",
    "to_stage",
    "outcome",
    "consultation",
    "meeting",
    "implement",
    "raise",
)


def _cut_by_foot(found: list[Block], table: Table, page: Page) -> bool:
    """Whether a table goes on over the line before it: a footer that the first page alone has."""
    cut = found[-2].table if len(found) > 1 and found[-1].kind == "paragraph" else None
    if cut is None or not stands_at_foot(found[-1].words, page) or any(w.bold for w in found[-1].words):
        return False
    tells = any(x.kind in _TELLS for x in labels_of(found[-1].text))
    return not tells and continues(cut, table)
