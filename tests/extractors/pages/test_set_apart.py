"""What a person does not see, or sees across the page, is set apart from what is read."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from reportlab.lib.colors import Color, black, grey, red, white

from extractors.pages.model import Page, Word
from extractors.pages.pdfium import read_pages

Draw = Callable[..., bytes]
Mark = Callable[[Any], object]

LINES = [f"The Change Board approved MP{n} on the day of its meeting, line {n}" for n in range(200, 230)]


def report(sheet: Any) -> None:
    sheet.setFillColor(black)
    sheet.setFont("Helvetica", 10)
    for number, line in enumerate(LINES):
        sheet.drawString(72, 760 - 13 * number, line)


def page_of(data: bytes) -> Page:
    return read_pages(data).pages[0]


def apart(page: Page) -> dict[str, str]:
    return {role: " ".join(word.text for word in words) for role, words in page.apart}


def text(page: Page) -> str:
    return " ".join(word.text for word in page.words)


def in_order(page: Page) -> list[Word]:
    return sorted(page.words, key=lambda word: (round(word.base), word.x0))


def beside(mark: Mark, first: bool = False) -> Mark:
    def page(sheet: Any) -> None:
        if first:
            sheet.saveState()
            mark(sheet)
            sheet.restoreState()
        report(sheet)
        if not first:
            mark(sheet)

    return page


def in_white(sheet: Any) -> None:
    sheet.setFillColor(white)
    sheet.drawString(72, 300, "MP999 was rejected")


def in_the_colour_of_its_area(sheet: Any) -> None:
    sheet.setFillColor(Color(0.2, 0.3, 0.5))
    sheet.rect(60, 290, 300, 30, stroke=0, fill=1)
    sheet.setFillColor(Color(0.22, 0.31, 0.5))
    sheet.drawString(72, 300, "MP999 was rejected")


def invisible(sheet: Any) -> None:
    line = sheet.beginText(72, 300)
    line.setTextRenderMode(3)
    line.textOut("MP999 was rejected")
    sheet.drawText(line)


def covered(sheet: Any) -> None:
    sheet.drawString(72, 300, "MP999 was rejected")
    sheet.setFillColor(white)
    sheet.rect(60, 290, 300, 30, stroke=0, fill=1)


def clipped(sheet: Any) -> None:
    sheet.saveState()
    path = sheet.beginPath()
    path.rect(400, 100, 50, 50)
    sheet.clipPath(path, stroke=0)
    sheet.drawString(72, 300, "MP999 was rejected")
    sheet.restoreState()


def off_the_page(sheet: Any) -> None:
    sheet.drawString(-400, 300, "MP999 was rejected")


@pytest.mark.parametrize(
    "mark", [in_white, in_the_colour_of_its_area, invisible, covered, clipped, off_the_page]
)
def test_text_that_is_not_shown_is_hidden(canvas: Draw, mark: Mark) -> None:
    page = page_of(canvas(beside(mark)))
    assert apart(page) == {"hidden": "MP999 was rejected"}
    assert text(page) == " ".join(LINES)


@pytest.mark.parametrize("is_off", [True, False])
def test_a_layer_is_read_unless_it_is_switched_off(canvas: Draw, is_off: bool) -> None:
    with pikepdf.open(BytesIO(canvas(report))) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Old"))
        off = [layer] if is_off else []
        pdf.Root.OCProperties = pikepdf.Dictionary(
            OCGs=[layer], D=pikepdf.Dictionary(OFF=pikepdf.Array(off), ON=pikepdf.Array([layer][is_off:]))
        )
        page = pdf.pages[0]
        page.Resources.Properties = pikepdf.Dictionary(L0=layer)
        page.contents_add(b"/OC /L0 BDC BT /F1 10 Tf 72 300 Td (MP999 too) Tj ET EMC", prepend=False)
        pdf.save(out := BytesIO())
    assert ("hidden" in apart(page_of(out.getvalue()))) is is_off


def test_white_text_on_a_dark_area_is_read(canvas: Draw) -> None:
    def mark(sheet: Any) -> None:
        sheet.setFillColor(Color(0.1, 0.2, 0.4))
        sheet.rect(60, 290, 300, 30, stroke=0, fill=1)
        in_white(sheet)

    page = page_of(canvas(beside(mark)))
    assert not page.apart
    assert text(page).endswith("MP999 was rejected")


def stamp(angle: float, size: float, colour: Color) -> Mark:
    def mark(sheet: Any) -> None:
        sheet.saveState()
        sheet.translate(150, 560)
        sheet.rotate(angle)
        sheet.setFillColor(colour)
        sheet.setFont("Helvetica-Bold", size)
        sheet.drawString(0, 0, "DRAFT")
        sheet.restoreState()

    return mark


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    ("angle", "size", "colour"),
    [
        (45, 120, Color(0.85, 0.85, 0.85)),
        (-30, 30, grey),
        (60, 12, red),
        (0, 90, Color(0.8, 0.8, 0.8)),
        (0, 60, Color(0, 0, 0, alpha=0.2)),
        (0, 24, red),
        (90, 80, Color(0.9, 0.9, 0.9)),
    ],
)
def test_a_watermark_is_no_part_of_the_text(
    canvas: Draw, angle: float, size: float, colour: Color, first: bool
) -> None:
    page = page_of(canvas(beside(stamp(angle, size, colour), first)))
    assert {role: said.replace(" ", "") for role, said in apart(page).items()} == {"watermark": "DRAFT"}
    assert text(page) == " ".join(LINES)


@pytest.mark.parametrize("shift", [0, 0.4, 1.5])
def test_a_page_painted_twice_is_read_once(canvas: Draw, shift: float) -> None:
    def page(sheet: Any) -> None:
        report(sheet)
        sheet.translate(shift, shift / 2)
        report(sheet)

    found = page_of(canvas(page))
    assert sorted(text(found).split()) == sorted(" ".join(LINES).split())


def test_recognised_text_over_what_is_printed_is_repeated(canvas: Draw) -> None:
    def page(sheet: Any) -> None:
        report(sheet)
        for number in range(5):
            line = sheet.beginText(73, 759 - 13 * number)
            line.setTextRenderMode(3)
            line.setFont("Courier", 8)
            line.textOut("Tlie Chango Baard approvod MP2O0")
            sheet.drawText(line)

    found = page_of(canvas(page))
    assert set(apart(found)) <= {"repeated", "hidden"}
    assert "repeated" in apart(found)
    assert text(found) == " ".join(LINES)


@pytest.mark.parametrize(("lift", "is_struck"), [(3, True), (2.2, True), (-1.5, False), (9.5, False)])
def test_a_line_through_words_strikes_them(canvas: Draw, lift: float, is_struck: bool) -> None:
    def mark(sheet: Any) -> None:
        sheet.setLineWidth(0.7)
        sheet.line(72, 760 - 13 * 4 + lift, 100, 760 - 13 * 4 + lift)

    page = page_of(canvas(beside(mark)))
    assert apart(page) == ({"struck": "The"} if is_struck else {})
    assert bool(page.rules) is not is_struck


def test_a_comment_that_strikes_out_does_so(canvas: Draw) -> None:
    with pikepdf.open(BytesIO(canvas(report))) as pdf:
        quad = [72, 768, 90, 768, 72, 757, 90, 757]
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.StrikeOut,
            Rect=[72, 757, 90, 768],
            QuadPoints=quad,
            F=4,
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
        pdf.save(out := BytesIO())
    assert apart(page_of(out.getvalue())) == {"struck": "The"}


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_upright(canvas: Draw, turn: int) -> None:
    def page(sheet: Any) -> None:
        sheet.translate(*{90: (842, 0), 180: (842, 842), 270: (0, 842)}[turn])
        sheet.rotate(turn)
        report(sheet)

    found = page_of(canvas(page, size=(842, 842)))
    upright = page_of(canvas(report, size=(842, 842)))
    for word, other in zip(in_order(found), in_order(upright), strict=True):
        assert word.text == other.text
        assert (word.x0, word.base) == pytest.approx((other.x0, other.base), abs=0.1)
        assert word.box != (word.x0, word.top, word.x1, word.bottom)
