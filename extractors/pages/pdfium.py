"""PDF bytes to pages of words, rulings and links. The rest of the house knows no PDF engine.

PDFium reads the characters, the drawn paths and the link annotations in one pass a page; each page is
closed before the next is opened, so memory does not grow with the document. PDFium is not thread-safe:
one process reads one document at a time.
"""

import re
from codecs import BOM_UTF8

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.pages.model import Page, Pages, Unreadable
from extractors.pages.page import read_page
from extractors.pages.sheets import pages_apart

PAGE_LIMIT = 1000

_WHITE = b"\0\t\n\f\r "  # what a PDF calls white space
# "%%EOF\n%PDF-1.7": a document begins where one has ended; between two attachments other objects stand.
_ANOTHER = re.compile(rb"%%EOF([^%]{0,1024})%PDF-\d")


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
                pages.append(read_page(document, index, pages[-1].scale if pages else 1.0))
            except (pdfium.PdfiumError, ValueError, OverflowError) as error:
                damaged[index + 1] = str(error) or type(error).__name__
        producer = document.get_metadata_value("Producer") or None
    finally:
        document.close()
    if not pages:
        raise Unreadable("damaged", f"no page of the document can be read; of the first: {damaged[1]}")
    return Pages(pages_apart(pages), count, producer, damaged)


def _unopened() -> Unreadable:
    """Why PDFium did not open the document, by its last error."""
    code = raw.FPDF_GetLastError()
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return Unreadable("encrypted", "the document is encrypted and asks for a password")
    return Unreadable("damaged", "the document begins as a PDF but its structure is broken")
