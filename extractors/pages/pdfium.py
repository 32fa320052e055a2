"""PDF bytes to pages of words, rulings and links. The rest of the house knows no PDF engine.

PDFium reads the characters, the drawn paths and the link annotations in one pass a page; each page is
closed before the next is opened, so memory does not grow with the document. PDFium is not thread-safe:
one process reads one document at a time.
"""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.pages.model import Link, Page, Pages, Unreadable
from extractors.pages.painted import painted_on
from extractors.pages.view import View
from extractors.pages.words import words_of

PAGE_LIMIT = 1000


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


def _read_page(document: pdfium.PdfDocument, index: int) -> Page:
    page = document[index]
    try:
        view = View(page)
        if view.width <= 0 or view.height <= 0:
            raise ValueError("the page has no area")
        textpage = page.get_textpage()
        try:
            words = tuple(words_of(textpage, view.point, index + 1))
        finally:
            textpage.close()
        painted = painted_on(page, view)
        return Page(
            index + 1,
            view.width,
            view.height,
            words,
            tuple(painted.rules),
            tuple(painted.fills),
            tuple(painted.marks),
            tuple(_links(document, page, view)),
        )
    finally:
        page.close()


def _links(document: pdfium.PdfDocument, page: pdfium.PdfPage, view: View) -> Iterator[Link]:
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
