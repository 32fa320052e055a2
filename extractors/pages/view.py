"""PDF user space as a page is read: from the top left, rotated and cropped, the running text upright.

A page whose content lies on its side is turned, and one that is set much smaller or larger than others is
scaled, so that it is read as any other; `as_seen` tells where a place of it is seen.
"""

from typing import TypeVar

import pypdfium2 as pdfium

from extractors.pages.characters import Floats
from extractors.pages.model import Box

Measure = TypeVar("Measure", float, Floats)


class View:
    """Turns places of PDF user space into those of the page as it is read."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.left, self.low, self.right, self.high = page.get_bbox()
        self.turn = page.get_rotation()
        self.content_turn = 0
        self.scale = 1.0
        wide, tall = self.right - self.left, self.high - self.low
        self.width, self.height = (wide, tall) if self.turn in (0, 180) else (tall, wide)
        self.seen_width, self.seen_height = self.width, self.height

    def lay_upright(self, turn: int, scale: float) -> None:
        """Turns and scales the page.

        Text that runs so many degrees clockwise as the page is seen reads level, and so many times as large.
        """
        self.content_turn, self.scale = turn, scale
        lying = turn in (90, 270)
        wide, tall = (self.seen_height, self.seen_width) if lying else (self.seen_width, self.seen_height)
        self.width, self.height = wide * scale, tall * scale

    def point(self, x: Measure, y: Measure) -> tuple[Measure, Measure]:
        """A point as it is read, or many: their x and their y."""
        if self.turn == 0:
            x, y = x - self.left, self.high - y
        elif self.turn == 90:
            x, y = y - self.low, x - self.left
        elif self.turn == 180:
            x, y = self.right - x, y - self.low
        else:
            x, y = self.high - y, self.right - x
        if self.content_turn == 90:  # its lines run down the page, the first at the right
            x, y = y, self.seen_width - x
        elif self.content_turn == 180:
            x, y = self.seen_width - x, self.seen_height - y
        elif self.content_turn == 270:
            x, y = self.seen_height - y, x
        return (x, y) if self.scale == 1 else (x * self.scale, y * self.scale)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The box between two points of PDF user space."""
        return _box(*self.point(x0, y0), *self.point(x1, y1))

    def as_seen(self, box: Box) -> Box:
        """The place of a box of the page as it is read, where the page is seen."""
        x0, top, x1, bottom = box if self.scale == 1 else (edge / self.scale for edge in box)
        if self.content_turn == 90:
            return _box(self.seen_width - top, x0, self.seen_width - bottom, x1)
        if self.content_turn == 180:
            wide, tall = self.seen_width, self.seen_height
            return _box(wide - x0, tall - top, wide - x1, tall - bottom)
        if self.content_turn == 270:
            return _box(top, self.seen_height - x0, bottom, self.seen_height - x1)
        return x0, top, x1, bottom


def _box(ax: float, ay: float, bx: float, by: float) -> Box:
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
