"""The dated parameters, and the window up to a cut-off."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.process import parameters_by_date as dated

DAY = date(2020, 8, 7)


def test_targets():
    assert dated.target("PA", DAY) == 15
    assert dated.target("IA", DAY) == 40
    assert dated.target("XA", DAY) is None
    assert dated.target("PA", date(2012, 1, 1)) is None


@pytest.mark.parametrize(
    ("cut_off", "first"),
    [
        (date(2020, 7, 31), date(2019, 8, 1)),
        (date(2020, 2, 29), date(2019, 3, 1)),
        (date(2021, 2, 28), date(2020, 3, 1)),
        (date(2020, 6, 30), date(2019, 7, 1)),
        (date(2020, 7, 15), date(2019, 7, 16)),
    ],
)
def test_the_window_is_twelve_whole_months(cut_off, first):
    assert dated.window(cut_off) == (first, cut_off)


@given(st.dates(date(2014, 10, 1), date(2040, 12, 31)))
def test_a_window_is_a_year_long(cut_off):
    first, last = dated.window(cut_off)
    assert last == cut_off
    assert 364 <= (last - first).days <= 366


@pytest.mark.parametrize(
    ("wording", "body"),
    [
        ("Change Board", "change_board"),
        ("Change Board (Self-Governance)", "change_board"),
        ("change  board", "change_board"),
        ("The Authority", "authority"),
        ("Parish Council", None),
        (None, None),
    ],
)
def test_the_registers_words_for_bodies(wording, body):
    assert dated.register_body(wording, DAY) == body


def test_the_registers_words_for_stages_and_outcomes():
    assert dated.register_stage("Refinement Process", DAY) == "refine"
    assert dated.register_stage("Approved – Awaiting Implementation", DAY) == "release"
    assert dated.register_stage("On Hold", DAY) is None
    assert dated.register_outcome("approved", DAY) == "approved"
    assert dated.register_outcome(None, DAY) is None
