"""PDFium's pages are pdfplumber's: the same words, and from them the same facts at the same places."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import reference_reader

from extractors import document
from extractors.contract import Extraction, to_json
from extractors.pages.model import Pages
from extractors.pages.pdfium import read_pages
from samples import REPORTS

CORPUS = Path(__file__).parents[1] / "data" / "corpus" / "reports"
# pdfplumber takes seconds for a paper: all of them are for the soak.
STEP = 1 if "CSRECON_SOAK" in os.environ else 3
PAPERS = sorted([*REPORTS.glob("*.pdf"), *sorted(CORPUS.glob("*.pdf"))[::STEP]])
# The two engines take a character's height from other numbers of its font.
TOLERANCE = 4.0
# The bullet of a symbol font has no name that pdfplumber knows.
UNNAMED = {"(cid:127)": "•"}


def _paper(path: Path) -> Any:
    """A paper whose tests run in one process, so that the slow reader reads it once."""
    name = f"{path.parents[1].name}-{path.stem}"
    return pytest.param(path, id=name, marks=pytest.mark.xdist_group(f"reference-{name}"))


@pytest.fixture(scope="module", params=map(_paper, PAPERS))
def data(request: pytest.FixtureRequest) -> bytes:
    path: Path = request.param
    return path.read_bytes()


@lru_cache(maxsize=1)
def _reference(data: bytes) -> Pages:
    return reference_reader.read_pages(data)


def test_every_page_has_the_same_words(data: bytes) -> None:
    ours, theirs = read_pages(data), _reference(data)
    assert [len(pages.pages) for pages in (ours, theirs)] == [ours.count] * 2
    for page, reference in zip(ours.pages, theirs.pages, strict=True):
        assert (page.width, page.height) == pytest.approx((reference.width, reference.height), abs=0.01)
        words = sorted(word.text for word in page.words)
        assert words == sorted(UNNAMED.get(word.text, word.text) for word in reference.words), page.number
        assert len(page.links) == len(reference.links), page.number


def test_every_fact_is_the_same_at_the_same_place(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = document.read_document(data, "report.pdf")
    monkeypatch.setattr(document, "read_pages", _reference)
    theirs = document.read_document(data, "report.pdf")
    assert isinstance(ours, Extraction)
    assert isinstance(theirs, Extraction)
    one, other = to_json(ours), to_json(theirs)
    assert _without_places(one) == _without_places(other)
    for (x0, top, x1, bottom), place in zip(_places(one["facts"]), _places(other["facts"]), strict=True):
        assert place == pytest.approx([x0, top, x1, bottom], abs=TOLERANCE)


def _without_places(told: Any) -> Any:
    """The answer without boxes and what is made of them, and without what pdfplumber gives no name."""
    if isinstance(told, dict):
        return {key: _without_places(value) for key, value in told.items() if key not in ("bbox", "id")}
    if isinstance(told, list):
        return [_without_places(value) for value in told]
    return UNNAMED.get(told, told) if isinstance(told, str) else told


def _places(told: Any) -> list[list[float]]:
    """Every box in the answer, in order."""
    if isinstance(told, dict):
        mine = [told["bbox"]] if "bbox" in told else []
        return mine + [box for value in told.values() for box in _places(value)]
    return [box for value in told for box in _places(value)] if isinstance(told, list) else []
