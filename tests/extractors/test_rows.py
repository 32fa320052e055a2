"""Words to printed rows, and the running headers and footers among them."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.blocks.lines.rows import Row, furniture_of, rows_of
from extractors.pages.pdfium import Page, Word

Lay = Callable[..., list[Word]]
steady = settings(derandomize=True, deadline=None, max_examples=50)


def sheet(number: int, words: list[Word], height: float = 842) -> Page:
    return Page(number, 595, height, tuple(words), (), (), (), ())


def furniture(*pages: Page) -> list[str]:
    rows = [rows_of(page.words) for page in pages]
    found = furniture_of(pages, rows)
    return [row.text for page_rows in rows for row in page_rows if row in found]


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


def page_of(words: Lay, number: int, *, head: str, foot: str, body: str) -> Page:
    laid = [
        *words(head, page=number, y=30),
        *words(body, body, page=number, y=200),
        *words(foot, page=number, y=810),
    ]
    return sheet(number, laid)


def test_what_stands_on_every_page_at_one_height_is_furniture(words: Lay) -> None:
    bodies = ["alpha", "beta", "gamma", "delta"]
    pages = [
        page_of(words, n, head="Change Status Report", foot=f"Page {n} of 4", body=body)
        for n, body in enumerate(bodies, 1)
    ]
    found = furniture(*pages)
    assert found == [text for n in range(1, 5) for text in ("Change Status Report", f"Page {n} of 4")]


def test_what_repeats_inside_the_text_is_none(words: Lay) -> None:
    pages = [
        sheet(number, words(letter, "the same", letter, "the end", page=number, y=100))
        for number, letter in enumerate(["alpha", "beta", "gamma", "delta"], 1)
    ]
    assert furniture(*pages) == ["the end"] * 4


def test_a_page_number_is_furniture_on_a_short_paper_too(words: Lay) -> None:
    assert furniture(page_of(words, 1, head="Hello", foot="Page 1 of 1", body="text")) == ["Page 1 of 1"]


def test_a_turned_page_s_footer_is_found_from_its_foot(words: Lay) -> None:
    upright = [page_of(words, n, head="Status", foot="Secret", body="abc"[n - 1]) for n in (1, 2, 3)]
    laid = [*words("Status", page=4, y=30), *words("wide", page=4, y=200), *words("Secret", page=4, y=563)]
    assert furniture(*upright, sheet(4, laid, height=595)).count("Secret") == 4


def test_a_row_is_a_row_of_its_page(words: Lay) -> None:
    (row,) = rows_of(words("one", page=7))
    assert isinstance(row, Row)
    assert (row.page, row.size, row.base) == (7, 10, 100)
