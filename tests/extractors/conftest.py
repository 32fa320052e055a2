"""What the tests of reading share: words set by hand, small papers drawn afresh, a second reading.

Helpers are session fixtures that give functions, so that property tests may use them too.
"""

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pdfplumber
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from extractors import Extraction, read
from extractors.pages.model import Word

DATA = Path(__file__).parents[1] / "data"
TITLE = "Change Status Report – August 2020"

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=6)
BULLET = ParagraphStyle("bullet", BODY, leftIndent=18, bulletIndent=6)
HEAD = ParagraphStyle("head", BODY, fontName="Helvetica-Bold", fontSize=15, leading=19, spaceBefore=8)
SUB = ParagraphStyle("sub", BODY, fontName="Helvetica-Bold", fontSize=12, leading=15, spaceBefore=6)
SUBSUB = ParagraphStyle("subsub", BODY, fontName="Helvetica-Bold")
STYLES = {"h": HEAD, "s": SUB, "ss": SUBSUB, "p": BODY, "b": BULLET}

RULINGS: dict[str, list[tuple[Any, ...]]] = {
    "grid": [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
    "lines": [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)],
    "bands": [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightgrey, colors.white])],
    "none": [],
}

# ("h", heading) ("s", heading below it) ("ss", below that) ("p", paragraph) ("b", bullet) ("page",)
# ("t", rows, ruling) or ("t", rows, ruling, space below it); a ruling is a name or a table style's commands
# ("cut", rows, ruling), a table whose header ends a page and whose rows begin the next
Part = tuple[Any, ...]


def _flowables(part: Part) -> list[Flowable]:
    if part[0] != "cut":
        return [_flowable(part)]
    table = _flowable(("t", *part[1:]))
    table.repeatRows = 0
    head, rest = table.split(A4[0], 25)
    return [head, PageBreak(), rest]


def _flowable(part: Part) -> Flowable:
    kind = part[0]
    if kind == "page":
        return PageBreak()
    if kind == "t":
        _, rows, ruling, after = part if len(part) == 4 else (*part, 10)
        cells = [[Paragraph(cell, BODY) if len(cell) > 28 else cell for cell in row] for row in rows]
        head = [("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"), ("FONTSIZE", (0, 0), (-1, -1), 10)]
        style = RULINGS[ruling] if isinstance(ruling, str) else ruling
        return Table(cells, style=[*head, *style], repeatRows=1, hAlign="LEFT", spaceAfter=after)
    return Paragraph(part[1], STYLES[kind], bulletText="•" if kind == "b" else None)


@pytest.fixture(scope="session")
def paper() -> Callable[..., bytes]:
    """Draws a paper of these parts under a title and gives its bytes."""

    def draw(*parts: Part, title: str = TITLE) -> bytes:
        flow: list[Flowable] = [Paragraph(title, ParagraphStyle("title", HEAD, fontSize=20, leading=26))]
        flow += [Spacer(1, 12), *(flowable for part in parts for flowable in _flowables(part))]
        buffer = io.BytesIO()
        SimpleDocTemplate(buffer, pagesize=A4, invariant=1, title=title).build(flow)
        return buffer.getvalue()

    return draw


@pytest.fixture(scope="session")
def read_paper(paper: Callable[..., bytes]) -> Callable[..., Extraction]:
    """Draws a paper of these parts and reads it as a report."""

    def drawn_and_read(*parts: Part, title: str = TITLE) -> Extraction:
        result = read(paper(*parts, title=title), "paper.pdf")
        assert isinstance(result, Extraction), result
        return result

    return drawn_and_read


@pytest.fixture(scope="session")
def canvas() -> Callable[..., bytes]:
    """Draws on a bare canvas, a function a page, and gives the bytes."""

    def draw(*pages: Callable[[Canvas], object], size: tuple[float, float] = A4) -> bytes:
        buffer = io.BytesIO()
        sheet = Canvas(buffer, pagesize=size, invariant=1)
        for page in pages:
            page(sheet)
            sheet.showPage()
        sheet.save()
        return buffer.getvalue()

    return draw


@pytest.fixture(scope="session")
def words() -> Callable[..., list[Word]]:
    """Words of lines set by hand: `words("two words", "next line")`, ten points high, six wide a letter.

    A run of two spaces is a wide gap, of which each space is six points.
    """

    def lay(
        *lines: str, page: int = 1, x: float = 72, y: float = 100, step: float = 13, **kind: Any
    ) -> list[Word]:
        laid = []
        for number, line in enumerate(lines):
            base, start = y + step * number, None
            for position, char in enumerate([*line, " "]):
                if char != " " and start is None:
                    start = position
                elif char == " " and start is not None:
                    text, (x0, x1) = line[start:position], (x + 6 * start, x + 6 * position)
                    style = {"size": 10.0, "bold": False, **kind}
                    laid.append(Word(text, page, x0, base - 8, x1, base + 2, base, **style))
                    start = None
        return laid

    return lay


@pytest.fixture(scope="session")
def second_reading() -> Callable[[bytes], Callable[[int, Sequence[float]], str]]:
    """Reads a PDF with pdfplumber, an engine that the extractors do not use for text.

    Gives a function from page number and box to the characters in that box, without white space.
    """

    def opened(data: bytes) -> Callable[[int, Sequence[float]], str]:
        with pdfplumber.open(io.BytesIO(data)) as document:
            chars = {page.page_number: page.chars for page in document.pages}

        def inside(page: int, box: Sequence[float]) -> str:
            x0, top, x1, bottom = box
            return "".join(
                c["text"]
                for c in chars[page]
                if x0 - 1 <= (c["x0"] + c["x1"]) / 2 <= x1 + 1
                and top - 1 <= (c["top"] + c["bottom"]) / 2 <= bottom + 1
                and not c["text"].isspace()
            )

        return inside

    return opened


@pytest.fixture(scope="session")
def second_count() -> Callable[[bytes], int]:
    """Counts the words that pdfplumber sees in a PDF, bullet signs left out."""

    def count(data: bytes) -> int:
        with pdfplumber.open(io.BytesIO(data)) as document:
            seen = [word["text"] for page in document.pages for word in page.extract_words()]
        return sum(any(char.isalnum() for char in text) for text in seen)

    return count


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    """The contract's formal half."""
    loaded: dict[str, Any] = json.loads(
        (DATA / "contract" / "report.schema.json").read_text(encoding="utf-8")
    )
    return loaded


@pytest.fixture(scope="session")
def valid(schema: dict[str, Any]) -> Callable[[object], None]:
    """Raises where a JSON value is not what the contract's schema says."""
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker).validate
