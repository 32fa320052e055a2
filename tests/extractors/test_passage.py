"""Words to running text and back to boxes."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.facts.sentences.passage import evidence_of, evidence_of_cells, passage_of
from extractors.pages.pdfium import Word

Lay = Callable[..., list[Word]]
steady = settings(derandomize=True, deadline=None, max_examples=100)


@pytest.mark.parametrize(
    ("lines", "known", "text"),
    [
        (("the modifi-", "cation was"), {"modification"}, "the modification was"),
        (("under Self-", "Governance"), set(), "under Self-Governance"),
        (("under self-", "governance"), {"self-governance"}, "under self-governance"),
        (("a well-", "known rule"), {"known"}, "a well-known rule"),
        (("MP103 -", "closed"), set(), "MP103 - closed"),
        (("pre- and", "post"), set(), "pre- and post"),
    ],
)
def test_a_hyphen_at_a_line_s_end(words: Lay, lines: tuple[str, ...], known: set[str], text: str) -> None:
    assert passage_of(words(*lines), known).text == text


def test_a_hyphen_that_only_marked_the_break_goes_where_nothing_tells(words: Lay) -> None:
    first, second = words("modifi-", "cation", broken=True)
    assert passage_of([first, second]).text == "modification"
    assert first.text == "modifi-"  # the printed form stays in the evidence


@pytest.mark.parametrize(("left", "right"), [("re-", "entrants"), ("co-", "ordinated"), ("non-", "domestic")])
def test_a_hyphen_that_is_printed_in_any_case_stays(words: Lay, left: str, right: str) -> None:
    assert passage_of(words(left, right, broken=True)).text == left + right
    assert passage_of(words(left, right, broken=True), {left[:-1] + right}).text == left[:-1] + right


def test_a_closing_quote_set_apart_joins_its_word(words: Lay) -> None:
    assert passage_of(words("‘PPMIDs ’ .", x=72)).text == "‘PPMIDs ’ ."
    tight = [
        Word("‘PPMIDs", 1, 72, 92, 114, 102, 100, 10, False),
        Word("’", 1, 114.5, 92, 117, 102, 100, 10, False),
    ]
    assert passage_of(tight).text == "‘PPMIDs’"


def test_every_character_knows_its_word(words: Lay) -> None:
    passage = passage_of(words("MP103 was ap-", "proved today"), {"approved"})
    assert passage.text == "MP103 was approved today"
    start = passage.text.index("approved")
    assert [w.text for w in passage.words_in(start, start + len("approved"))] == ["ap-", "proved"]
    assert [w.text for w in passage.words_in(0, 1)] == ["MP103"]
    assert passage.words_in(3, 3) == ()


def test_evidence_is_one_box_a_printed_line(words: Lay) -> None:
    boxes = evidence_of(words("one two", "three"))
    assert [(e.page, e.text, e.bbox) for e in boxes] == [
        (1, "one two", (72, 92, 114, 102)),
        (1, "three", (72, 105, 102, 115)),
    ]


def test_a_box_never_spans_pages_or_columns(words: Lay) -> None:
    both = [*words("left" + 20 * " " + "right"), *words("over", page=2)]
    assert [(e.page, e.text) for e in evidence_of(both)] == [(1, "left"), (1, "right"), (2, "over")]


def test_each_cell_of_a_row_has_boxes_of_its_own_however_close_it_stands(words: Lay) -> None:
    left, right = words("Gas supply"), words("MP103", x=72 + 6 * 13)
    assert [e.text for e in evidence_of([*left, *right])] == ["Gas supply MP103"]
    assert [e.text for e in evidence_of_cells([left, right])] == ["Gas supply", "MP103"]


def test_a_word_given_twice_counts_once(words: Lay) -> None:
    laid = words("one two")
    assert evidence_of([*laid, *laid]) == evidence_of(laid)


@steady
@given(st.lists(st.text("ab’-.(", min_size=1, max_size=6), min_size=1, max_size=12))
def test_no_word_is_lost_on_the_way(words: Lay, texts: list[str]) -> None:
    laid = words(" ".join(texts))
    passage = passage_of(laid)
    assert [passage.words_in(s, s + 1)[0] for s in passage.starts] == laid
    assert "".join(passage.text.split()) == "".join(texts)
    assert " ".join(e.text for e in evidence_of(laid)) == " ".join(texts)
