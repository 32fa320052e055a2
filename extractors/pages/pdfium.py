"""PDF bytes to pages of words, rulings and links. The rest of the house knows no PDF engine.

PDFium reads the characters, the drawn paths and the link annotations in one pass a page; each page is
closed before the next is opened, so memory does not grow with the document. PDFium is not thread-safe:
one process reads one document at a time.
"""

import ctypes
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import TypeVar

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.pages.characters import Floats
from extractors.pages.model import Box, Link, Page, Pages, Unreadable
from extractors.pages.words import words_of

Measure = TypeVar("Measure", float, Floats)

PAGE_LIMIT = 1000

OBJECTS_A_PAGE_LIMIT = 60_000

_WHITE = b"\0\t\n\f\r "  # what a PDF calls white space
# "%%EOF\n%PDF-1.7": a document begins where one has ended; between two attachments other objects stand.
_ANOTHER = re.compile(rb"%%EOF([^%]{0,1024})%PDF-\d")
# A filled rectangle thinner than this is a drawn line; PDF producers differ in how they rule a table.
_RULE_THICKNESS = 2.0

# A filled shape smaller than this is a drawn bullet: Chromium paints them as curves.
_MARK_SIZE = 8.0


def read_pages(data: bytes) -> Pages:
    """All readable pages of a PDF. Raises Unreadable where there is none."""
    if not data.removeprefix(BOM_UTF8).lstrip(_WHITE).startswith(b"%PDF-"):
        raise Unreadable("not_a_pdf", "the file does not begin as a PDF does")
    if any(b"obj" not in between for between in _ANOTHER.findall(data)):
        said = "the file holds several PDFs, one behind the other: hand them in one by one"
        raise Unreadable("not_a_status_report", said)
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

    def point(self, x: Measure, y: Measure) -> tuple[Measure, Measure]:
        """A point as it is seen, or many: their x and their y."""
        if self.turn == 0:
            return x - self.left, self.high - y
        if self.turn == 90:
            return y - self.low, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.low
        return self.high - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _read_page(document: pdfium.PdfDocument, index: int) -> Page:
    page = document[index]
    try:
        view = _View(page)
        if view.width <= 0 or view.height <= 0:
            raise ValueError("the page has no area")
        textpage = page.get_textpage()
        try:
            words = tuple(words_of(textpage, view.point, index + 1))
        finally:
            textpage.close()
        rules, fills, marks = _shapes(page, view)
        links = tuple(_links(document, page, view))
        return Page(index + 1, view.width, view.height, words, rules, fills, marks, links)
    finally:
        page.close()


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
