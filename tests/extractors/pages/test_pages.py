"""Pages as they are seen, from PDFs drawn here: turned, cropped, doubled, hyphenated, linked, damaged."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extractors.pages.model import Box, Page, Unreadable
from extractors.pages.pdfium import read_pages

Draw = Callable[..., bytes]


def one(data: bytes) -> Page:
    (page,) = read_pages(data).pages
    return page


def texts(data: bytes) -> list[str]:
    return [word.text for word in one(data).words]


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object], **saving: object) -> bytes:
    """The document after a change with another PDF library."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(buffer, **saving)
    return buffer.getvalue()


def ink(data: bytes) -> Box:
    """The box of everything dark on the first page as it is rendered: what a reader sees."""
    document = pdfium.PdfDocument(data)
    dark = np.argwhere(document[0].render(scale=2, grayscale=True).to_numpy() < 128) / 2
    document.close()
    (top, x0), (bottom, x1) = dark.min(axis=0), dark.max(axis=0)
    return float(x0), float(top), float(x1), float(bottom)


def line(text: str, x: float = 72, y: float = 700, font: str = "Helvetica") -> Callable[[Canvas], None]:
    def draw(sheet: Canvas) -> None:
        sheet.setFont(font, 12)
        sheet.drawString(x, y, text)

    return draw


def test_words_are_what_white_space_separates(canvas: Draw) -> None:
    page = one(canvas(line("The  Change\u00a0Board, (MP102A/B)")))
    assert [word.text for word in page.words] == ["The", "Change", "Board,", "(MP102A/B)"]
    assert {(word.page, word.size, word.bold, word.base) for word in page.words} == {(1, 12, False, 141.89)}


def test_bold_type_is_told_from_plain(canvas: Draw) -> None:
    page = one(canvas(line("bold", font="Helvetica-Bold")))
    assert page.words[0].bold


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 60, 500, 760)])
def test_boxes_are_where_the_word_is_seen(canvas: Draw, turn: int, crop: tuple[int, ...] | None) -> None:
    """A page drawn sideways and turned upright, as producers write landscape pages."""

    def drawn(sheet: Canvas) -> None:
        sheet.translate(300, 400)
        sheet.rotate(turn)
        line("Reference", 20, 30)(sheet)

    def view(document: pikepdf.Pdf) -> None:
        document.pages[0].Rotate = turn
        if crop:
            document.pages[0].CropBox = pikepdf.Array(crop)

    data = changed(canvas(drawn), view)
    page = one(data)
    (word,) = page.words
    seen = ink(data)
    assert word.text == "Reference"
    assert word.x0 - 1 <= seen[0] <= seen[2] <= word.x1 + 1
    assert word.top - 1 <= seen[1] <= seen[3] <= word.bottom + 1
    # and the box is the word's own: no wider than its line is high on any side
    assert max(seen[0] - word.x0, word.x1 - seen[2], seen[1] - word.top, word.bottom - seen[3]) < 6
    wide, tall = (460, 700) if crop else (595, 842)
    assert (round(page.width), round(page.height)) == ((tall, wide) if turn % 180 else (wide, tall))


def test_links_and_rules_turn_with_the_page(canvas: Draw) -> None:
    def drawn(sheet: Canvas) -> None:
        sheet.line(100, 200, 100, 500)
        sheet.linkURL("https://example.org/", (100, 200, 110, 500), relative=0)

    page = one(changed(canvas(drawn), lambda d: d.pages[0].rotate(90, relative=False)))
    assert page.rules[0] == pytest.approx((200, 100, 500, 100), abs=1)
    assert page.links[0].box == pytest.approx((200, 100, 500, 110), abs=1)


def test_italic_type_is_told_from_upright(canvas: Draw) -> None:
    for font, italic in (("Helvetica-Oblique", True), ("Times-BoldItalic", True), ("Times-Roman", False)):
        assert one(canvas(line("set", font=font))).words[0].italic == italic


def test_a_name_that_says_plain_is_believed_before_the_weight(canvas: Draw) -> None:
    def thicken(document: pikepdf.Pdf, name: str) -> None:
        for font in document.pages[0].Resources.Font.values():
            if "/FontDescriptor" in font:
                font.FontDescriptor.StemV = 141  # for which PDFium says a weight of 704
                font.BaseFont = font.FontDescriptor.FontName = pikepdf.Name(name)

    pdfmetrics.registerFont(TTFont("Vera", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    data = canvas(line("plain", font="Vera"))
    for name, bold in (("/AAAAAA+Vera", True), ("/AAAAAA+Vera-Regular", False), ("/AAAAAA+Vera-Bold", True)):
        page = one(changed(data, lambda document, name=name: thicken(document, name)))  # type: ignore[misc]
        assert page.words[0].bold is bold


@pytest.mark.parametrize(
    ("left", "right", "font", "gap"),
    [
        ("result,", "site", "Times-Roman", 2.0),
        ("transfer of", "Operational", "Times-Italic", 2.6),
        ("1,", "000", "Helvetica", 0.5),
    ],
)
def test_words_that_no_space_parts_are_parted_by_the_gap(
    canvas: Draw, left: str, right: str, font: str, gap: float
) -> None:
    """Chromium writes no spaces."""

    def placed(sheet: Canvas) -> None:
        line(left, font=font)(sheet)
        line(right, 72 + sheet.stringWidth(left, font, 12) + gap, font=font)(sheet)

    apart = " " if gap > 1 else ""
    assert " ".join(texts(canvas(placed))) == f"{left}{apart}{right}"


def test_type_painted_twice_for_a_bold_look_is_read_once(canvas: Draw) -> None:
    def glyph_by_glyph(sheet: Canvas) -> None:
        x = 72.0
        for char in "Summary office 1100":
            for shift in (0, 0.3):
                line(char, x + shift)(sheet)
            x += sheet.stringWidth(char, "Helvetica", 12)

    def line_by_line(sheet: Canvas) -> None:
        for shift in (0, 0.3):
            line("Summary office 1100", 72 + shift)(sheet)

    assert texts(canvas(glyph_by_glyph)) == ["Summary", "office", "1100"]
    assert texts(canvas(line_by_line)) == ["Summary", "office", "1100"]


def test_letters_that_only_repeat_are_kept(canvas: Draw) -> None:
    assert texts(canvas(line("aardvark 1000 …"))) == ["aardvark", "1000", "…"]


@pytest.mark.parametrize("hyphen", ["-", "\u00ad"])
def test_a_hyphen_at_the_line_s_end_is_printed_as_one(canvas: Draw, hyphen: str) -> None:
    def broken(sheet: Canvas) -> None:
        line(f"the modifi{hyphen}", 72, 700)(sheet)
        line("cation was raised", 72, 686)(sheet)

    page = one(canvas(broken))
    assert [word.text for word in page.words] == ["the", "modifi-", "cation", "was", "raised"]
    assert len({word.base for word in page.words}) == 2


def test_ligatures_are_spelt_out(canvas: Draw) -> None:
    pdfmetrics.registerFont(TTFont("Vera", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    assert texts(canvas(line("the \ufb01rst \ufb02ow", font="Vera"))) == ["the", "first", "flow"]


def test_a_wrapped_link_is_one_a_line(canvas: Draw) -> None:
    def linked(sheet: Canvas) -> None:
        line("MP103")(sheet)
        sheet.linkURL("https://example.org/mp103/?a=1&b=2", (72, 698, 112, 712))
        sheet.linkURL("https://example.org/mp103/?a=1&b=2", (72, 684, 112, 698))

    page = one(canvas(linked))
    assert {link.url for link in page.links} == {"https://example.org/mp103/?a=1&b=2"}
    assert len(page.links) == 2
    (word,), box = page.words, page.links[0].box
    assert box[0] <= word.x0 + 1
    assert box[1] <= (word.top + word.bottom) / 2 <= box[3]


def test_lines_thin_rectangles_and_outlines_are_rules(canvas: Draw) -> None:
    def ruled(sheet: Canvas) -> None:
        sheet.line(72, 700, 300, 700)
        sheet.rect(72, 600, 200, 0.7, stroke=0, fill=1)
        sheet.rect(72, 400, 200, 50, stroke=1, fill=0)
        sheet.rect(72, 300, 200, 50, stroke=0, fill=1)
        sheet.rect(72, 200, 4, 4, stroke=0, fill=1)

    page = one(canvas(ruled))
    assert len(page.rules) == 6
    assert [round(box[1]) for box in page.fills] == [842 - 350]
    assert [round(box[1]) for box in page.marks] == [842 - 204]


def test_an_empty_page_has_no_words(canvas: Draw) -> None:
    assert one(canvas(lambda sheet: None)).words == ()


def test_a_damaged_page_leaves_the_others_readable(canvas: Draw) -> None:
    def damage(document: pikepdf.Pdf) -> None:
        document.pages[1].MediaBox = pikepdf.Array([0, 0, 0, 0])
        document.pages[1].CropBox = pikepdf.Array([0, 0, 0, 0])
        document.pages[1].Contents = pikepdf.Array([])

    def lose(document: pikepdf.Pdf) -> None:
        document.Root.Pages.Kids[1] = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Nothing))

    data = canvas(line("first"), line("second"), line("third"))
    for broken in (changed(data, damage), changed(data, lose)):
        pages = read_pages(broken)
        assert pages.count == 3
        assert [w.text for p in pages.pages for w in p.words if p.number != 2] == ["first", "third"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_pdf"),
        (b"Dear Panel, here is the report.", "not_a_pdf"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_pages(data)
    assert refusal.value.code == code
    assert str(refusal.value)


def test_an_encrypted_document_says_so(canvas: Draw) -> None:
    locked = changed(
        canvas(line("secret")), lambda d: None, encryption=pikepdf.Encryption(owner="a", user="b", R=6)
    )
    with pytest.raises(Unreadable, match="password") as refusal:
        read_pages(locked)
    assert refusal.value.code == "encrypted"


def test_a_document_open_to_readers_is_read_though_encrypted(canvas: Draw) -> None:
    locked = changed(
        canvas(line("open")), lambda d: None, encryption=pikepdf.Encryption(owner="a", user="", R=6)
    )
    assert texts(locked) == ["open"]


def test_a_truncated_document_gives_its_pages_or_is_refused(canvas: Draw) -> None:
    data = canvas(line("first"), line("second"))
    for kept in range(0, len(data), 97):
        try:
            pages = read_pages(data[:kept]).pages
        except Unreadable:
            pages = ()
        assert {word.text for page in pages for word in page.words} <= {"first", "second"}


def test_too_many_pages_are_refused(canvas: Draw) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_pages(canvas(*[lambda sheet: None] * 1001))
    assert refusal.value.code == "too_large"
