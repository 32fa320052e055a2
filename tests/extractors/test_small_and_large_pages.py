"""A report reads the same at any size: scaled, measured in other units, several pages on a sheet."""

import io
from collections.abc import Callable, Iterable
from dataclasses import asdict
from functools import cache

import pikepdf
import pytest

from extractors import Extraction, read
from extractors.contract import Fact
from samples import REPORTS

REPORT = (REPORTS / "2020-08.pdf").read_bytes()
Change = Callable[[pikepdf.Pdf], object]


def changed(change: Change) -> Extraction:
    """The report as it is read after a change with another PDF library."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(REPORT)) as document:
        change(document)
        document.save(buffer)
    result = read(buffer.getvalue(), "2020-08.pdf")
    assert isinstance(result, Extraction), result
    return result


def scaled(by: float, which: Iterable[int] | None = None, unit: float | None = None) -> Change:
    """The pages, or those of these indexes, drawn so many times as large, on paper that fits."""

    def change(document: pikepdf.Pdf) -> None:
        for index in which if which is not None else range(len(document.pages)):
            page = document.pages[index]
            page.contents_add(f"q {by} 0 0 {by} 0 0 cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.MediaBox = page.CropBox = pikepdf.Array([float(edge) * by for edge in page.mediabox])
            for note in page.get("/Annots", ()):
                note.Rect = pikepdf.Array([float(edge) * by for edge in note.Rect])
            if unit:
                page.UserUnit = unit

    return change


def on_sheets(across: int, down: int, by: float) -> Change:
    """So many pages beside and below each other on each sheet, in reading order."""

    def change(document: pikepdf.Pdf) -> None:
        pages = list(document.pages)
        wide, tall = (float(pages[0].mediabox[edge]) * by for edge in (2, 3))
        for first in range(0, len(pages), across * down):
            some = pages[first : first + across * down]
            sheet = document.add_blank_page(page_size=(wide * across, tall * down))
            for place, page in enumerate(some):
                x, y = place % across * wide, (down - 1 - place // across) * tall
                sheet.add_overlay(page, pikepdf.Rectangle(x, y, x + wide, y + tall))
        for _ in pages:
            del document.pages[0]

    return change


@cache
def plain() -> Extraction:
    return changed(lambda _: None)


def said(facts: Iterable[Fact]) -> list[dict[str, object]]:
    """What the facts say, without their places and the links that lie there."""
    return [{**asdict(fact), "id": None, "evidence": None, "url": None} for fact in facts]


@pytest.mark.parametrize(
    "change",
    [
        scaled(0.5),
        scaled(0.4, unit=2.5),
        scaled(0.15, unit=6.0),
        scaled(0.62),
        scaled(2.0),
        scaled(3.2),
        scaled(0.5, [3]),
        scaled(0.3, [4, 5]),
        scaled(2.5, [2]),
    ],
)
def test_a_page_of_another_size_gives_the_same_facts(change: Change) -> None:
    found = changed(change)
    assert said(found.facts) == said(plain().facts)
    assert found.warnings == plain().warnings
    assert len(found.coverage.unclaimed) == len(plain().coverage.unclaimed)


@pytest.mark.parametrize("by", [0.25, 0.5, 2.0])
def test_evidence_stands_where_the_page_shows_it(by: float) -> None:
    for here, there in zip(changed(scaled(by)).facts, plain().facts, strict=True):
        for small, full in zip(here.evidence, there.evidence, strict=True):
            assert small.bbox == pytest.approx([edge * by for edge in full.bbox], abs=0.1)


@pytest.mark.parametrize(
    ("across", "down", "by"),
    [(2, 1, 0.707), (2, 1, 0.5), (2, 1, 1.0), (1, 2, 0.5), (2, 2, 0.5), (2, 2, 0.4)],
)
def test_pages_on_one_sheet_give_the_same_facts(across: int, down: int, by: float) -> None:
    found = changed(on_sheets(across, down, by))
    assert said(found.facts) == said(plain().facts)
