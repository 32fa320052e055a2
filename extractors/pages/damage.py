"""Which pages of a broken document lost text without any error: PDFium reads on and says nothing.

Every compressed stream of the file is inflated to its end; its check sum tells whether a byte is wrong. Only
where one is broken does pdfminer find out whose page content it was.
"""

import base64
import re
import zlib
from io import BytesIO

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1

# "<< /Filter /FlateDecode /Length 612 >> stream …": the dictionary ends within this many bytes of its stream
_HEAD = 400
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
# A bomb inflates for ever; what lies beyond this is not checked.
_MOST_INFLATED = 64_000_000
_PIECE = 1_000_000


def broken_pages(data: bytes) -> dict[int, str]:
    """The pages, counted from 1, whose content is damaged, with the reason; empty for a sound document.

    A broken stream that is no page's content (a font, an image) is reported under page 0.
    """
    encrypted = b"/Encrypt" in data  # then a stream inflates only when it is deciphered, page by page
    if not encrypted and not _has_broken_stream(data):
        return {}
    reason = "its compressed text is damaged, and some or all of it is lost"
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
        broken = {
            number: reason
            for number, page in enumerate(PDFPage.create_pages(document), 1)
            if any(_is_broken(stream) for stream in map(resolve1, page.contents))
        }
    except Exception:  # a broken file breaks its reader in every way there is
        broken = {}
    if broken or encrypted:
        return broken
    return {0: "a compressed part of the document is damaged: something may be missing"}


def _has_broken_stream(data: bytes) -> bool:
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _HEAD) : match.start()]
        head = head[head.rfind(b"obj") + 3 :]
        if b"FlateDecode" not in head or b"/Crypt" in head or b"DCTDecode" in head:
            continue
        end = data.find(b"endstream", match.end())
        body = data[match.end() : end if end > 0 else len(data)]
        if not _inflates(body, b"ASCII85Decode" in head):
            return True
    return False


def _is_broken(stream: object) -> bool:
    if not isinstance(stream, PDFStream):
        return True
    filters = str(stream.attrs.get("Filter"))
    body = stream.get_rawdata() or b""
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        body = stream.decipher(stream.objid, stream.genno, body, stream.attrs)
    return "FlateDecode" in filters and not _inflates(body, "ASCII85" in filters)


def _inflates(body: bytes, ascii85: bool) -> bool:
    """Whether compressed bytes inflate to their end and their check sum holds."""
    try:
        if ascii85:
            body = base64.a85decode(body.strip().removesuffix(b"~>"))
        inflater = zlib.decompressobj()
        total = 0
        while not inflater.eof:
            piece = inflater.decompress(body, _PIECE)
            body = inflater.unconsumed_tail
            total += len(piece)
            if total > _MOST_INFLATED:
                return True
            if not piece and not body:
                break
    except (zlib.error, ValueError):
        return False
    return inflater.eof
