"""PDF user space as a page is seen: from the top left, rotated and cropped."""

from typing import TypeVar

import pypdfium2 as pdfium

from extractors.pages.characters import Floats
from extractors.pages.model import Box

Measure = TypeVar("Measure", float, Floats)


class View:
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
