"""Summaries set sideways."""

from collections.abc import Callable

import pytest

from extractors.blocks.tables.sideways import sideways_table
from extractors.pages.model import Word

Lay = Callable[..., list[Word]]
NAMES = "                     Open PAs       Completed PAs       Open IAs"
NUMBER = "Number                9              25                  4"
AVERAGE = "Average (WD)         36              39.5                41"


def read(lay: Lay, *lines: str) -> list[list[str]] | None:
    table = sideways_table(lay(*lines))
    return None if table is None else [[cell.text for cell in row] for row in table.rows]


def test_each_name_gets_the_figures_that_stand_under_it(words: Lay) -> None:
    assert read(words, NAMES, NUMBER, AVERAGE) == [
        ["Open PAs", "9", "36"],
        ["Completed PAs", "25", "39.5"],
        ["Open IAs", "4", "41"],
    ]


def test_a_caption_over_the_names_is_no_part_of_them(words: Lay) -> None:
    got = read(words, "Preliminary and Impact Assessments in total", NAMES, NUMBER, AVERAGE)
    assert got == read(words, NAMES, NUMBER, AVERAGE)


@pytest.mark.parametrize(
    "lines",
    [
        (NUMBER, AVERAGE),  # nothing names the figures
        (NAMES, NUMBER, "Average (WD)         36              39.5"),  # a figure short
        (NAMES, NUMBER, "Cost (£k)            36              39                  41"),  # not only counts
        (NAMES, "Room                  9              25                  4"),  # no figure of a summary
        ("Nine were open in July and 25 completed.", "Four are late."),
        ("                     Open PAs", NUMBER),  # two names short
    ],
)
def test_what_is_no_such_summary_is_left_alone(words: Lay, lines: tuple[str, ...]) -> None:
    assert read(words, *lines) is None


def test_lines_of_two_pages_are_no_table(words: Lay) -> None:
    assert sideways_table([*words(NAMES), *words(NUMBER, AVERAGE, page=2)]) is None
