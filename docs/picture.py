"""Draws the README's picture: a page of the August 2020 sample with its findings marked on it.

    python docs/picture.py

Reads the sample, runs the checks on it and draws the boxes of their evidence over the page's image.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from extractors import Extraction, read
from pipeline.checks import Finding, ReportEvidence, run_checks
from samples import REPORTS

REPORT = REPORTS / "2020-08.pdf"
PAGE = 5
SCALE = 2
PICTURE = Path(__file__).parent / "images" / "findings.png"
COLOURS = {"error": (200, 30, 45), "warning": (205, 110, 0)}
AROUND = 3  # pixels between a box and its text
LABELS_AT = 530  # points from the left: the page's right margin
CROP = (40, 40, 595, 770)  # in points: without the empty margins


def evidence_on(page: int) -> Iterator[tuple[Finding, ReportEvidence]]:
    """Each piece of evidence on a page of the report for an error or a warning."""
    extraction = read(REPORT.read_bytes(), REPORT.name)
    if not isinstance(extraction, Extraction):
        raise SystemExit(extraction.message)
    for finding in run_checks([extraction], []).findings:
        if finding.severity in COLOURS:
            for one in finding.evidence:
                if isinstance(one, ReportEvidence) and one.page == page:
                    yield finding, one


def picture() -> Image.Image:
    """The page with a box around each piece of evidence; in the margin, the codes of the checks."""
    document = pypdfium2.PdfDocument(REPORT)
    image = document[PAGE - 1].render(scale=SCALE).to_pil().convert("RGB")
    document.close()
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=9 * SCALE)
    margin: dict[int, dict[str, tuple[int, int, int]]] = defaultdict(dict)
    for finding, one in evidence_on(PAGE):
        colour = COLOURS[finding.severity]
        x0, top, x1, bottom = (value * SCALE for value in one.bbox)
        draw.rectangle((x0 - AROUND, top - AROUND, x1 + AROUND, bottom + AROUND), outline=colour, width=3)
        margin[round((top + bottom) / 2 / SCALE)][finding.code] = colour
    for line, codes in margin.items():
        place = LABELS_AT * SCALE
        for code, colour in codes.items():
            draw.text((place, line * SCALE), code, colour, font, anchor="lm")
            place += int(draw.textlength(code, font)) + 8
    return image.crop(tuple(edge * SCALE for edge in CROP)).quantize(64)


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    picture().save(PICTURE, optimize=True)
