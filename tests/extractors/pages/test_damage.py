"""A byte that is wrong in a page's compressed text is told with its page; a sound document is sound."""

import re
from pathlib import Path

import pytest

from extractors import Extraction, read
from extractors.pages.damage import broken_pages
from samples import REPORTS

SOUND = sorted(Path(REPORTS).glob("*.pdf"))


@pytest.mark.parametrize("report", SOUND, ids=lambda path: path.stem)
def test_a_sound_report_has_no_broken_page(report: Path) -> None:
    assert broken_pages(report.read_bytes()) == {}


def page_streams(data: bytes) -> list[int]:
    """Where the compressed streams begin that are long enough to be a page's text."""
    starts = [m.end() for m in re.finditer(rb"(?<!end)stream\r?\n", data)]
    return [start for start in starts if data.find(b"endstream", start) - start > 1500]


def test_a_wrong_byte_in_a_page_is_told_with_the_page() -> None:
    data = bytearray((Path(REPORTS) / "2020-08.pdf").read_bytes())
    told = set()
    for start in page_streams(bytes(data)):
        broken = bytearray(data)
        broken[start + 700] ^= 0x05
        result = read(bytes(broken), "broken.pdf")
        if isinstance(result, Extraction):
            told |= {w.page for w in result.warnings if w.code == "damaged_page"}
            assert any(w.code in ("damaged_page", "damaged_document") for w in result.warnings)
    assert len(told) >= 6, "eight pages of text, each broken once"
