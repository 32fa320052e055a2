"""Cells that gave no value are told and not claimed; facts of their row bear a doubt."""

from collections.abc import Callable

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]

NAMES = ["Modification", "Type", "Date accepted", "Target", "Elapsed"]


def one_row(read_paper: Read, accepted: str, elapsed: str) -> Extraction:
    rows = [
        NAMES,
        ["MP401", "PA", accepted, "15 WD", elapsed],
        ["MP388", "IA", "9 Jun 2020", "40 WD", "37 WD"],
    ]
    return read_paper(("h", "Refine"), ("s", "Open assessments"), ("t", rows, "grid"))


@pytest.mark.parametrize("elapsed", ["31 WD*", "31 (15) WD", "31½ WD", "c. 31 WD"])
def test_a_figure_with_more_beside_it_is_told(read_paper: Read, elapsed: str) -> None:
    report = one_row(read_paper, "18 Jun 2020", elapsed)
    first, second = (f for f in report.facts if f.kind == "assessment")
    assert first.values()["duration_wd"] is None
    assert (first.doubts, second.doubts) == (("partly_unread",), ())
    assert [(w.code, w.text, w.section) for w in report.warnings] == [("unread_cell", elapsed, "refine")]
    assert [u.text for u in report.coverage.unclaimed] == [elapsed]


@pytest.mark.parametrize("accepted", ["18 Junne 2020", "17–18 Jun 20", "18 Jun 202"])
def test_what_is_no_one_day_is_told(read_paper: Read, accepted: str) -> None:
    report = one_row(read_paper, accepted, "31 WD")
    first = next(f for f in report.facts if f.kind == "assessment")
    assert (first.values()["accepted_on"], first.doubts) == (None, ("partly_unread",))
    assert [w.code for w in report.warnings] == ["unread_cell"]


@pytest.mark.parametrize("elapsed", ["–", "N/A", "To be confirmed", ""])
def test_a_blank_is_no_unread_cell(read_paper: Read, elapsed: str) -> None:
    report = one_row(read_paper, "18 Jun 2020", elapsed)
    assert (report.warnings, report.coverage.unclaimed) == ((), ())


def test_thousands_are_a_figure(read_paper: Read) -> None:
    report = one_row(read_paper, "18 Jun 2020", "1,020 WD")
    first = next(f for f in report.facts if f.kind == "assessment")
    assert (first.values()["duration_wd"], first.doubts) == (1020, ("odd_value",))


def test_a_day_far_from_the_report_is_odd(read_paper: Read) -> None:
    report = one_row(read_paper, "18 Jun 2026", "31 WD")
    assert [f.doubts for f in report.facts] == [("odd_value",), ()]


def test_a_column_that_its_cells_tell_is_a_guess(read_paper: Read) -> None:
    rows = [
        ["Modification", "Type", "Date accepted", "Target", "Risk score"],
        ["MP401", "PA", "18 Jun 2020", "15 WD", "31"],
        ["MP388", "IA", "9 Jun 2020", "40 WD", "37"],
    ]
    report = read_paper(("h", "Refine"), ("s", "Open assessments"), ("t", rows, "grid"))
    told = [f for f in report.facts if f.kind == "assessment"]
    assert [f.doubts for f in told] == [("guessed_column",), ("guessed_column",)]
    assert [(w.code, w.text) for w in report.warnings] == [("unknown_column", "Risk score")]


@pytest.mark.parametrize("printed", ["SECM-\nP0053", "SECMP\n0053", "SECMP00\n53"])
def test_a_reference_broken_in_a_narrow_cell_is_one(read_paper: Read, printed: str) -> None:
    rows = [NAMES, [printed, "PA", "18 Jun 2020", "15 WD", "31 WD"]]
    report = read_paper(("h", "Refine"), ("s", "Open assessments"), ("t", rows, "grid"))
    assert [f.values()["reference"] for f in report.facts] == ["SECMP0053"]


def test_what_only_looks_like_a_reference_is_told(read_paper: Read) -> None:
    rows = [
        NAMES,
        ["SECM-P0053", "PA", "18 Jun 2020", "15 WD", "31 WD"],
        ["SECMP0055", "PA", "18 Jun 2020", "15 WD", "31 WD"],
    ]
    report = read_paper(("h", "Refine"), ("s", "Open assessments"), ("t", rows, "grid"))
    assert [f.values()["reference"] for f in report.facts] == ["SECMP0055"]
    assert ("near_reference", "SECM-P0053") in [(w.code, w.text) for w in report.warnings]


def test_a_first_column_s_name_tells_the_status(read_paper: Read) -> None:
    rows = [
        ["Completed Assessments", "Type", "Returned", "Target", "Actual"],
        ["MP401", "PA", "18 Jun 2020", "15 WD", "31 WD"],
    ]
    report = read_paper(("h", "Appendix A: DCC assessments"), ("t", rows, "grid"))
    told = [f.values() for f in report.facts]
    assert [(v["reference"], v["status"], v["returned_on"]) for v in told] == [
        ("MP401", "completed", "2020-06-18")
    ]
