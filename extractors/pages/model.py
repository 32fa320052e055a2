"""Pages as they are seen: words, rulings and links, with their places in points from the top left."""

from dataclasses import dataclass
from typing import Literal

from extractors.contract import RefusalCode

# What becomes of words that are not read: each is a role of the word account.
Apart = Literal["watermark", "hidden", "struck", "repeated"]

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A run of printed characters without white space; the same only as itself, whatever else reads alike.

    `base` is the baseline it is printed on. `broken` is true where the word ends in a hyphen that may
    only be there because the line ended. `bare` is the text without the figure of a footnote, where one is
    printed right behind the word. `raised` is true of such a figure where its type shows that it is one; its
    baseline is the word's. `accented` says that it has a bright colour of its own or is underlined. `seen`
    is where the word is seen, on a page that is turned or scaled to be read, `on_sheet` the number of the
    page that the PDF has, where that holds several to be read.
    """

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    broken: bool = False
    italic: bool = False
    bare: str | None = None
    raised: bool = False
    accented: bool = False
    seen: Box | None = None
    on_sheet: int | None = None

    @property
    def sheet(self) -> int:
        """The number of the PDF's page on which the word is seen."""
        return self.on_sheet or self.page

    @property
    def box(self) -> Box:
        """Where the word is seen on its page."""
        return self.seen or (self.x0, self.top, self.x1, self.bottom)


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink's target and the rectangle it lies under; a wrapped link is one of these a line."""

    url: str
    box: Box


@dataclass(frozen=True, slots=True)
class Note:
    """What a comment, a stamp or a form field says, and where it is seen."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is read, rotation and crop applied; lengths in points from the top left.

    `rules` are drawn lines and thin rectangles, `fills` painted areas, `marks` small painted shapes
    (bullets of producers that draw them). `apart` are words that are not read, `notes` what stands over the
    page, `covered` the places where it does. `drawn` is the share of the page that pictures take, or 1 where
    there is no text but something drawn. `recognised` says that its words were recognised from a picture;
    `scale` is how many times it was enlarged to be read; `on_sheet` is the number of the
    page that the PDF has, where that holds several to be read.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Box, ...]
    fills: tuple[Box, ...]
    marks: tuple[Box, ...]
    links: tuple[Link, ...]
    apart: tuple[tuple[Apart, tuple[Word, ...]], ...] = ()
    notes: tuple[Note, ...] = ()
    covered: tuple[Box, ...] = ()
    drawn: float = 0.0
    recognised: bool = False
    scale: float = 1.0
    on_sheet: int | None = None

    @property
    def sheet(self) -> int:
        """The number of the PDF's page on which the page is seen."""
        return self.on_sheet or self.number


@dataclass(frozen=True, slots=True)
class Pages:
    """A document's pages as they are read; `damaged` maps the numbers of those not read to the reason.

    `count` is how many the PDF has, of which each may be a sheet that holds several.
    """

    pages: tuple[Page, ...]
    count: int
    producer: str | None
    damaged: dict[int, str]


class Unreadable(Exception):
    """The bytes cannot be read as pages; `code` is the contract's refusal code."""

    def __init__(self, code: RefusalCode, message: str) -> None:
        super().__init__(message)
        self.code = code
