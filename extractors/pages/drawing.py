"""PDF bytes to pictures of pages, with marked places: what a person sees where a fact stands.

Places are boxes as in the extraction contract: points from the top left of the page as it is seen. As
for `extractors.pages.pdfium`, whoever draws a document that is not trusted does so in a child process.
"""

import math
from dataclasses import dataclass
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

Box = tuple[float, float, float, float]

# However large a page says it is: 4,000 pixels show an A4 page at 340 dots per inch.
_MOST_PIXELS = 4000
_COLOURS = 64  # text and tables need no more, and the file is a third of its size
_MARK = (255, 213, 0, 70)
_EDGE = (176, 96, 0, 255)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What to draw: a page (from 1) at `scale` pixels a point, or what `clip` shows of it.

    `marks` are boxes to highlight on it.
    """

    page: int
    scale: float
    clip: Box | None = None
    marks: tuple[Box, ...] = ()


class NotDrawn(Exception):
    """There is no such page, or PDFium cannot draw it; the text says which."""


def page_sizes(data: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page as it is seen, in points. Raises NotDrawn where there are none."""
    document = _open(data)
    try:
        return tuple(document.get_page_size(index) for index in range(len(document)))
    except pdfium.PdfiumError as problem:
        raise NotDrawn(f"a page's size cannot be read: {problem}") from problem
    finally:
        document.close()


def draw(data: bytes, drawing: Drawing) -> bytes:
    """The picture as PNG. Raises NotDrawn."""
    document = _open(data)
    try:
        if not 1 <= drawing.page <= len(document):
            raise NotDrawn(f"it has no page {drawing.page}, but {len(document)} pages")
        page = document[drawing.page - 1]
        width, height = page.get_size()
        scale = _bounded(drawing.scale, max(width, height))
        picture = page.render(scale=scale).to_pil().convert("RGB")
    except pdfium.PdfiumError as problem:
        raise NotDrawn(f"page {drawing.page} cannot be drawn: {problem}") from problem
    finally:
        document.close()
    if drawing.marks:
        picture = _marked(picture, drawing.marks, scale)
    if drawing.clip:
        picture = picture.crop(_inside(picture, drawing.clip, scale))
    few = picture.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    target = BytesIO()
    few.save(target, "PNG", optimize=True)
    return target.getvalue()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as problem:
        raise NotDrawn("the document cannot be opened") from problem


def _bounded(scale: float, longest: float) -> float:
    if not (math.isfinite(longest) and longest > 0):
        raise NotDrawn("the page has no size")
    return min(scale, _MOST_PIXELS / longest)


def _marked(picture: Image.Image, marks: tuple[Box, ...], scale: float) -> Image.Image:
    layer = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(layer)
    for x0, top, x1, bottom in marks:
        around = (x0 * scale - 2, top * scale - 2, x1 * scale + 2, bottom * scale + 2)
        pen.rectangle(around, fill=_MARK, outline=_EDGE, width=max(1, round(scale)))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def _inside(picture: Image.Image, clip: Box, scale: float) -> tuple[int, int, int, int]:
    """The clip in whole pixels of the picture; never empty, so that a box off the page shows something."""
    left = min(max(math.floor(clip[0] * scale), 0), picture.width - 1)
    top = min(max(math.floor(clip[1] * scale), 0), picture.height - 1)
    right = max(min(math.ceil(clip[2] * scale), picture.width), left + 1)
    bottom = max(min(math.ceil(clip[3] * scale), picture.height), top + 1)
    return left, top, right, bottom
