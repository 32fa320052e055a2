"""A saved web page as plain text in its places: heading, tables, blocks of text, and where it leads on to.

Nothing of the page is executed or fetched.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.register.files.html.seen import Seen

_BLOCKS = frozenset(
    {
        *("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "tr", "td", "th", "table", "thead", "tbody"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "section", "article", "header", "footer"),
        *("body", "main", "nav", "form", "tfoot", "caption", "pre", "blockquote", "figure", "option"),
    }
)
_LABELS = frozenset(("strong", "b", "dt", "th", "label"))
_DEEPEST_TABLE = 12
# A browser closes these by itself, or they have no end: they do not nest.
_NO_NESTING = frozenset(
    {
        *("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "colgroup", "html"),
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"),
        *("wbr", "path", "circle", "rect", "line", "polygon", "polyline", "ellipse", "use", "stop"),
    }
)
# <div class="x">, </div>
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)")
_DEEPEST = 3000


class TooDeep(ValueError):
    """The page is nested beyond all measure."""


@dataclass(slots=True)
class Cell:
    """A table's cell: its text (a line for each line that is seen), first link, and the places it spans."""

    text: str = ""
    link: str | None = None
    is_heading: bool = False
    down: int = 1
    across: int = 1

    @property
    def plain(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


@dataclass(slots=True)
class Table:
    """A table as written: each section's rows of cells; `inside` is the table in one of whose cells it is."""

    sections: list[list[list[Cell]]] = field(default_factory=list)
    inside: "Table | None" = None


@dataclass(slots=True)
class Page:
    """A page's `heading` (its first h1), own address, `base` of its links, tables, and blocks of text.

    A block is what stands on a line of its own, in pieces: a label that is set off from its value
    (`<strong>Stage</strong>Withdrawn`) is a piece by itself. `links` are (address, rel, text).
    """

    heading: str = ""
    link: str | None = None
    base: str = ""
    tables: list[Table] = field(default_factory=list)
    blocks: list[list[str]] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)


def parse_page(text: str) -> Page:
    """What a reader sees of the page. Malformed markup is read as a browser does. Raises TooDeep."""
    _hold_to_depth(text)
    parser = LexborHTMLParser(text)
    reader = _Reader(Seen(parser))
    canonical = parser.css_first('link[rel="canonical"]')
    reader.page.link = canonical.attributes.get("href") if canonical else None
    base = parser.css_first("base[href]")
    reader.page.base = (base.attributes.get("href") or "") if base else ""
    for link in parser.css("link[rel]"):
        if (link.attributes.get("rel") or "").casefold() == "next" and (there := link.attributes.get("href")):
            reader.page.links.append((there, "next", ""))
    if parser.body is not None:
        reader.read(parser.body)
    return reader.page


def _hold_to_depth(text: str) -> None:
    """A parser's time grows with the square of the depth; so what is absurd is not parsed."""
    depth: dict[str, int] = {}
    total = 0
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if name in _NO_NESTING:
            continue
        if not tag["end"]:
            depth[name] = depth.get(name, 0) + 1
            total += 1
            if total > _DEEPEST:
                raise TooDeep
        elif depth.get(name):
            depth[name] -= 1
            total -= 1


class _Reader:
    """Goes through the page once; what is open is kept on stacks."""

    def __init__(self, seen: Seen) -> None:
        self.page = Page()
        self._seen = seen
        self._blank_from: LexborNode | None = None
        self._heading: list[str] | None = None
        self._pieces: list[list[str]] = [[]]
        self._tables: list[Table] = []
        self._cells: list[tuple[Cell, list[str], int]] = []
        self._anchor: tuple[dict[str, str | None], list[str]] | None = None

    def read(self, root: LexborNode) -> None:
        """The whole tree, without recursion: a page may be nested deeper than Python goes."""
        node, end = root, root.mem_id
        while True:
            goes_in = self._enter(node)
            following = node.first_child if goes_in else None
            while following is None:
                if goes_in:
                    self._leave(node)
                if node.mem_id == end:
                    return
                following = node.next
                if following is None:
                    parent = node.parent
                    if parent is None:
                        return
                    node, goes_in = parent, True
            node = following

    def _enter(self, node: LexborNode) -> bool:
        if node.is_text_node:
            self._say(node.text_content or "")
            return False
        if not node.is_element_node or self._seen.is_gone(node):
            return False
        if self._blank_from is None and self._seen.is_blank(node):
            self._blank_from = node
        tag = node.tag or ""
        if tag in _BLOCKS:
            self._end_block()
        if tag in _LABELS:
            self._pieces.append([])
        if tag == "a":
            self._begin_link(node.attributes)
        elif tag == "h1" and not self.page.heading:
            self._heading = []
        elif tag == "table":
            self._begin_table()
        elif self._tables:
            self._enter_table(tag, node.attributes)
        return True

    def _enter_table(self, tag: str, named: dict[str, str | None]) -> None:
        sections = self._tables[-1].sections
        if tag in ("thead", "tbody", "tfoot"):
            sections.append([])
        elif tag == "tr":
            if not sections:
                sections.append([])
            sections[-1].append([])
        elif tag in ("td", "th") and sections:
            self._begin_cell(tag, named)

    def _leave(self, node: LexborNode) -> None:
        if self._blank_from is not None and self._blank_from.mem_id == node.mem_id:
            self._blank_from = None
        tag = node.tag
        if tag in _LABELS:
            self._pieces.append([])
        if tag in _BLOCKS:
            self._end_block()
        if tag == "h1" and self._heading is not None:
            self.page.heading = " ".join("".join(self._heading).split())
            self._heading = None
        elif tag == "a" and self._anchor is not None:
            (named, said), self._anchor = self._anchor, None
            address, rel = named.get("href") or "", (named.get("rel") or "").casefold()
            self.page.links.append((address, rel, " ".join("".join(said).split())))
        elif tag == "table" and self._tables:
            self._tables.pop()
        elif tag in ("td", "th") and self._cells and self._cells[-1][2] == len(self._tables):
            self._end_cell()

    def _say(self, text: str) -> None:
        if self._blank_from is not None:
            return
        text = text.replace("\n", " ").replace("\r", " ")
        self._pieces[-1].append(text)
        if self._heading is not None:
            self._heading.append(text)
        if self._anchor is not None:
            self._anchor[1].append(text)
        if self._cells:
            self._cells[-1][1].append(text)

    def _begin_link(self, named: dict[str, str | None]) -> None:
        address = named.get("href")
        self._anchor = (named, []) if address else None
        for cell, _, _ in self._cells:
            cell.link = cell.link or address

    def _begin_table(self) -> None:
        table = Table(inside=self._tables[-1] if self._tables else None)
        if len(self._tables) < _DEEPEST_TABLE:
            self.page.tables.append(table)
        self._tables.append(table)

    def _begin_cell(self, tag: str, named: dict[str, str | None]) -> None:
        rows = self._tables[-1].sections[-1]
        if not rows:
            return
        cell = Cell(
            "", None, tag == "th", _span(named.get("rowspan"), 65534), _span(named.get("colspan"), 1000)
        )
        rows[-1].append(cell)
        self._cells.append((cell, [], len(self._tables)))

    def _end_cell(self) -> None:
        cell, said, _ = self._cells.pop()
        lines = (" ".join(line.split()) for line in "".join(said).split("\n"))
        cell.text = "\n".join(filter(None, lines))
        if self._cells:  # the text of a table inside a cell is the cell's
            self._cells[-1][1].append(f"\n{cell.text}\n")

    def _end_block(self) -> None:
        """What follows stands on a line of its own."""
        pieces = [" ".join("".join(piece).split()) for piece in self._pieces]
        if any(pieces):
            self.page.blocks.append([piece for piece in pieces if piece])
        self._pieces = [[]]
        if self._cells:
            self._cells[-1][1].append("\n")


def _span(said: str | None, most: int) -> int:
    """A span as browsers take it; 0 rows is all that follow in the section."""
    digits = re.match(r"\s*\+?(\d{1,6})", said or "")
    number = int(digits[1]) if digits else 1
    return min(number, most) if number else (most if most > 1000 else 1)
