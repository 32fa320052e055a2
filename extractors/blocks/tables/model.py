"""Tables as printed: caption, header and rows of cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from extractors.blocks.lines.rows import lines_of
from extractors.blocks.tables.header import Header
from extractors.pages.model import Word


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one cell in reading order."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed: caption, column roles and rows of cells, one cell a column.

    `edges` are the columns' left edges, `rivers` the white strips between the columns of a table that
    nothing rules. `header` is None where no row of it is a known header.
    """

    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]
    caption: tuple[Word, ...]
    header: Header | None
    header_words: tuple[Word, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rivers: tuple[tuple[float, float], ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """All words of the table: caption, header and cells."""
        cells = (word for row in self.rows for cell in row for word in cell.words)
        return (*self.caption, *self.header_words, *cells)

    def caption_text(self) -> str:
        return " ".join(word.text for word in self.caption)


def reading_order(words: Iterable[Word]) -> tuple[Word, ...]:
    """Words of one cell line by line."""
    return tuple(chain.from_iterable(lines_of(words)))
