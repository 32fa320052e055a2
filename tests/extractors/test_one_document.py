"""One file is one report: not several PDFs, not a zip, not a bare cover."""

import io
import zipfile

import pytest

from extractors import Extraction, Refusal, read
from samples import REPORTS


@pytest.fixture(scope="module")
def months():
    return [path.read_bytes() for path in sorted(REPORTS.glob("*.pdf"))]


@pytest.mark.parametrize("between", [b"", b"\n", b"\n\n\x00 some bytes\n"])
def test_several_pdfs_one_behind_the_other_are_refused(months, between):
    said = read(months[0] + between + months[1], "both.pdf")
    assert isinstance(said, Refusal)
    assert said.code == "not_a_status_report"
    assert "one by one" in said.message


@pytest.mark.parametrize("before", [b"\n \r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_white_space_and_a_byte_order_mark_may_stand_before(months, before):
    assert isinstance(read(before + months[0], "report.pdf"), Extraction)


def test_a_zip_is_no_pdf_though_its_first_bytes_hold_one(months):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        file.writestr("report.pdf", months[0])
    said = read(packed.getvalue(), "report.pdf")
    assert isinstance(said, Refusal)
    assert said.code == "not_a_pdf"


def test_a_bare_cover_is_no_report(paper):
    said = read(paper(title="Change Status Report – August 2020"), "cover.pdf")
    assert isinstance(said, Refusal)
    assert said.code == "not_a_status_report"
