"""Words to running text, and back."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.facts.sentences.passage import passage_of
from extractors.pages.evidence import evidence_of
from extractors.pages.model import Word

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


@steady
@given(st.lists(st.text("ab’-.(", min_size=1, max_size=6), min_size=1, max_size=12))
def test_no_word_is_lost_on_the_way(words: Lay, texts: list[str]) -> None:
    laid = words(" ".join(texts))
    passage = passage_of(laid)
    assert [passage.words_in(s, s + 1)[0] for s in passage.starts] == laid
    assert "".join(passage.text.split()) == "".join(texts)
    assert " ".join(e.text for e in evidence_of(laid)) == " ".join(texts)
