"""Words to printed lines."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.blocks.lines.rows import Line, rows_of
from extractors.pages.model import Word

Lay = Callable[..., list[Word]]

steady = settings(derandomize=True, deadline=None, max_examples=50)


def test_a_row_is_what_stands_on_one_baseline(words: Lay) -> None:
    raised = Word("2", 1, 140, 90, 144, 97, 97, 6, False)
    rows = rows_of([*words("one two", "three"), raised])
    assert [row.text for row in rows] == ["one two 2", "three"]


def test_a_wide_gap_cuts_a_row(words: Lay) -> None:
    (row,) = rows_of(words("Author:" + 8 * " " + "Jo Smith"))
    assert [segment.text for segment in row.segments] == ["Author:", "Jo Smith"]
    assert (row.x0, row.x1) == (72, 72 + 6 * 23)


def _words_by_segment(words: list[Word]) -> list[list[tuple[Word, ...]]]:
    return [[segment.words for segment in row.segments] for row in rows_of(words)]


@steady
@given(st.randoms(use_true_random=False))
def test_the_order_in_which_words_were_drawn_does_not_matter(words: Lay, random: object) -> None:
    laid = words("one two three", "four" + 12 * " " + "five", "six")
    shuffled = list(laid)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _words_by_segment(shuffled) == _words_by_segment(laid)


def test_a_row_is_a_row_of_its_page(words: Lay) -> None:
    (row,) = rows_of(words("one", page=7))
    assert isinstance(row, Line)
    assert (row.page, row.size, row.base) == (7, 10, 100)
