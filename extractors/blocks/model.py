"""Blocks: the runs of words that belong together on a report's pages."""

from dataclasses import dataclass, field
from typing import Literal

from extractors.blocks.lines.style import Style, is_accented, style_of_size
from extractors.blocks.tables.model import Table
from extractors.pages.model import Page, Word

Kind = Literal["heading", "bullet", "paragraph", "table", "footnote"]


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
    def style(self) -> Style:
        """The style of its first line; accented where all of it is."""
        return style_of_size(self.size, self.bold, is_accented(self.words))

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
