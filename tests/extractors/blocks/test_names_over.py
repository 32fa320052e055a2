"""Names over several columns belong to each of them."""

from collections.abc import Callable
from itertools import pairwise
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

FIGURES = [["Preliminary Assessments", "6", "38", "7", "51"], ["Impact Assessments", "2", "74", "8", "80"]]


def values(report: Extraction, kind: str, *fields: str) -> list[tuple[Any, ...]]:
    found = [fact.values() for fact in report.facts if fact.kind == kind]
    return [tuple(one[field] for field in fields) for one in found]


def summary(report: Extraction) -> list[tuple[Any, ...]]:
    assert report.coverage.unclaimed == ()
    assert report.warnings == ()
    return values(report, "assessment_summary", "assessment", "status", "total", "average_wd")


@pytest.mark.parametrize("ruled", [True, False])
def test_names_over_several_columns_belong_to_each(read_paper: Read, ruled: bool) -> None:
    spans = [
        ("SPAN", (1, 0), (2, 0)),
        ("SPAN", (3, 0), (4, 0)),
        ("FONTNAME", (0, 1), (-1, 1), "Helvetica-Bold"),
    ]
    rows = [
        ["", "Open", "", "Completed in the last 12 months", ""],
        ["Assessment", "Number", "Average (WD)", "Number", "Average (WD)"],
        *FIGURES,
    ]
    report = read_paper(("h", "DCC assessments"), ("t", rows, [*spans, *(GRID if ruled else [])]))
    assert sorted(summary(report), reverse=True) == sorted(SUMMED, reverse=True)


TWICE = [
    ["Modification", "Type", "Accepted", "Returned", "Target (WD)", "Taken (WD)"],
    ["MP100", "PA", "1 July 2020", "13 July 2020", "15", "9"],
    ["", "IA", "3 June 2020", "8 July 2020", "40", "26"],
    ["MP101", "PA", "2 July 2020", "14 July 2020", "15", "9"],
    ["", "IA", "4 June 2020", "9 July 2020", "40", "26"],
]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_header_of_two_rows_may_have_names_beside_those_it_groups(read_paper: Read, ruled: bool) -> None:
    rows = [
        ["Modification", "Type", "Dates", "", "Working Days", ""],
        ["", "", "Accepted", "Returned", "Target", "Taken"],
        *([row[0] or above[0], *row[1:]] for above, row in pairwise(TWICE)),
    ]
    wide = [
        ("SPAN", (2, 0), (3, 0)),
        ("SPAN", (4, 0), (5, 0)),
        ("FONTNAME", (0, 1), (-1, 1), "Helvetica-Bold"),
    ]
    tall = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1))]
    report = read_paper(("h", "DCC assessments"), ("t", rows, [*wide, *tall, *(GRID if ruled else [])]))
    found = values(report, "assessment", "reference", "target_wd", "duration_wd")
    assert found == [("MP100", 15, 9), ("MP100", 40, 26), ("MP101", 15, 9), ("MP101", 40, 26)]
    assert report.coverage.unclaimed == ()
