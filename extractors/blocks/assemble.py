"""Pages to blocks in reading order: headings, bullets, paragraphs and tables, furniture set aside.

A paragraph goes on over lines, columns and page breaks; a table is one block however many pages it runs
over.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extractors.blocks.lines.footnotes import notes_at_foot, without_figures, without_pointers
from extractors.blocks.lines.item_signs import LETTERED, NUMBERED, SIGN, names_one, title_first
from extractors.blocks.lines.page_columns import in_columns
from extractors.blocks.lines.rows import Row, furniture_of, rows_of, stands_at_foot
from extractors.blocks.side_by_side import by_column, columns_in_order
from extractors.blocks.tables.ruled import Table, find_tables, goes_on, joined
from extractors.facts.sentences.cut import labels_of
from extractors.pages.pdfium import Page, Word

Kind = Literal["heading", "bullet", "paragraph", "table", "footnote"]

# A line is set apart from the one above it when the step is this much wider than usual.
_APART = 1.22
# Headings are short.
_HEADING_WORDS = 14


@dataclass(slots=True)
class Block:
    """A run of words that belong together.

    `sign` is the bullet's own sign, which is no word; `number` the number or letter printed before a
    paragraph or item, which is one.
    """

    kind: Kind
    words: list[Word]
    sign: list[Word] = field(default_factory=list)
    number: list[Word] = field(default_factory=list)
    table: Table | None = None
    size: float = 0.0
    bold: bool = False
    text_x0: float = 0.0

    @property
    def page(self) -> int:
        return self.words[0].page

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Blocks:
    """A document's blocks in reading order and the words of its running headers and footers.

    A footnote comes before the next heading. `figures` are the raised ones that point to footnotes,
    `pages` those that were read.
    """

    blocks: tuple[Block, ...]
    furniture: tuple[Word, ...]
    figures: tuple[Word, ...]
    body_size: float
    pages: tuple[Page, ...]


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
            _add_page(found, page, part, body_size, step)
        noted.extend((len(found), _note(note)) for note in notes)
    for block in found:
        if block.kind == "paragraph" and _is_heading(block, body_size):
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


def _note(rows: Sequence[Row]) -> Block:
    """A footnote; its figure, where it stands apart, is the block's number."""
    words = [word for row in rows for word in row.words]
    apart = 0 if words[0].bare else 1
    return Block("footnote", words[apart:], number=words[:apart], size=rows[0].size, text_x0=rows[0].x0)


def _body_size(pages: Sequence[Page]) -> float:
    sizes = Counter(round(word.size * 2) / 2 for page in pages for word in page.words)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _usual_steps(rows: Sequence[Sequence[Row]]) -> dict[float, float]:
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


def _add_page(
    found: list[Block], page: Page, rows: list[Row], body_size: float, steps: dict[float, float]
) -> None:
    """Adds a page's blocks to those found, going on with the last of them where it does."""
    last = found[-1].table if found and found[-1].kind == "table" else None
    tables = find_tables(page, rows, last)
    tables = [
        t
        for t in tables
        if t.header is not None or (last is not None and t is tables[0] and goes_on(last, t))
    ]
    taken = {word for table in tables for word in table.words}
    lines: list[Row | Table] = [*tables]
    for row in rows:
        free = [word for word in row.words if word not in taken]
        if free:
            whole = len(free) == len(row.words)
            lines.extend(by_column(row if whole else rows_of(free)[0], page, rows))
    lines.sort(key=lambda line: line.top if isinstance(line, Table) else line.base - 0.8 * line.size)
    lines = columns_in_order(lines)
    fresh = True
    above: Row | None = None
    for line in lines:
        if isinstance(line, Table):
            last_found = found[-1:]
            _take_caption_again(found, line)
            foot = [found.pop()] if fresh and _cut_by_foot(found, line, page) else []
            before = found[-1].table if found else None
            if (fresh or found[-1:] != last_found) and before is not None and goes_on(before, line):
                found[-1].table = joined(before, line)
                found[-1].words = list(found[-1].table.words)
                found.extend(foot)
            else:
                if line.header is None and last is not None:  # it goes on under lines that are no furniture
                    line = replace(line, header=last.header)
                found.append(Block("table", list(line.words), table=line))
            above = None
        else:
            block = found[-1] if found else None
            if (
                block is not None
                and block.kind != "table"
                and _goes_on(block, above, line, steps, page, fresh)
            ):
                block.words.extend(line.words)
            else:
                found.append(_new_block(line, page, block))
            above = line
        fresh = False


def _take_caption_again(found: list[Block], table: Table) -> None:
    """Joins a table to the one that a page's end cut off, where its caption stands over both parts."""
    if len(found) < 3 or [b.kind == "table" for b in found[-3:]] != [False, True, False]:
        return
    first, cut, again = found[-3:]
    if cut.table is not None and first.text == again.text and goes_on(cut.table, table):
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
    return not tells and goes_on(cut, table)


def _new_block(line: Row, page: Page, before: Block | None) -> Block:
    words = list(line.words)
    sign: list[Word] = []
    number: list[Word] = []
    kind: Kind = "paragraph"
    if len(words) > 1:
        first, gap = words[0].text, words[1].x0 - words[0].x1
        bold = words[0].bold and words[1].bold
        wide = gap > 0.45 * words[0].size or first not in "o-–—*"
        if SIGN.match(first) and (wide or (first in "-–—" and names_one(words[1:]))):
            sign, words, kind = words[:1], words[1:], "bullet"
        elif (
            LETTERED.match(first)
            and not bold
            and (not first[0].isdigit() or names_one(words[1:]) or _goes_on_counting(before, words))
        ):
            number, words, kind = words[:1], words[1:], "bullet"
        elif NUMBERED.match(first) and not bold:
            number, words = words[:1], words[1:]
    if kind == "paragraph" and any(_beside(mark, line, words[0]) for mark in page.marks):
        kind = "bullet"
    return Block(
        kind, words, sign, number, size=line.size, bold=all(w.bold for w in words), text_x0=words[0].x0
    )


def _is_dash(block: Block) -> bool:
    """Whether a line's bullet is a dash no further from its words than one in a sentence."""
    sign = block.sign[0] if block.sign else None
    return sign is not None and sign.text in "-–—" and block.words[0].x0 - sign.x1 <= 0.45 * sign.size


# "Its five modifications:", "1. Recovering the costs of", "Explicit Charges, MP065"
def _goes_on_counting(before: Block | None, words: Sequence[Word]) -> bool:
    """Whether a line has the next number of a list whose items begin with titles, or is its first item."""
    if before is None or before.kind not in ("bullet", "paragraph"):
        return False
    number = int(re.sub(r"\D", "", words[0].text))
    if before.kind == "paragraph":
        counts = any(word.text[0].isdigit() for word in before.words)
        return number == 1 and before.text.endswith(":") and (counts or words[-1].text.endswith(","))
    counted = re.sub(r"\D", "", before.number[0].text) if before.number else ""
    return counted == str(number - 1) and title_first(before.text)


def _beside(mark: tuple[float, float, float, float], line: Row, word: Word) -> bool:
    """Whether a drawn mark stands before a line's first word, as a bullet does."""
    middle = (mark[1] + mark[3]) / 2
    return mark[2] <= word.x0 + 1 and word.x0 - mark[2] < 30 and line.top - 1 <= middle <= line.bottom + 1


def _goes_on(
    block: Block, above: Row | None, line: Row, steps: dict[float, float], page: Page, fresh: bool
) -> bool:
    """Whether a line belongs to the block before it."""
    ended = block.words[-1].text.endswith((".", ":", "!", "?", ";"))
    begun = _new_block(line, page, block)
    if begun.kind == "bullet" and (ended or block.kind == "bullet" or not _is_dash(begun)):
        return False
    # "… was completed (average / 38.5 WD)": a figure at the edge of an unfinished sentence numbers nothing
    if begun.number and (ended or abs(line.x0 - block.text_x0) > 3 or not _full(block, page)):
        return False
    bold = all(w.bold for w in line.words)
    if abs(line.size - block.size) > 0.9 or (bold != block.bold and not (block.kind == "bullet" or fresh)):
        return False
    if above is None or fresh:
        if not fresh or ended or (block.bold and bold):
            return False
        aligned = abs(line.x0 - block.text_x0) < 3
        return aligned and (block.kind == "bullet" or line.words[0].text[0].islower() or _full(block, page))
    usual = steps.get(line.size, 1.25 * line.size)
    if line.base - above.base > _APART * max(usual, 1.1 * line.size):
        return False
    if line.base - above.base < 0.5 * line.size:
        return False
    marked = [*block.sign, *block.number]
    hanging = marked[0].x0 + 2 if block.number else block.text_x0 - 3
    if block.kind == "bullet" and line.x0 < hanging:
        return False
    if (
        line.x0 > block.text_x0 + 12
        and block.kind == "paragraph"
        and above.x0 <= block.text_x0 + 3
        and len(block.words) > len(above.words)
    ):
        return False
    short = above.x1 < page.width - above.x0 - 0.3 * page.width
    if _is_italic(above.words) != _is_italic(line.words) and block.kind == "paragraph" and (ended or short):
        return False  # a sub-heading, or what follows it
    return not (ended and short)


def _is_italic(words: Sequence[Word]) -> bool:
    return all(w.italic for w in words)


def _full(block: Block, page: Page) -> bool:
    """Whether a block's last line runs to the right margin, so that the sentence may go on."""
    return block.words[-1].x1 > 0.7 * page.width


# "Figures as at 31 August 2021", in italics: a note
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _is_heading(block: Block, body_size: float) -> bool:
    """Short, set larger, bold or in italics, and no sentence."""
    text = block.text
    if (
        len(block.words) > _HEADING_WORDS
        or text.endswith((".", ";", ",", ":"))
        or not re.search(r"[A-Za-z]", text)
    ):
        return False
    italic = _is_italic(block.words) and not _YEAR.search(text)
    return block.size > body_size + 0.9 or block.bold or italic
