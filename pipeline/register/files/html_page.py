"""A saved web page as plain text in its places: headings, tables, and the blocks a reader sees.

Nothing of the page is executed or fetched; scripts and styles are not text.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {
        *("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "table", "thead", "tbody"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "section", "article", "header", "footer"),
        *("body", "main", "nav", "form"),
    }
)
_LABELS = frozenset(("strong", "b", "dt", "th", "label"))
_UNSEEN = frozenset(("script", "style", "noscript", "template"))


@dataclass(slots=True)
class Cell:
    """A table's cell: its text and the first link in it."""

    text: str = ""
    link: str | None = None


@dataclass(slots=True)
class Page:
    """A page's `heading` (its first h1), own address, tables as rows of cells, and blocks of text.

    A block is what stands on a line of its own, in pieces: a label that is set off from its value
    (`<strong>Stage</strong>Withdrawn`) is a piece by itself.
    """

    heading: str = ""
    link: str | None = None
    tables: list[list[list[Cell]]] = field(default_factory=list)
    blocks: list[list[str]] = field(default_factory=list)


def parse_page(text: str) -> Page:
    """What a reader sees of the page. Malformed markup is read as far as it goes."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_block()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._unseen: str | None = None
        self._in_heading = False
        self._pieces: list[str] = [""]
        self._row: list[Cell] | None = None
        self._cell: Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in _UNSEEN:
            self._unseen = self._unseen or tag
            return
        if tag == "link" and named.get("rel") == "canonical":
            self.page.link = named.get("href")
        if tag == "a" and self._cell is not None and self._cell.link is None:
            self._cell.link = named.get("href")
        if tag in _BLOCKS:
            self.end_block()
        if tag in _LABELS:
            self._pieces.append("")
        if tag == "h1":
            self._in_heading = not self.page.heading
        elif tag == "table":
            self.page.tables.append([])
        elif tag == "tr" and self.page.tables:
            self._row = []
            self.page.tables[-1].append(self._row)
        elif tag in ("td", "th") and self._row is not None:
            self._cell = Cell()
            self._row.append(self._cell)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = None
        if tag in _LABELS:
            self._pieces.append("")
        if tag in _BLOCKS:
            self.end_block()
        if tag == "h1":
            self._in_heading = False
        elif tag in ("td", "th"):
            self._cell = None
        elif tag in ("tr", "table"):
            self._row = self._cell = None

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        self._pieces[-1] += data
        if self._in_heading:
            self.page.heading += data
        if self._cell is not None:
            self._cell.text += data

    def end_block(self) -> None:
        """What follows stands on a line of its own."""
        pieces = [" ".join(piece.split()) for piece in self._pieces]
        if any(pieces):
            self.page.blocks.append([piece for piece in pieces if piece])
        self._pieces = [""]
