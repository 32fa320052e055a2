"""Sentences and what they speak of, cut from a text without loss."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.facts.sentences.cut import sentences_of
from extractors.facts.sentences.sentence import Sentence

steady = settings(derandomize=True, deadline=None, max_examples=200)

NEAR = date(2020, 8, 7)


def read(text: str, *, listed: bool = False) -> list[Sentence]:
    return sentences_of(text, NEAR, {}, listed)


def test_a_passage_is_cut_into_its_sentences() -> None:
    text = (
        "MP103 ‘A. Title’ was raised by Smart Ltd. on 3 August 2020. It was approved! (2 WD.) No. 3 is none."
    )
    assert [s.text for s in read(text)] == [
        "MP103 ‘A. Title’ was raised by Smart Ltd. on 3 August 2020.",
        "It was approved!",
        "(2 WD.)",
        "No. 3 is none.",
    ]


@pytest.mark.parametrize(
    "first", ["It was held on 13 August.", "It was held in July.", "It was held on 13 Aug."]
)
def test_a_date_leaves_the_sentence_its_full_stop(first: str) -> None:
    assert [s.text for s in read(f"{first} It was approved.")] == [first, "It was approved."]


def test_initials_and_abbreviations_end_no_sentence() -> None:
    text = "DP136 was raised by A. B. Smith of Smart Ltd. on 3 Aug. 2020 (see No. 4)."
    assert [s.text for s in read(text)] == [text]


def test_places_of_sentences_are_those_of_their_text() -> None:
    text = "  MP103 ‘DCC Charging’ was approved on 3 August 2020.   Two were not.  "
    for sentence in read(text):
        assert text[sentence.start : sentence.end] == sentence.text


def test_spans_are_masked_in_their_order() -> None:
    (sentence,) = read("On 3 August 2020 MP103 ‘Bulk’ joined the Nov 20 SEC Release agreed in July.")
    assert sentence.mask.startswith("On Dat Ref joined the Rel agreed in Mon")
    assert [sentence.mask[p.start : p.end] for p in sentence.placed] == ["Dat", "Ref", "Rel", "Mon"]
    assert [m.reference for m in sentence.mentions] == ["MP103"]
    assert [d.value for d in sentence.dates] == [date(2020, 8, 3)]
    assert [r.name for r in sentence.releases] == ["November 2020 SEC Release"]
    assert [m.month for m in sentence.months] == [7]


def test_no_word_of_a_title_is_a_phrase() -> None:
    (sentence,) = read("MP103 ‘Rejected by the Change Board on 3 July 2020’ was approved by the Panel.")
    assert sentence.first("outcome") == "approved"
    assert sentence.first("body") == "panel"
    assert not sentence.dates


def test_a_count_is_no_part_of_a_reference_or_date() -> None:
    (sentence,) = read(
        "The three Draft Proposals DP135 and 136 were raised before 12 July 2020, within 14 days."
    )
    assert [n.value for n in sentence.numbers] == [3, 14]


SCRAPS = re.findall(
    "[^|]+",
    "MP103|MPs 118 and 124|DP136A|‘|’|“|(|)|.|;|:|–|13 August 2020|31 Apr 20|w/c|the Change Board|approved|"
    "not|Self-Governance|November 2020 SEC Release|part 2|three|no|None|closes|raised by|of|Ltd.|"
    "\u00a0|\ufffd|\u200b|\ufb01|\U0001f600",
)


@steady
@given(
    st.one_of(st.text(max_size=120), st.lists(st.sampled_from(SCRAPS), max_size=30).map(" ".join)),
    st.booleans(),
)
def test_any_text_is_cut_without_loss(text: str, listed: bool) -> None:
    sentences = read(text, listed=listed)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    kept = "".join(text[s.start : s.end] for s in sentences)
    assert "".join(kept.split()) == "".join(text.split())
