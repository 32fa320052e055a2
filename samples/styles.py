"""How the sample reports look: page size, colours, fonts and spaces.

Only fonts that every reader has or that reportlab itself ships, so that every machine builds the
same bytes.
"""

from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import TableStyle

PAGE: tuple[float, float] = A4
MARGIN = 72.0
WIDTH = PAGE[0] - 2 * MARGIN
TOP, BOTTOM = 60.0, 66.0

INK = HexColor("#1f2937")
RULE = HexColor("#8ea9c1")
_DARK = HexColor("#1f4e79")
_MIDDLE = HexColor("#2e75b6")
_PALE = HexColor("#dce6f1")
_BOLD = "Helvetica-Bold"

# reportlab's Helvetica writes a byte for the bullet that not every reader takes for one; the font
# that it ships does better.
registerFont(TTFont("Vera", "Vera.ttf"))


def _style(name: str, like: ParagraphStyle | None = None, **changes: object) -> ParagraphStyle:
    return ParagraphStyle(name, like, **changes)


_BODY = _style(
    "body", fontName="Helvetica", fontSize=10, leading=17, spaceBefore=7, spaceAfter=8, textColor=INK
)
TEXT = {
    "body": _BODY,
    "title": _style("title", _BODY, fontName=_BOLD, fontSize=22, leading=28, spaceAfter=18, textColor=_DARK),
    "name": _style("name", _BODY, spaceBefore=0, spaceAfter=0),
    "date": _style("date", _BODY, spaceBefore=0),
    "particular": _style("particular", _BODY, fontName=_BOLD, spaceBefore=4, spaceAfter=4),
    "small": _style("small", _BODY, fontSize=9, leading=13, spaceBefore=10),
}
LEADING_TEXT = {name: _style(f"{name} leads", style, keepWithNext=1) for name, style in TEXT.items()}

_HEADING = _style("heading", _BODY, fontName=_BOLD, textColor=_DARK, keepWithNext=1)
HEADINGS = {
    1: _style("h1", _HEADING, fontSize=16, leading=20, spaceBefore=16, spaceAfter=9),
    2: _style("h2", _HEADING, fontSize=12, leading=16, spaceBefore=13, spaceAfter=6, textColor=_MIDDLE),
    3: _style("h3", _HEADING, fontSize=10.5, leading=14, spaceBefore=10, spaceAfter=5),
}
BULLET = _style(
    "bullet", _BODY, leftIndent=32, bulletIndent=18, bulletFontName="Vera", bulletFontSize=9,
    spaceBefore=4, spaceAfter=4,
)  # fmt: skip

CELL = _style("cell", _BODY, fontSize=9.5, leading=12, spaceBefore=0, spaceAfter=0)
CELL_CENTRED = _style("centred", CELL, alignment=TA_CENTER)
HEADER = _style("header", CELL, fontName=_BOLD, textColor=_DARK)
HEADER_CENTRED = _style("header centred", HEADER, alignment=TA_CENTER)
CAPTION = _style("caption", CELL, fontName=_BOLD, textColor=white)
TABLE = TableStyle(
    [
        ("SPAN", (0, 0), (-1, 0)),
        ("BACKGROUND", (0, 0), (-1, 0), _DARK),
        ("BACKGROUND", (0, 1), (-1, 1), _PALE),
        ("GRID", (0, 0), (-1, -1), 0.5, RULE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
)
