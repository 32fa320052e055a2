"""Running headers and footers among the lines of a paper."""

from collections.abc import Callable

import pytest

from extractors.blocks.lines.furniture import furniture_of
from extractors.blocks.lines.rows import rows_of
from extractors.pages.model import Page, Word

Lay = Callable[..., list[Word]]


def sheet(number: int, words: list[Word], height: float = 842) -> Page:
    return Page(number, 595, height, tuple(words), (), (), (), ())


def furniture(*pages: Page) -> list[str]:
    rows = [rows_of(page.words) for page in pages]
    found = furniture_of(pages, rows)
    return [row.text for page_rows in rows for row in page_rows if row in found]


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


@pytest.mark.parametrize(("y", "found"), [(60, True), (140, False), (720, False), (790, True)])
def test_a_page_s_number_is_furniture_near_its_edges_alone(words: Lay, y: float, found: bool) -> None:
    page = sheet(1, words("Page 1 of 1", y=y))
    assert bool(furniture(page)) is found


@pytest.mark.parametrize("row", ["PA {} WD {} WD", "Release {}.{}", "MP{}00 approved {} times"])
def test_rows_that_differ_in_figures_are_none(words: Lay, row: str) -> None:
    figures = [3, 9, 27, 40, 8]
    pages = [
        sheet(n, words("Head", *(row.format(figure + n * n, k) for k in range(4)), page=n, y=30))
        for n, figure in enumerate(figures, 1)
    ]
    assert furniture(*pages) == ["Head"] * 5


def test_a_row_with_a_reference_is_none_even_where_it_repeats(words: Lay) -> None:
    pages = [sheet(n, words("MP077 20 WD", "abcd"[n], page=n, y=30)) for n in (1, 2, 3)]
    assert furniture(*pages) == []


def test_a_footer_s_figures_may_run_with_pages_counted_otherwise(words: Lay) -> None:
    pages = [
        page_of(words, n, head="2020 status", foot=f"Sheet {n + 17} of 40", body="abcd"[n]) for n in (1, 2, 3)
    ]
    assert furniture(*pages)[1::2] == ["Sheet 18 of 40", "Sheet 19 of 40", "Sheet 20 of 40"]
