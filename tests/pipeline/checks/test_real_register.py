"""The report of August 2020 beside real pages of the register: the genuine differences, and none invented."""

from datetime import date
from pathlib import Path

import pytest

from extractors import read
from extractors.contract import Extraction
from pipeline.checks import run_checks
from pipeline.judging.lint import registers_of

SAMPLES = Path(__file__).parents[3] / "samples"
# The lists of the releases print no day; they were saved after the last of them was implemented.
SAVED = date(2021, 11, 5)


@pytest.fixture(scope="module")
def against_the_register():
    report = read((SAMPLES / "reports" / "2020-08.pdf").read_bytes(), "2020-08.pdf")
    assert isinstance(report, Extraction)
    pages = SAMPLES / "register_pages"
    register = [
        snapshot
        for name in ("register-pages.jsonl", "release-pages.jsonl")
        for snapshot in registers_of(str(pages / name), SAVED)
    ]
    return [one for one in run_checks([report], register).findings if one.code[0] in "XR"]


def test_the_genuine_differences_are_found(against_the_register):
    assert {(one.code, one.reference) for one in against_the_register if one.period == "2020-08"} == {
        ("R312", "MP090"),
        ("R309", "MP127"),
        ("X220", "MP117"),
        ("X220", "MP128"),
    }


def test_each_says_both_days(against_the_register):
    messages = {one.reference: one.message for one in against_the_register}
    assert "11 February 2020" in messages["MP090"]
    assert "12 February 2020" in messages["MP090"]
    assert "22 July 2020" in messages["MP127"]
    # The page of the part tells of the time before the split.
    assert "10 August 2020" in messages["MP128"]
    assert "17 August 2020" in messages["MP128"]
    assert "10 August 2020" in messages["MP117"]
    assert "7 September 2020" in messages["MP117"]
