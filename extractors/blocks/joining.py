"""Which lines belong to the block before them, and what kind of block the others begin."""

import re
from collections.abc import Sequence

from extractors.blocks.lines.item_signs import LETTERED, NUMBERED, SIGN, names_one, title_first
from extractors.blocks.lines.rows import Line
from extractors.blocks.lines.style import is_bold
from extractors.blocks.model import Block, Kind
from extractors.pages.model import Page, Word

# A line is set apart from the one above it when the step is this much wider than usual.
_APART = 1.22


def new_block(line: Line, page: Page, before: Block | None) -> Block:
    """The block that a line begins, with its sign or number apart; `before` is the block before it."""
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
    return Block(kind, words, sign, number, size=line.size, bold=is_bold(words), text_x0=words[0].x0)


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


def _beside(mark: tuple[float, float, float, float], line: Line, word: Word) -> bool:
    """Whether a drawn mark stands before a line's first word, as a bullet does."""
    middle = (mark[1] + mark[3]) / 2
    return mark[2] <= word.x0 + 1 and word.x0 - mark[2] < 30 and line.top - 1 <= middle <= line.bottom + 1


def goes_on(
    block: Block, above: Line | None, line: Line, steps: dict[float, float], page: Page, fresh: bool
) -> bool:
    """Whether a line belongs to the block before it.

    `above` is the line before it on its page, if that is a line; `steps` are the usual distances of lines by
    their size; `fresh` says that the line is the first of its page or column.
    """
    ended = block.words[-1].text.endswith((".", ":", "!", "?", ";"))
    if _begins_another(block, line, page, ended) or _is_set_otherwise(block, line, fresh):
        return False
    if fresh:
        return not ended and _goes_on_over_break(block, line, page)
    if above is None or _stands_apart(above, line, steps) or _stands_elsewhere(block, above, line):
        return False
    short = above.x1 < page.width - above.x0 - 0.3 * page.width
    if above.accented != line.accented and block.kind == "paragraph" and (ended or short):
        return False  # a sub-heading, or what follows it
    return not (ended and short)


def _begins_another(block: Block, line: Line, page: Page, ended: bool) -> bool:
    """Whether a line begins an item or a numbered paragraph of its own."""
    begun = new_block(line, page, block)
    if begun.kind == "bullet":
        return ended or block.kind == "bullet" or not _is_dash(begun)
    # "… was completed (average / 38.5 WD)": a figure at the edge of an unfinished sentence numbers nothing
    return bool(begun.number) and (ended or abs(line.x0 - block.text_x0) > 3 or not _full(block, page))


def _is_set_otherwise(block: Block, line: Line, fresh: bool) -> bool:
    """Whether a line's type is not the block's; an item, or what a page break cut, may have words in bold."""
    mixed = block.kind == "bullet" or fresh
    return abs(line.size - block.size) > 0.9 or (line.bold != block.bold and not mixed)


def _goes_on_over_break(block: Block, line: Line, page: Page) -> bool:
    """Whether the first line of a page goes on with the last block before it, which has not ended."""
    if (block.bold and line.bold) or abs(line.x0 - block.text_x0) >= 3:
        return False
    return block.kind == "bullet" or line.words[0].text[0].islower() or _full(block, page)


def _stands_apart(above: Line, line: Line, steps: dict[float, float]) -> bool:
    """Whether a line is further from the one above it than lines of one block, or beside it."""
    usual = steps.get(line.size, 1.25 * line.size)
    step = line.base - above.base
    return step > _APART * max(usual, 1.1 * line.size) or step < 0.5 * line.size


def _stands_elsewhere(block: Block, above: Line, line: Line) -> bool:
    """Whether a line begins left of an item's text, or far right of a paragraph's."""
    if block.kind == "bullet":
        return line.x0 < ([*block.sign, *block.number][0].x0 + 2 if block.number else block.text_x0 - 3)
    indented = line.x0 > block.text_x0 + 12 and block.kind == "paragraph"
    return indented and above.x0 <= block.text_x0 + 3 and len(block.words) > len(above.words)


def _full(block: Block, page: Page) -> bool:
    """Whether a block's last line runs to the right margin, so that the sentence may go on."""
    return block.words[-1].x1 > 0.7 * page.width
