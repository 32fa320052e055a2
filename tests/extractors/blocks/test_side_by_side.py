"""Lines side by side: columns of text one after the other, a label and its value as one line."""

from collections.abc import Callable

from extractors.blocks.lines.rows import Line, rows_of
from extractors.blocks.side_by_side import by_column, columns_in_order
from extractors.pages.model import Page, Word

Lay = Callable[..., list[Word]]


def read(laid: list[Word]) -> list[str]:
    rows = rows_of(laid)
    page = Page(1, 595, 842, tuple(laid), (), (), (), ())
    lines = columns_in_order([line for row in rows for line in by_column(row, page, rows)])
    return [line.text for line in lines if isinstance(line, Line)]


def test_two_columns_of_running_text_are_read_one_after_the_other(words: Lay) -> None:
    left = ("The Change Board met twice", "in this month and approved", "four of the modifications.")
    right = ("The Authority has three", "decisions to make, which", "it expects to take in May.")
    assert read([*words(*left), *words(*right, x=310)]) == [*left, *right]


def test_a_label_and_its_value_are_one_line(words: Lay) -> None:
    laid = [*words("Author", "Team", "Action"), *words("Holly Burton", "SECAS", "For Information", x=200)]
    assert read(laid) == ["Author Holly Burton", "Team SECAS", "Action For Information"]


def test_a_number_belongs_to_the_line_that_it_stands_before(words: Lay) -> None:
    laid = [*words("1.", "2.", "3."), *words("The first of them", "and the second", "and the third", x=110)]
    assert read(laid) == ["1. The first of them", "2. and the second", "3. and the third"]
