"""Tables that nothing rules: columns by their headers and the white space between the cells."""

from collections.abc import Callable

import pytest

from extractors.blocks.lines.rows import rows_of
from extractors.blocks.tables.rivers import UnruledTable
from extractors.blocks.tables.unruled import find_unruled
from extractors.pages.model import Box, Page, Word

Lay = Callable[..., list[Word]]
HEADER = "Modification   Type   Accepted      Target   Duration"
LINES = [
    "MP103          PA     1 July 2020   15       9",
    "SECMP0007      IA     3 Jun 2020    40       31",
    "DP136          PA     12 Mar 2020   15       3",
]


def found(laid: list[Word], fills: tuple[Box, ...] = (), rules: tuple[Box, ...] = ()) -> list[UnruledTable]:
    page = Page(1, 595, 842, tuple(laid), rules, fills, (), ())
    return find_unruled(page, rows_of(laid))


def cells(table: UnruledTable) -> list[list[str]]:
    return [[" ".join(word.text for word in cell) for cell in row] for row in table.rows]


def test_columns_are_what_white_space_separates(words: Lay) -> None:
    (table,) = found([*words(HEADER, bold=True), *words(*LINES, y=118, step=18)])
    assert table.header is not None
    assert table.header.names == ("Modification", "Type", "Accepted", "Target", "Duration")
    assert cells(table)[0] == ["MP103", "PA", "1 July 2020", "15", "9"]
    assert [row[0] for row in cells(table)] == ["MP103", "SECMP0007", "DP136"]
    assert len(table.rivers) == 4


def test_the_header_may_be_set_like_the_body(words: Lay) -> None:
    (table,) = found(words(HEADER, *LINES, step=18))
    assert [row[4] for row in cells(table)] == ["9", "31", "3"]


def test_a_cell_over_two_lines_is_one(words: Lay) -> None:
    laid = [
        *words("Modification   Title               Vote", bold=True),
        *words("MP103          A title that goes   Approved", "               on", y=125, step=12),
        *words("MP104          Short               Rejected", y=165),
    ]
    (table,) = found(laid)
    assert cells(table) == [["MP103", "A title that goes on", "Approved"], ["MP104", "Short", "Rejected"]]


def test_a_header_over_two_lines_is_one(words: Lay) -> None:
    laid = [
        *words(
            "Modification   Type   Clock         Target   Duration",
            "                      started       (WD)     (WD)",
            bold=True,
            step=12,
        ),
        *words(*LINES, y=132, step=18),
    ]
    (table,) = found(laid)
    assert table.header is not None
    assert table.header.roles == ("reference", "assessment", "accepted_on", "target_wd", "duration_wd")
    assert len(table.rows) == 3


def test_painted_bands_tell_rows_apart(words: Lay) -> None:
    laid = [*words(HEADER, bold=True), *words(*LINES, y=115, step=15)]
    bands = tuple((70.0, 105.0 + 15 * i, 420.0, 120.0 + 15 * i) for i in range(0, 3, 2))
    (table,) = found(laid, fills=bands)
    assert len(table.rows) == 3


def test_a_paragraph_far_below_is_no_row(words: Lay) -> None:
    prose = words("These figures cover the year up to the end of July and were given by the DCC.", y=260)
    (table,) = found([*words(HEADER, *LINES, step=18), *prose])
    assert len(table.rows) == 3


def test_the_next_table_s_header_is_no_row(words: Lay) -> None:
    laid = [*words(HEADER, *LINES, step=18), *words(HEADER, *LINES, y=200, step=18)]
    assert [len(table.rows) for table in found(laid)] == [3, 3]


def test_rows_at_a_page_s_head_go_on_with_the_table_before(words: Lay) -> None:
    (table,) = found(words(HEADER, *LINES, step=18))
    laid = words(*LINES, page=2, y=60, step=18)
    page = Page(2, 595, 842, tuple(laid), (), (), (), ())
    (more,) = find_unruled(page, rows_of(laid), (tuple(table.rivers), table.edges))
    assert more.header is None
    assert cells(more) == cells(table)


def test_names_set_close_over_one_row_are_two_columns_where_both_are_known(words: Lay) -> None:
    laid = [*words("Accepted      WD so far   WD allowed Modification", bold=True)]
    (table,) = found([*laid, *words("10 May 2021   38                  40 MP095", y=118)])
    assert cells(table) == [["10 May 2021", "38", "40", "MP095"]]


def test_a_numbered_paragraph_right_under_a_table_is_no_row(words: Lay) -> None:
    laid = words(
        "Modification   Title               Release", "MP103          Gas supply          None", step=18
    )
    text = words("7.3   The next SEC Release will be put into effect on 3 November for the Parties", y=136)
    (table,) = found([*laid, *text])
    assert cells(table) == [["MP103", "Gas supply", "None"]]


@pytest.mark.parametrize("end", ["on", "on             by", "on             and on         "])
def test_a_row_that_a_page_break_cut_ends_at_the_next_page_s_head(words: Lay, end: str) -> None:
    header, rows = "Modification   Title          Vote", ["MP103          A title that   Approved"]
    (table,) = found(words(header, *rows, "MP104          More that goes Rejected", step=18))
    laid = words(" " * 15 + end, "MP105          Short          Approved", page=2, y=60, step=18)
    page = Page(2, 595, 842, tuple(laid), (), (), (), ())
    (more,) = find_unruled(page, rows_of(laid), (tuple(table.rivers), table.edges))
    assert [row[0] for row in cells(more)] == ["", "MP105"]
    assert cells(more)[0][1].split()[0] == "on"


def test_a_header_that_ends_a_page_is_a_table_whose_rows_may_follow(words: Lay) -> None:
    wrapped = words(HEADER, "                                    (WD)     (WD)", y=700, step=12, bold=True)
    for header in (words(HEADER, y=700), wrapped):
        (table,) = found([*words("A line of text", y=600), *header])
        assert cells(table) == []
        laid = [*words("Assessments (continued)", y=60, page=2), *words(*LINES, page=2, y=85, step=18)]
        page = Page(2, 595, 842, tuple(laid), (), (), (), ())
        (more,) = find_unruled(page, rows_of(laid), (tuple(table.rivers), table.edges))
        assert [row[0] for row in cells(more)] == ["MP103", "SECMP0007", "DP136"]


def test_other_lines_in_two_parts_at_a_page_s_head_are_no_rows(words: Lay) -> None:
    (table,) = found(words(HEADER, *LINES, step=18))
    laid = words(
        "Refinement", "3.1     MP103 has 2 parts", "3.2     MP104 has 3 parts", page=2, y=60, step=18
    )
    page = Page(2, 595, 842, tuple(laid), (), (), (), ())
    assert find_unruled(page, rows_of(laid), (tuple(table.rivers), table.edges)) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["The proposal was accepted and the target is the duration of the work"],
        ["Modification"],
        ["Name          Colour        Smell", "Rose          red           sweet"],
        [],
    ],
)
def test_what_is_no_table(words: Lay, lines: list[str]) -> None:
    assert found(words(*lines)) == []
