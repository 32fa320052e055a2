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
