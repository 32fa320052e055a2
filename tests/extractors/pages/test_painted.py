"""What is painted on a page, and where: forms are placed by their matrices."""

from collections.abc import Callable

import pytest

from extractors.pages.pdfium import read_pages

Draw = Callable[..., bytes]


def table(sheet) -> None:  # type: ignore[no-untyped-def]
    sheet.line(100, 700, 300, 700)
    sheet.rect(100, 500, 50, 40, stroke=0, fill=1)


@pytest.mark.parametrize(("scale", "x", "y"), [(1, 0, 0), (0.5, 0, 0), (0.9, 40, -30), (1.2, -50, 10)])
def test_a_form_s_rulings_and_areas_stand_where_it_is_placed(
    canvas: Draw, scale: float, x: float, y: float
) -> None:
    def page(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.beginForm("inner")
        table(sheet)
        sheet.endForm()
        sheet.beginForm("outer")
        sheet.translate(7, 0)
        sheet.doForm("inner")
        sheet.endForm()
        sheet.translate(x, y)
        sheet.scale(scale, scale)
        sheet.doForm("outer")

    found = read_pages(canvas(page, size=(600, 800))).pages[0]
    left, right, height = x + scale * 107, x + scale * 307, 800 - y - scale * 700
    (rule,) = found.rules
    (fill,) = found.fills
    assert rule == pytest.approx((left, height, right, height), abs=1.5)
    assert fill == pytest.approx(
        (left, height + scale * 160, left + scale * 50, height + scale * 200), abs=1.5
    )
