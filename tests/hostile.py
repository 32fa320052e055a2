"""Files that no reader should be given, each with what may become of it: hostile, broken, or merely odd.

`FILES` maps a name to how the file is made at a path and the answers that are right: refusal codes, and
READ for a document that is read (perhaps with warnings). Where a reader's own limits decide (a loop is cut
short, or runs into the sandbox's), more than one is right; an answer is always one of them.
"""

import gzip
import io
import os
import random
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf

from samples import REPORTS

READ = "read"
REPORT = REPORTS / "2020-08.pdf"
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_SOME_TEXT = b"BT /F1 9 Tf 50 700 Td (Change Status Report) Tj ET "
Make = Callable[[Path], object]


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, the first of which is the catalog."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return out + head + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))


def page(more: bytes = b"", box: bytes = b"[0 0 600 800]") -> bytes:
    """A page object with this in its dictionary."""
    return b"<</Type/Page/Parent 2 0 R/MediaBox%s%s>>" % (box, more)


def stream(body: bytes, head: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (head, len(body), body)


def drawn(content: bytes, box: bytes = b"[0 0 600 800]") -> bytes:
    """A PDF of one page with this content, compressed, and a font F1."""
    return pdf(
        _CATALOG,
        _ONE_PAGE,
        page(b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>", box),
        stream(zlib.compress(content), b"/Filter/FlateDecode"),
        _FONT,
    )


@cache
def report() -> bytes:
    """The August sample."""
    return REPORT.read_bytes()


@cache
def blanks() -> bytes:
    """A megabyte that unpacks to more than a gigabyte of blanks."""
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(b" " * 2**20) for _ in range(1200)) + packer.flush()


def bomb() -> bytes:
    """A page whose content is a gigabyte of blanks."""
    content = stream(blanks(), b"/Filter/FlateDecode")
    return pdf(_CATALOG, _ONE_PAGE, page(b"/Contents 4 0 R"), content)


def double_bomb() -> bytes:
    """The same, packed twice."""
    content = stream(zlib.compress(blanks()), b"/Filter[/FlateDecode/FlateDecode]")
    return pdf(_CATALOG, _ONE_PAGE, page(b"/Contents 4 0 R"), content)


def page_loop() -> bytes:
    """A page tree whose branches lead back to its root."""
    branch = b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"
    return pdf(_CATALOG, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", branch)


def form_loop() -> bytes:
    """Two forms that each draw the other, twice."""
    forms = b"/Resources<</XObject<</A 5 0 R/B 6 0 R>>>>"
    form = stream(b"/A Do /B Do /A Do /B Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]" + forms)
    return pdf(_CATALOG, _ONE_PAGE, page(b"/Contents 4 0 R" + forms), stream(b"/A Do"), form, form)


def nested_arrays() -> bytes:
    """A page with an array in an array, 31,000 times over."""
    return pdf(_CATALOG, _ONE_PAGE, page(b"/X " + b"[" * 31_000 + b"]" * 31_000))


def nested_catalog() -> bytes:
    """A catalog with an array in an array, a million times over."""
    return pdf(b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 10**6 + b"]" * 10**6 + b">>", _ONE_PAGE, page())


def box_of_itself() -> bytes:
    """A page whose size is a reference to itself."""
    return pdf(_CATALOG, _ONE_PAGE, page(box=b" 4 0 R"), b"4 0 R")


def pages(count: int, content: bytes = b"") -> bytes:
    """Many pages that show the same."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, count + 5))
    one = page(b"/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>")
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return pdf(_CATALOG, tree, stream(content), _FONT, *[one] * count)


def glyphs() -> bytes:
    """A page of 300,000 characters, each set by itself."""
    places = (b"1 0 0 1 %d %d Tm (a) Tj " % (10 + i % 570, 800 - (i // 570) % 790) for i in range(300_000))
    return drawn(b"BT /F1 6 Tf " + b"".join(places) + b"ET")


def strokes() -> bytes:
    """A page of 300,000 lines across each other."""
    lines = (b"%d %d m %d %d l S " % (i % 590, i % 790, i * 7 % 590, i * 3 % 790) for i in range(300_000))
    return drawn(b"".join(lines) + _SOME_TEXT)


def squared_paper() -> bytes:
    """A page ruled every half point, both ways: a table of more than a million cells."""
    lines = (
        b"%.1f 0 m %.1f 800 l S 0 %.1f m 600 %.1f l S " % (i / 2, i / 2, i / 1.5, i / 1.5)
        for i in range(1190)
    )
    return drawn(b"".join(lines) + _SOME_TEXT)


def flipped(seed: int, bits: int) -> bytes:
    """The August sample with some bits turned."""
    chance, data = random.Random(seed), bytearray(report())
    for _ in range(bits):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def encrypted(user: str, revision: int) -> bytes:
    """The August sample, which asks for a password where `user` is one."""
    strong = revision == 6
    lock = pikepdf.Encryption(owner="owner", user=user, R=revision, aes=strong, metadata=strong)
    return rewritten(lambda document: None, encryption=lock)


def rewritten(change: Callable[[pikepdf.Pdf], object], **saved: pikepdf.Encryption) -> bytes:
    """The August sample after a change to its objects."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(report())) as document:
        change(document)
        document.save(out, **saved)
    return out.getvalue()


def and_page_of(other: bytes) -> bytes:
    """The August sample with a page more, from another document."""
    with pikepdf.open(io.BytesIO(other)) as source:
        return rewritten(lambda document: document.pages.append(source.pages[0]))


def boxed(*box: float) -> bytes:
    """The August sample on pages of this size."""

    def resize(document: pikepdf.Pdf) -> None:
        for one in document.pages:
            one.MediaBox = pikepdf.Array(box)
            if "/CropBox" in one:
                del one["/CropBox"]

    return rewritten(resize)


def turned(degrees: int) -> bytes:
    """The August sample on pages that say they are turned by so much."""

    def turn(document: pikepdf.Pdf) -> None:
        for one in document.pages:
            one.Rotate = degrees

    return rewritten(turn)


def acting() -> bytes:
    """The August sample with a script that opens with it, and a file inside it."""

    def arm(document: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.launchURL('http://localhost/')")
        document.Root.OpenAction = document.make_indirect(script)
        document.attachments["macro.sh"] = b"#!/bin/sh\ntouch harmed\n"

    return rewritten(arm)


def strange_characters() -> bytes:
    """A status report whose font says that its letters are lone surrogates, nulls and direction marks."""
    named = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        b"1 begincodespacerange <00> <ff> endcodespacerange 4 beginbfchar <41> <D800> <42> <0000> "
        b"<43> <202E> <44> <DBFFDFFF> endbfchar endcmap end end"
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    text = b"BT /F1 9 Tf 50 700 Td (Change Status Report ABCD \342\200\256 August 2020) Tj ET"
    return pdf(
        _CATALOG,
        _ONE_PAGE,
        page(b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"),
        stream(text),
        font,
        stream(named),
    )


def foreign_encoding() -> bytes:
    """A font whose character map is a path out of the library's folder."""
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/..#2F..#2F..#2Ftmp#2Fharm/DescendantFonts[6 0 R]>>"
    )
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(..)/Ordering(..)>>>>"
    return pdf(
        _CATALOG,
        _ONE_PAGE,
        page(b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"),
        stream(_SOME_TEXT),
        font,
        below,
    )


def table_of_itself() -> bytes:
    """A cross-reference table whose previous one is itself."""
    data = pdf(_CATALOG, _ONE_PAGE, page())
    start = data.rindex(b"startxref\n") + 10
    place = data[start : data.index(b"\n", start)]
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev " + place)


def no_table() -> bytes:
    """The August sample without its cross-reference table."""
    return report()[: report().rindex(b"startxref")] + b"startxref\n0\n%%EOF"


def many_links() -> bytes:
    """A page with 50,000 links on one word."""
    links = b" ".join(
        b"<</Type/Annot/Subtype/Link/Rect[50 700 90 710]/A<</S/URI/URI(javascript:alert\\(%d\\))>>>>" % number
        for number in range(50_000)
    )
    whole = page(b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[%s]" % links)
    return pdf(_CATALOG, _ONE_PAGE, whole, stream(_SOME_TEXT), _FONT)


def letter() -> bytes:
    """A letter that speaks of a modification."""
    lines = ("Dear Sir,", "thank you for your letter of 3 August 2020 about MP102A.", "Yours faithfully")
    return drawn(
        b"BT /F1 11 Tf 72 700 Td 20 TL " + b" ".join(b"(%s) ' " % line.encode() for line in lines) + b"ET"
    )


def picture() -> bytes:
    """A page that is one grey picture."""
    image = stream(
        zlib.compress(b"\x80" * 60_000),
        b"/Type/XObject/Subtype/Image/Width 200/Height 300/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Filter/FlateDecode",
    )
    head = page(b"/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>")
    return pdf(_CATALOG, _ONE_PAGE, head, stream(b"600 0 0 800 0 0 cm /I Do"), image)


def no_pages() -> bytes:
    """A document without a page."""
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


def word_file() -> bytes:
    """A zip archive, as word processors save."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


def _write(make: Callable[[], bytes]) -> Make:
    return lambda path: path.write_bytes(make())


def _cut(share: float) -> Make:
    return _write(lambda: report()[: int(len(report()) * share)])


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(300 * 10**6)


_WRONG = {"damaged"}
_BLANK = {"no_text_layer", "damaged"}
_SOME = {READ, "damaged", "no_text_layer", "not_a_status_report"}

FILES: dict[str, tuple[Make, set[str]]] = {
    "missing": (lambda path: None, {"no_such_file"}),
    "folder": (lambda path: path.mkdir(), {"not_a_pdf"}),
    "named-pipe": (lambda path: os.mkfifo(path), {"not_a_pdf"}),
    "device": (lambda path: path.symlink_to("/dev/zero"), {"not_a_pdf"}),
    "link-to-itself": (lambda path: path.symlink_to(path), {"no_such_file"}),
    "empty": (lambda path: path.touch(), {"not_a_pdf"}),
    "text": (_write("Change Status Report – August 2020".encode), {"not_a_pdf"}),
    "web-page": (_write(lambda: b"<!doctype html><script>alert(1)</script>"), {"not_a_pdf"}),
    "word-file": (_write(word_file), {"not_a_pdf"}),
    "gzipped": (_write(lambda: gzip.compress(report())), {"not_a_pdf"}),
    "only-the-first-line": (_write(lambda: b"%PDF-1.7\n"), _WRONG),
    "a-tenth": (_cut(0.1), _WRONG),
    "half": (_cut(0.5), _WRONG),
    "all-but-a-hundredth": (_cut(0.99), {READ, "damaged"}),
    "no-cross-reference-table": (_write(no_table), {READ, "damaged"}),
    "one-bit-turned": (_write(lambda: flipped(1, 1)), _SOME),
    "five-bits-turned": (_write(lambda: flipped(2, 5)), _SOME),
    "fifty-bits-turned": (_write(lambda: flipped(3, 50)), _SOME),
    "five-hundred-bits-turned": (_write(lambda: flipped(4, 500)), _SOME),
    "noise": (_write(lambda: b"%PDF-1.7\n" + random.Random(5).randbytes(100_000)), _WRONG),
    "password": (_write(lambda: encrypted("user", 6)), {"encrypted"}),
    "old-password": (_write(lambda: encrypted("user", 3)), {"encrypted"}),
    "owners-password-only": (_write(lambda: encrypted("", 6)), {READ}),
    "page-loop": (_write(page_loop), _WRONG),
    "table-of-itself": (_write(table_of_itself), _BLANK),
    "form-loop": (_write(form_loop), {"memory_limit", "time_limit", "no_text_layer"}),
    "nested-arrays": (_write(nested_arrays), _BLANK),
    "nested-catalog": (_write(nested_catalog), _BLANK),
    "nested-content": (_write(lambda: drawn(b"[" * 10**6)), _BLANK),
    "box-of-itself": (_write(box_of_itself), _BLANK),
    "no-pages": (_write(no_pages), _WRONG),
    "many-pages": (_write(lambda: pages(5000)), {"too_large"}),
    "many-pages-of-text": (_write(lambda: pages(5000, _SOME_TEXT)), {"too_large"}),
    "huge": (_huge, {"too_large"}),
    "bomb": (_write(bomb), {"memory_limit"}),
    "double-bomb": (_write(double_bomb), {"memory_limit"}),
    "report-with-a-bomb": (_write(lambda: and_page_of(bomb())), {READ, "memory_limit"}),
    "glyph-by-glyph": (
        _write(glyphs),
        {"memory_limit", "time_limit", "not_a_status_report", "too_large"},
    ),
    "strokes": (_write(strokes), {"damaged", "not_a_status_report"}),
    "squared-paper": (_write(squared_paper), {"damaged", "no_text_layer"}),  # its lines strike the text
    "many-links": (_write(many_links), {"not_a_status_report"}),
    "picture": (_write(picture), {"no_text_layer"}),
    "letter": (_write(letter), {"not_a_status_report"}),
    "strange-characters": (_write(strange_characters), _SOME),
    "foreign-encoding": (_write(foreign_encoding), _SOME),
    "script-and-attachment": (_write(acting), {READ}),
    "endless-page": (_write(lambda: boxed(0, 0, 1e12, 1e12)), _SOME),
    "page-turned-over": (_write(lambda: boxed(595, 842, 0, 0)), {READ}),
    "page-without-area": (_write(lambda: boxed(0, 0, 0, 0)), _SOME),
    "askew": (_write(lambda: turned(45)), _SOME),
    "upside-down": (_write(lambda: turned(180)), {READ, "not_a_status_report"}),
    "junk-before": (_write(lambda: b"junk\n" * 50 + report()), {"not_a_pdf"}),
    "junk-after": (_write(lambda: report() + b"x" * 5000), {READ}),
}
