"""Pictures of pages show what was read, where it was read: also on turned, cropped and moved pages."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image, ImageStat

from extractors.pages.drawing import Drawing, NotDrawn, draw, page_sizes
from extractors.pages.pdfium import read_pages
from samples import REPORTS

REPORT = (REPORTS / "2020-08.pdf").read_bytes()


def rewritten(change: Callable[[pikepdf.Page], None]) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(REPORT)) as document:
        for page in document.pages:
            change(page)
        document.save(buffer)
    return buffer.getvalue()


def turned(page: pikepdf.Page) -> None:
    page.rotate(90, relative=True)


def cropped(page: pikepdf.Page) -> None:
    page.CropBox = pikepdf.Array([30, 20, 565, 825])


def as_it_is(_page: pikepdf.Page) -> None:
    """The page as the sample has it."""


def picture(data: bytes, **drawing: object) -> Image.Image:
    drawn = draw(data, Drawing(**drawing))  # type: ignore[arg-type]
    return Image.open(io.BytesIO(drawn)).convert("RGB")


@pytest.mark.parametrize("change", [as_it_is, turned, cropped])
def test_every_word_stands_where_its_box_is(change: Callable[[pikepdf.Page], None]) -> None:
    data = rewritten(change)
    page = read_pages(data).pages[1]
    shown = picture(data, page=2, scale=2.0)
    # the page whose text lies on its side is read upright
    wide, tall = (page.height, page.width) if change is turned else (page.width, page.height)
    assert shown.size == (round(wide * 2 + 0.49), round(tall * 2 + 0.49))
    assert (wide, tall) == pytest.approx(page_sizes(data)[1], abs=0.01)
    assert len(page.words) > 100
    for word in page.words:
        x0, top, x1, bottom = word.box
        ink = shown.crop((int(x0 * 2), int(top * 2), int(x1 * 2) + 1, int(bottom * 2) + 1))
        assert ImageStat.Stat(ink).stddev[0] > 10, word


def test_a_marked_place_is_coloured_and_the_rest_is_not() -> None:
    word = next(word for word in read_pages(REPORT).pages[0].words if len(word.text) > 5)
    box = (word.x0, word.top, word.x1, word.bottom)
    marked, plain = (picture(REPORT, page=1, scale=2.0, marks=m) for m in ((box,), ()))
    middle = (int(word.x0 + word.x1), int(word.top * 2) - 1)
    assert marked.getpixel(middle) != plain.getpixel(middle)
    assert marked.getpixel((5, 5)) == plain.getpixel((5, 5))


@pytest.mark.parametrize(
    ("clip", "size"),
    [
        ((10.0, 20.0, 110.0, 70.0), (200, 100)),
        ((-50.0, -50.0, 20.0, 10.0), (40, 20)),
        ((9000.0, 9000.0, 9100.0, 9100.0), (1, 1)),
    ],
)
def test_a_clip_shows_its_part_of_the_page(clip: tuple[float, ...], size: tuple[int, int]) -> None:
    assert picture(REPORT, page=1, scale=2.0, clip=clip).size == size


def test_a_page_as_large_as_a_field_is_drawn_small() -> None:
    def grow(page: pikepdf.Page) -> None:
        page.MediaBox = pikepdf.Array([0, 0, 14_000, 10_000])

    shown = picture(rewritten(grow), page=1, scale=3.0)
    assert max(shown.size) == 4000


@pytest.mark.parametrize(
    ("data", "page", "said"),
    [(REPORT, 0, "no page 0"), (REPORT, 99, "no page 99"), (b"no pdf", 1, "cannot be opened")],
)
def test_what_cannot_be_drawn_says_why(data: bytes, page: int, said: str) -> None:
    with pytest.raises(NotDrawn, match=said):
        draw(data, Drawing(page, 1.0))
