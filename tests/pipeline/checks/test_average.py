"""When a stated average is the rounded mean."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.rules.i104_assessment_average import is_rounded

DURATIONS = st.lists(st.integers(0, 500), min_size=1, max_size=40)


@given(DURATIONS)
def test_a_rounded_mean_is_accepted_and_its_neighbours_are_not(durations):
    mean = Fraction(sum(durations), len(durations))
    assert is_rounded(round(mean), mean)
    assert not is_rounded(round(mean) + 2, mean)
    off = {round(mean) - 1, round(mean) + 1}
    assert all(is_rounded(value, mean) == (abs(value - mean) == Fraction(1, 2)) for value in off)


@given(DURATIONS)
def test_a_mean_with_one_decimal_is_accepted(durations):
    mean = Fraction(sum(durations), len(durations))
    stated = round(float(mean), 1)
    assert is_rounded(stated, mean) or stated.is_integer()


def test_halves_go_either_way_and_decimals_bind():
    assert is_rounded(13, Fraction(27, 2))
    assert is_rounded(14, Fraction(27, 2))
    assert is_rounded(38.8, Fraction(233, 6))
    assert not is_rounded(38.6, Fraction(233, 6))
    assert not is_rounded(38, Fraction(233, 6))
    assert is_rounded(39, Fraction(233, 6))
