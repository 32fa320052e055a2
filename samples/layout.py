"""Blocks on pages: headings, bullets, ruled tables, hyperlinks and a running footer, as a PDF.

In: blocks and the report's title. Out: the PDF's bytes and, for every fact in the blocks, the page
on which it was drawn. The same blocks give the same bytes: no clock and no random name.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph
from reportlab.platypus import Table as RuledTable

from samples import styles
from samples.blocks import Block, Bullet, Heading, StageChart, Table, Text
from samples.chart import StageStrip
from samples.facts import Fact


@dataclass(frozen=True, slots=True)
class Laid:
    """A finished report: its bytes, its number of pages, its facts in order, each with its page."""

    pdf: bytes
    pages: int
    facts: tuple[Fact, ...]


def lay_out(blocks: Sequence[Block], title: str, classification: str) -> Laid:
    """Lays the blocks out twice: once to learn how many pages there are, once to say so on each."""
    pages = _draw(blocks, title, classification, total=0).pages
    return _draw(blocks, title, classification, total=pages)


def _draw(blocks: Sequence[Block], title: str, classification: str, total: int) -> Laid:
    out, pages = BytesIO(), _Pages()
    document = BaseDocTemplate(
        out, pagesize=styles.PAGE, title=title, author="csrecon", subject="A sample report",
        creator="samples/build.py", lang="en-GB", invariant=1,
    )  # fmt: skip
    width, height = styles.PAGE
    frame = Frame(
        styles.MARGIN, styles.BOTTOM, styles.WIDTH, height - styles.TOP - styles.BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip

    def footer(canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setStrokeColor(styles.RULE)
        canvas.setLineWidth(0.5)
        canvas.line(styles.MARGIN, 48, width - styles.MARGIN, 48)
        canvas.setFont("Helvetica", 8)
        canvas.setFillColor(styles.INK)
        canvas.drawString(styles.MARGIN, 36, title)
        canvas.drawCentredString(width / 2, 36, f"Page {canvas.getPageNumber()} of {total}")
        classified = f"This document has a Classification of {classification}"
        canvas.drawRightString(width - styles.MARGIN, 36, classified)

    # At the page's end, so that the footer is also last in the order of the text.
    document.addPageTemplates([PageTemplate("page", [frame], onPageEnd=footer)])
    document.build(
        [flowable for place, block in enumerate(blocks) for flowable in _flow(block, place, pages)]
    )
    facts = tuple(
        {**fact, "page": pages.drawn_on[place, row]}
        for place, block in enumerate(blocks)
        for row, fact in _facts(block)
    )
    return Laid(out.getvalue(), document.page, facts)


class _Pages:
    """Learns the page of every block, and of every row of a table, while the document is drawn."""

    def __init__(self) -> None:
        self.drawn_on: dict[tuple[int, int], int] = {}

    def of(self, place: int, row: int = 0) -> Callable[[int], None]:
        def drawn(page: int) -> None:
            self.drawn_on[place, row] = page

        return drawn


class _Whole(Paragraph):  # type: ignore[misc]
    """A paragraph that tells the page it is drawn on and is never torn over two of them."""

    def __init__(
        self, markup: str, style: ParagraphStyle, drawn: Callable[[int], None], bullet: str | None = None
    ) -> None:
        super().__init__(markup, style, bulletText=bullet)
        self._drawn = drawn

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        return []

    def draw(self) -> None:
        self._drawn(self.canv.getPageNumber())
        super().draw()


def _facts(block: Block) -> list[tuple[int, Fact]]:
    if isinstance(block, Table):
        return [(number, row.fact) for number, row in enumerate(block.rows)]
    return [(0, fact) for fact in block.facts]


def _flow(block: Block, place: int, pages: _Pages) -> list[Flowable]:
    drawn = pages.of(place)
    match block:
        case Heading():
            heading = _Whole(block.text, styles.HEADINGS[block.level], drawn)
            return [PageBreak(), heading] if block.new_page else [heading]
        case Text():
            looks = styles.LEADING_TEXT if block.leads else styles.TEXT
            return [_Whole(block.markup, looks[block.style], drawn)]
        case Bullet():
            return [_Whole(block.markup, styles.BULLET, drawn, bullet="•")]
        case StageChart():
            return [StageStrip(block, styles.WIDTH, drawn)]
        case Table():
            return [_table(block, place, pages)]


def _table(table: Table, place: int, pages: _Pages) -> Flowable:
    """Caption and header stand again on every page that the table runs on to."""
    empty = [""] * (len(table.header) - 1)
    first, *others = table.header
    header = [Paragraph(first, styles.HEADER), *[Paragraph(text, styles.HEADER_CENTRED) for text in others]]
    rows = [
        [
            _Whole(row.cells[0], styles.CELL, pages.of(place, number)),
            *[Paragraph(text, styles.CELL_CENTRED) for text in row.cells[1:]],
        ]
        for number, row in enumerate(table.rows)
    ]
    return RuledTable(
        [[Paragraph(table.caption, styles.CAPTION), *empty], header, *rows],
        colWidths=[styles.WIDTH * share for share in table.widths],
        repeatRows=2,
        style=styles.TABLE,
        spaceBefore=4,
        spaceAfter=14,
    )
