"""The chart of proposals in each stage: a strip of chevrons with the counts below them."""

from collections.abc import Callable

from reportlab.lib.colors import HexColor, white
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.platypus import Flowable

from samples.blocks import StageChart

_HEIGHT = 62.0
_CHEVRON = 30.0
_POINT = 11.0
_SHADES = ("#1f4e79", "#2e75b6", "#4b8fcb", "#5b7f95")


class StageStrip(Flowable):  # type: ignore[misc]
    """Draws names then counts, each row from left to right: the order in which they are read."""

    def __init__(self, chart: StageChart, width: float, drawn: Callable[[int], None]) -> None:
        super().__init__()
        self._chart, self._drawn = chart, drawn
        self.width, self.height = width, _HEIGHT

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        self._drawn(canvas.getPageNumber())
        step = (self.width - _POINT) / len(self._chart.counts)
        bottom = self.height - _CHEVRON
        for place, shade in enumerate(_SHADES):
            canvas.setFillColor(HexColor(shade))
            canvas.drawPath(_chevron(canvas, place * step, bottom, step - 3), stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.setFont("Helvetica-Bold", 11)
        for place, (name, _) in enumerate(self._chart.counts):
            canvas.drawCentredString(_middle(place, step), bottom + _CHEVRON / 2 - 4, name)
        canvas.setFillColor(HexColor("#1f2937"))
        canvas.setFont("Helvetica-Bold", 16)
        for place, (_, count) in enumerate(self._chart.counts):
            canvas.drawCentredString(_middle(place, step), 8, str(count))


def _middle(place: int, step: float) -> float:
    return place * step + (step - 3 + _POINT) / 2


def _chevron(canvas: Canvas, left: float, bottom: float, width: float) -> PDFPathObject:
    path = canvas.beginPath()
    top, half = bottom + _CHEVRON, bottom + _CHEVRON / 2
    path.moveTo(left, bottom)
    for x, y in (
        (left + width, bottom),
        (left + width + _POINT, half),
        (left + width, top),
        (left, top),
        (left + _POINT, half),
    ):
        path.lineTo(x, y)
    path.close()
    return path
