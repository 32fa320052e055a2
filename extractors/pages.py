"""PDF bytes to pages of words, rulings and links. The only module that knows a PDF engine.

PDFium reads the characters, the drawn paths and the link annotations in one pass a page; each page is
closed before the next is opened, so memory does not grow with the document. PDFium is not thread-safe:
one process reads one document at a time.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

Box = tuple[float, float, float, float]

PAGE_LIMIT = 400
WORDS_A_PAGE_LIMIT = 20_000
OBJECTS_A_PAGE_LIMIT = 60_000

# A filled rectangle thinner than this is a drawn line; PDF producers differ in how they rule a table.
_RULE_THICKNESS = 2.0
# A filled shape smaller than this is a drawn bullet: Chromium paints them as curves.
_MARK_SIZE = 8.0
# The hyphen at a line's end, soft or hard: PDFium replaces it by one of these.
_LINE_END_HYPHENS = "\ufffe\u00ad\x02"
_DROPPED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\x00"))


@dataclass(frozen=True, slots=True)
class Word:
    """A run of printed characters without white space.

    `base` is the baseline it is printed on. `broken` is true where the word ends in a hyphen that may
    only be there because the line ended.
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


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink's target and the rectangle it lies under; a wrapped link is one of these a line."""

    url: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is seen, rotation and crop applied; lengths in points from the top left.

    `rules` are drawn lines and thin rectangles, `fills` painted areas, `marks` small painted shapes
    (bullets of producers that draw them).
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Box, ...]
    fills: tuple[Box, ...]
    marks: tuple[Box, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """A document's pages; `damaged` maps the numbers of pages that could not be read to the reason."""

    pages: tuple[Page, ...]
    count: int
    producer: str | None
    damaged: dict[int, str]


class Unreadable(Exception):
    """The bytes cannot be read as pages; `code` is the contract's refusal code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_pages(data: bytes) -> Pages:
    """All readable pages of a PDF. Raises Unreadable where there is none."""
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("not_a_pdf", "the file does not begin as a PDF does")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _unopened() from error
    try:
        count = len(document)
        if count > PAGE_LIMIT:
            raise Unreadable("too_large", f"the document has {count} pages; at most {PAGE_LIMIT} are read")
        if count == 0:
            raise Unreadable("damaged", "the document has no pages")
        pages: list[Page] = []
        damaged: dict[int, str] = {}
        for index in range(count):
            try:
                pages.append(_read_page(document, index))
            except (pdfium.PdfiumError, ValueError, OverflowError) as error:
                damaged[index + 1] = str(error) or type(error).__name__
        producer = document.get_metadata_value("Producer") or None
    finally:
        document.close()
    if not pages:
        raise Unreadable("damaged", f"no page of the document can be read; of the first: {damaged[1]}")
    return Pages(tuple(pages), count, producer, damaged)


def _unopened() -> Unreadable:
    """Why PDFium did not open the document, by its last error."""
    code = raw.FPDF_GetLastError()
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return Unreadable("encrypted", "the document is encrypted and asks for a password")
    return Unreadable("damaged", "the document begins as a PDF but its structure is broken")


class _View:
    """Turns PDF user space into the page as it is seen: from the top left, rotated and cropped."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.left, self.low, self.right, self.high = page.get_bbox()
        self.turn = page.get_rotation()
        wide, tall = self.right - self.left, self.high - self.low
        self.width, self.height = (wide, tall) if self.turn in (0, 180) else (tall, wide)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        if self.turn == 90:
            x0, y0, x1, y1 = y0 - self.low, x0 - self.left, y1 - self.low, x1 - self.left
        elif self.turn == 180:
            x0, y0, x1, y1 = self.right - x1, y0 - self.low, self.right - x0, y1 - self.low
        elif self.turn == 270:
            x0, y0, x1, y1 = self.high - y1, self.right - x1, self.high - y0, self.right - x0
        else:
            x0, y0, x1, y1 = x0 - self.left, self.high - y1, x1 - self.left, self.high - y0
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _read_page(document: pdfium.PdfDocument, index: int) -> Page:
    page = document[index]
    try:
        view = _View(page)
        if view.width <= 0 or view.height <= 0:
            raise ValueError("the page has no area")
        textpage = page.get_textpage()
        try:
            words = tuple(_words(textpage, view, index + 1))
        finally:
            textpage.close()
        rules, fills, marks = _shapes(page, view)
        links = tuple(_links(document, page, view))
        return Page(index + 1, view.width, view.height, words, rules, fills, marks, links)
    finally:
        page.close()


def _words(textpage: pdfium.PdfTextPage, view: _View, number: int) -> Iterator[Word]:
    """Characters joined into words: a space, a change of line or a wide gap ends one."""
    rect = raw.FS_RECTF()
    run: list[tuple[str, Box]] = []
    start, size = 0, 0.0
    words = 0
    for i in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, i)
        char = _plain(code)
        ends = not char or char.isspace()
        if not ends:
            raw.FPDFText_GetLooseCharBox(textpage, i, rect)
            box = view.box(rect.left, rect.bottom, rect.right, rect.top)
            if run and char == run[-1][0] and box != run[-1][1] and _same_place(box, run[-1][1]):
                continue  # the same glyph painted twice for a bold look; a ligature's two share one box
            if run and not _continues(run[-1][1], box, size):
                yield _word(run, textpage, view, start, size, number)
                run, words = [], words + 1
            if not run:
                start, size = i, _size(textpage, i)
            run.append((char, box))
        if run and (ends or char[-1] in _LINE_END_HYPHENS):
            yield _word(run, textpage, view, start, size, number)
            run, words = [], words + 1
        if words > WORDS_A_PAGE_LIMIT:
            raise ValueError(f"the page has more than {WORDS_A_PAGE_LIMIT} words")
    if run:
        yield _word(run, textpage, view, start, size, number)


def _plain(code: int) -> str:
    """The character as text: ligatures spelt out, invisible ones dropped, undecodable ones as U+FFFD."""
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    char = chr(code)
    if code == 0xFFFE or code == 2 or code == 0xAD:
        return "\ufffe"
    if 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", char)
    return " " if code < 32 or code == 127 else char.translate(_DROPPED)


def _same_place(a: Box, b: Box) -> bool:
    return abs(a[0] - b[0]) < 1 and abs(a[1] - b[1]) < 1 and abs(a[2] - b[2]) < 1


def _continues(before: Box, box: Box, size: float) -> bool:
    """Whether a character stands right after the one before it, on the same line."""
    em = max(size, 4.0)
    level = before[1] - em < (box[1] + box[3]) / 2 < before[3] + em
    return level and -em < box[0] - before[2] < 0.6 * em


def _word(
    run: list[tuple[str, Box]],
    textpage: pdfium.PdfTextPage,
    view: _View,
    start: int,
    size: float,
    number: int,
) -> Word:
    text = "".join(char for char, _ in run)
    boxes = [box for _, box in run]
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, start, x, y)
    _, base, _, _ = view.box(x.value, y.value, x.value, y.value)
    broken = text[-1] in _LINE_END_HYPHENS
    return Word(
        "".join("-" if char in _LINE_END_HYPHENS else char for char in text),
        number,
        round(min(b[0] for b in boxes), 2),
        round(min(b[1] for b in boxes), 2),
        round(max(b[2] for b in boxes), 2),
        round(max(b[3] for b in boxes), 2),
        round(base, 2),
        round(size, 1),
        _is_bold(textpage, start),
        broken,
    )


def _size(textpage: pdfium.PdfTextPage, index: int) -> float:
    """The type size as it is seen: the font's size times the scale it is drawn at."""
    matrix = raw.FS_MATRIX()
    size = raw.FPDFText_GetFontSize(textpage, index)
    if raw.FPDFText_GetMatrix(textpage, index, matrix):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    return min(float(size), 200.0)


_BOLD_NAMES = (b"bold", b"black", b"heavy", b"semibold", b"demi")


def _is_bold(textpage: pdfium.PdfTextPage, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(textpage, index) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, 128, flags)
    return any(part in name.value.lower() for part in _BOLD_NAMES)


def _shapes(page: pdfium.PdfPage, view: _View) -> tuple[tuple[Box, ...], tuple[Box, ...], tuple[Box, ...]]:
    """Drawn lines, painted areas and bullet marks of a page, forms included."""
    rules: list[Box] = []
    fills: list[Box] = []
    marks: list[Box] = []
    bounds = [ctypes.c_float() for _ in range(4)]
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    for seen, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)):
        if seen > OBJECTS_A_PAGE_LIMIT:
            raise ValueError(f"the page has more than {OBJECTS_A_PAGE_LIMIT} drawn objects")
        x0, y0, x1, y1 = item.get_bounds() if item.level else _bounds(item, bounds)
        box = view.box(x0, y0, x1, y1)
        wide, tall = box[2] - box[0], box[3] - box[1]
        raw.FPDFPath_GetDrawMode(item, mode, stroke)
        if min(wide, tall) <= _RULE_THICKNESS < max(wide, tall):
            rules.append(box)
        elif stroke.value and raw.FPDFPath_CountSegments(item) >= 4 and max(wide, tall) > _MARK_SIZE:
            rules.extend(_outline(box))
            if mode.value:
                fills.append(box)
        elif mode.value and max(wide, tall) <= _MARK_SIZE:
            marks.append(box)
        elif mode.value:
            fills.append(box)
    return tuple(rules), tuple(fills), tuple(marks)


def _bounds(item: pdfium.PdfObject, bounds: list[ctypes.c_float]) -> Box:
    raw.FPDFPageObj_GetBounds(item, *bounds)
    x0, y0, x1, y1 = (value.value for value in bounds)
    return x0, y0, x1, y1


def _outline(box: Box) -> Iterator[Box]:
    x0, top, x1, bottom = box
    yield (x0, top, x1, top)
    yield (x0, bottom, x1, bottom)
    yield (x0, top, x0, bottom)
    yield (x1, top, x1, bottom)


def _links(document: pdfium.PdfDocument, page: pdfium.PdfPage, view: _View) -> Iterator[Link]:
    position, annotation = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, annotation):
        action = raw.FPDFLink_GetAction(annotation)
        length = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if not length:
            continue
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFAction_GetURIPath(document, action, buffer, length)
        rect = raw.FS_RECTF()
        if raw.FPDFLink_GetAnnotRect(annotation, rect):
            url = buffer.value.decode("utf-8", "replace")
            yield Link(url, view.box(rect.left, rect.bottom, rect.right, rect.top))
