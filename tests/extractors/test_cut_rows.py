"""A row that a page break cuts is read as if it were whole, whatever cell of it goes on."""

import io
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from extractors import Extraction, read

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13)
HEAD = ParagraphStyle("head", BODY, fontName="Helvetica-Bold", fontSize=15, leading=22)
RULINGS: dict[str, list[tuple[Any, ...]]] = {
    "grid": [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
    "lines": [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)],
    "none": [],
}
NAMES = ["Modification", "Title", "Outcome", "Date"]
FIRST = ["MP077", "Tariff", "Approved", "24 August 2020"]
LAST = ["MP144", "Roles", "Rejected", "26 August 2020"]


def table(rows: Sequence[Sequence[str]], ruling: str) -> Table:
    cells = [[Paragraph(cell, BODY) if cell else "" for cell in row] for row in rows]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), *RULINGS[ruling]]
    return Table(cells, colWidths=[80, 170, 80, 120], style=style, hAlign="LEFT")


def read_parts(ruling: str, *parts: Sequence[Sequence[str]]) -> Extraction:
    flow = [Paragraph(text, HEAD) for text in ("Change Status Report – August 2020", "Opine")]
    flow.append(Paragraph("<b>Change Board decisions</b>", BODY))
    for part in parts:
        flow += [table(part, ruling), PageBreak()]
    flow.append(Paragraph("The Panel noted all of the above and thanked those who had been at work.", BODY))
    SimpleDocTemplate(out := io.BytesIO(), pagesize=A4, invariant=1).build(flow)
    result = read(out.getvalue(), "cut.pdf")
    assert isinstance(result, Extraction)
    return result


def said(result: Extraction) -> list[dict[str, object]]:
    return [{**asdict(fact), "id": None, "evidence": None} for fact in result.facts]


CUTS = {
    "its title": (["MP098", "Batch 3 of the issue", "Approved", "25 August 2020"], ["", "proposals", "", ""]),
    "its date": (["MP098", "Batch 3", "Approved", "25 August"], ["", "", "", "2020"]),
    "all but its reference": (
        ["MP098", "Batch 3 of the issue", "Sent back by", "25 August"],
        ["", "proposals", "the Panel", "2020"],
    ),
    "its reference": (
        ["SECM-", "Batch 3 of the issue", "Approved", "25 August 2020"],
        ["P0053", "proposals", "", ""],
    ),
    "title and month": (
        ["MP098", "Batch 3 of the issue", "Approved", "25"],
        ["", "proposals", "", "August 2020"],
    ),
}


@pytest.mark.parametrize("ruling", RULINGS)
@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("cut", CUTS)
def test_what_goes_on_over_the_break_is_one_row(cut: str, again: bool, ruling: str) -> None:
    above, below = CUTS[cut]
    names = [f"<b>{name}</b>" for name in NAMES]
    glue = ["" if a.endswith("-") else " " for a in above]
    row = [f"{a.rstrip('-')}{g}{b}".strip() for a, g, b in zip(above, glue, below, strict=True)]
    whole = read_parts(ruling, [names, FIRST, row, LAST])
    parted = read_parts(ruling, [names, FIRST, above], [*([names] if again else []), below, LAST])
    assert said(parted) == said(whole)
    assert parted.warnings == whole.warnings


def test_a_row_of_its_own_without_reference_is_not_taken_for_the_rest() -> None:
    names = [f"<b>{name}</b>" for name in NAMES]
    own = ["", "Keys", "Rejected", "25 August 2020"]
    result = read_parts("grid", [names, FIRST], [names, own, LAST])
    assert not any(
        "Keys" in str(asdict(fact).get("title")) and "Tariff" in str(asdict(fact)) for fact in result.facts
    )
