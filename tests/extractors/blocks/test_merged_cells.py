"""Cells over several columns or rows, and summaries set sideways: the facts of the plain table."""

from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib import colors

from extractors import Extraction

Read = Callable[..., Extraction]

GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]

SUMMED = [
    ("PA", "open", 6, 38),
    ("PA", "completed", 7, 51),
    ("IA", "open", 2, 74),
    ("IA", "completed", 8, 80),
]


def values(report: Extraction, kind: str, *fields: str) -> list[tuple[Any, ...]]:
    found = [fact.values() for fact in report.facts if fact.kind == kind]
    return [tuple(one[field] for field in fields) for one in found]


def summary(report: Extraction) -> list[tuple[Any, ...]]:
    assert report.coverage.unclaimed == ()
    assert report.warnings == ()
    return values(report, "assessment_summary", "assessment", "status", "total", "average_wd")


@pytest.mark.parametrize("ruling", ["grid", "lines", "none"])
def test_a_summary_may_stand_sideways(read_paper: Read, ruling: str) -> None:
    rows = [
        ["Measure", "PAs open", "PAs completed", "IAs open", "IAs completed"],
        ["Total", "6", "7", "2", "8"],
        ["Average", "38 WD", "51 WD", "74 WD", "80 WD"],
    ]
    assert summary(read_paper(("h", "DCC assessments"), ("t", rows, ruling))) == SUMMED


@pytest.mark.parametrize("ruling", ["grid", "lines", "none"])
def test_the_ages_of_proposals_may_stand_sideways(read_paper: Read, ruling: str) -> None:
    rows = [
        ["", "Open (pre-decision)", "Concluded in the last 12 months"],
        ["Proposals", "51", "33"],
        ["Average (WD)", "274", "186"],
    ]
    report = read_paper(("h", "Proposal timescales"), ("t", rows, ruling))
    assert values(report, "proposal_timescale", "status", "total", "average_wd") == [
        ("open", 51, 274), ("concluded", 33, 186),
    ]  # fmt: skip


ROWS_SPANNED = [
    ["Release", "Modification", "Title"],
    ["June 2021 SEC Release\n24 June 2021", "MP112", "Privacy assurance"],
    ["", "MP130", "Orders and deliveries"],
    ["", "MP077", "Service flagging"],
    ["November 2021 SEC Release\n4 November 2021", "MP118", "Hub charges"],
    ["", "MP125", "The right variant"],
]


@pytest.mark.parametrize("grid", [True, False])
def test_a_cell_that_spans_rows_is_of_each_of_them(read_paper: Read, grid: bool) -> None:
    spans = [("SPAN", (0, 1), (0, 3)), ("SPAN", (0, 4), (0, 5)), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    between = [("LINEBELOW", (1, 0), (-1, -1), 0.5, colors.black)]
    between += [("LINEBELOW", (0, row), (0, row), 0.5, colors.black) for row in (0, 3, 5)]
    report = read_paper(
        ("h", "Releases"),
        ("p", "The modifications approved for the next releases are in the table."),
        ("t", ROWS_SPANNED, [*spans, *(GRID if grid else between)]),
    )
    june, november = ("June 2021 SEC Release", "2021-06-24"), ("November 2021 SEC Release", "2021-11-04")
    assert values(report, "release_item", "reference", "release", "release_date") == [
        ("MP112", *june), ("MP130", *june), ("MP077", *june), ("MP118", *november), ("MP125", *november),
    ]  # fmt: skip
    assert report.coverage.unclaimed == ()


@pytest.mark.parametrize("first", [0, 1])
def test_a_row_that_only_heads_others_says_what_they_are(read_paper: Read, first: int) -> None:
    rows = [
        ["Modification", "Type", "Date", "Target (WD)", "Duration (WD)"],
        ["MP119", "PA", "8 Dec 2021", "15", "125"],
        ["MP162", "IA", "22 Dec 2020", "40", "130"],
    ]
    rows = [[*row[first:], *row[:first]] for row in rows]
    rows[1:1] = [["Open", "", "", "", ""]]
    rows[3:3] = [["Completed in the last twelve months", "", "", "", ""]]
    report = read_paper(("h", "DCC assessments"), ("t", rows, "grid"))
    found = values(report, "assessment", "reference", "status", "accepted_on", "returned_on")
    assert found == [("MP119", "open", "2021-12-08", None), ("MP162", "completed", None, "2020-12-22")]
    assert report.coverage.unclaimed == ()


def test_a_row_that_adds_up_the_others_is_no_fact_and_no_riddle(read_paper: Read) -> None:
    rows = [
        ["Stage", "Proposals"],
        ["Definition", "3"],
        ["Refinement Process", "29"],
        ["Report Phase", "7"],
        ["All stages", "39"],
    ]
    report = read_paper(("h", "Summary"), ("t", rows, "lines"))
    assert values(report, "stage_count", "stage", "count") == [("define", 3), ("refine", 29), ("opine", 7)]
    assert report.coverage.unclaimed == ()


def test_the_counts_of_the_stages_may_be_words(read_paper: Read) -> None:
    rows = [
        ["Definition", "Refinement", "Report Phase", "Approved, awaiting implementation"],
        ["Four", "Thirty-seven", "Six", "Eight"],
    ]
    report = read_paper(("h", "Summary"), ("t", rows, "grid"))
    assert values(report, "stage_count", "stage", "count") == [
        ("define", 4), ("refine", 37), ("opine", 6), ("release", 8),
    ]  # fmt: skip
    assert report.coverage.unclaimed == ()


STAGES = [("define", 3), ("refine", 29), ("opine", 7), ("release", 11)]


@pytest.mark.parametrize("ruling", ["grid", "lines", "none"])
@pytest.mark.parametrize(
    "rows",
    [
        [["", "Definition", "Refinement", "Report", "Release"], ["Proposals", "3", "29", "7", "11"]],
        [
            ["Stage", "Definition", "Refinement Process", "Report Phase", "Awaiting implementation", "Total"],
            ["Number", "3", "29", "7", "11", "50"],
        ],
    ],
)
def test_the_stages_may_be_columns(read_paper: Read, rows: list[list[str]], ruling: str) -> None:
    report = read_paper(("h", "Summary"), ("t", rows, ruling))
    assert values(report, "stage_count", "stage", "count") == STAGES


@pytest.mark.parametrize("ruling", ["grid", "lines", "none"])
def test_counts_and_averages_may_take_turns_down_the_page(read_paper: Read, ruling: str) -> None:
    rows = [
        ["", "Preliminary Assessments", "Impact Assessments"],
        ["Open", "6", "2"],
        ["Average (WD)", "38", "74"],
        ["Completed", "7", "8"],
        ["Average (WD)", "51", "80"],
    ]
    assert summary(read_paper(("h", "DCC assessments"), ("t", rows, ruling))) == SUMMED


TWICE = [
    ["Modification", "Type", "Accepted", "Returned", "Target (WD)", "Taken (WD)"],
    ["MP100", "PA", "1 July 2020", "13 July 2020", "15", "9"],
    ["", "IA", "3 June 2020", "8 July 2020", "40", "26"],
    ["MP101", "PA", "2 July 2020", "14 July 2020", "15", "9"],
    ["", "IA", "4 June 2020", "9 July 2020", "40", "26"],
]

TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")

SPANNED = [("SPAN", (0, 1), (0, 2)), ("SPAN", (0, 3), (0, 4))]


def test_references_at_the_foot_of_what_they_are_of_are_guessed_for_no_other_row(read_paper: Read) -> None:
    report = read_paper(("h", "DCC assessments"), ("t", TWICE, SPANNED))  # at the foot, and nothing is ruled
    found = values(report, "assessment", "reference", "assessment", "returned_on")
    assert set(found) <= {("MP100", "IA", "2020-07-08"), ("MP101", "IA", "2020-07-09")}
    assert report.coverage.unclaimed != ()


@pytest.mark.parametrize("spanned", [[], [TOP, *SPANNED]])
@pytest.mark.parametrize("ruled", [True, False])
def test_a_modification_may_be_named_once_for_both_its_assessments(
    read_paper: Read, spanned: list[Any], ruled: bool
) -> None:
    report = read_paper(("h", "DCC assessments"), ("t", TWICE, [*spanned, *(GRID if ruled else [])]))
    assert values(report, "assessment", "reference", "assessment", "returned_on", "duration_wd") == [
        ("MP100", "PA", "2020-07-13", 9), ("MP100", "IA", "2020-07-08", 26),
        ("MP101", "PA", "2020-07-14", 9), ("MP101", "IA", "2020-07-09", 26),
    ]  # fmt: skip
    assert report.coverage.unclaimed == ()


def test_a_rule_that_leaves_a_column_out_lends_no_row_what_is_anothers(read_paper: Read) -> None:
    rows = [
        ["Modification", "Title", "Release"],
        ["MP100", "Bulk returns", "November 2020 SEC Release"],
        ["MP101", "Gates", "February 2021 SEC Release"],
    ]
    full = [("LINEBELOW", (0, row), (-1, row), 0.5, colors.black) for row in (0, 2)]
    part = ("LINEBELOW", (0, 1), (1, 1), 0.5, colors.black)
    report = read_paper(
        ("h", "Releases"),
        ("p", "The modifications approved for the next releases are in the table."),
        ("t", rows, [*full, part]),
    )
    assert values(report, "release_item", "reference", "release") == [
        ("MP100", "November 2020 SEC Release"), ("MP101", "February 2021 SEC Release"),
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["Total", "Average"])
def test_what_adds_up_assessments_is_none(read_paper: Read, label: str) -> None:
    rows = [*TWICE, ["", label, "", "", "80", "56"]]
    rule = ("LINEBELOW", (4, 4), (-1, 4), 0.5, colors.black)
    full = [("LINEBELOW", (0, row), (-1, row), 0.5, colors.black) for row in (0, 2, 5)]
    report = read_paper(("h", "DCC assessments"), ("t", rows, [*full, rule]))
    assert ("MP101", 80) not in values(report, "assessment", "reference", "target_wd")


def test_a_total_that_is_not_the_sum_is_shown(read_paper: Read) -> None:
    rows = [["Stage", "Proposals"], ["Definition", "3"], ["Refinement Process", "29"], ["Total", "36"]]
    report = read_paper(("h", "Summary"), ("t", rows, "lines"))
    assert [spot.text for spot in report.coverage.unclaimed] != []


def test_a_second_date_beside_an_acceptance_is_no_return(read_paper: Read) -> None:
    rows = [
        ["Modification", "Type", "Accepted", "Target (WD)", "So far (WD)"],
        ["MP102", "IA", "26 May 2020, due 31 August 2020", "40", "12"],
    ]
    report = read_paper(("h", "DCC assessments"), ("s", "Open Impact Assessments"), ("t", rows, "grid"))
    assert values(report, "assessment", "reference", "status", "returned_on") == [("MP102", "open", None)]


def test_a_note_between_rows_changes_no_status(read_paper: Read) -> None:
    rows = [
        ["Modification", "Type", "Accepted", "Target (WD)", "So far (WD)"],
        ["MP102", "IA", "26 May 2020", "40", "12"],
        ["Testing has been completed for this", "", "", "", ""],
        ["MP103", "IA", "27 May 2020", "40", "11"],
    ]
    report = read_paper(("h", "DCC assessments"), ("s", "Open Impact Assessments"), ("t", rows, "grid"))
    assert {status for (status,) in values(report, "assessment", "status")} == {"open"}
