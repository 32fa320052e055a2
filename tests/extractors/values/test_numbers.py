"""Counts in digits and in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.values.numbers import NUMBER, read_number

steady = settings(derandomize=True, deadline=None, max_examples=200)
UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
UNITS += ["twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int, joint: str) -> str:
    if number < 20:
        return UNITS[number]
    ten, unit = TENS[number // 10 - 2], number % 10
    return ten + (joint + UNITS[unit] if unit else "")


@steady
@given(
    st.integers(0, 99),
    st.sampled_from(["-", " "]),
    st.sampled_from([str.lower, str.upper, str.capitalize]),
    st.sampled_from(["There are {} modifications.", "({})", "{}", "one month, {}; two others"]),
)
def test_numbers_in_words_are_read_back(number: int, joint: str, case: object, frame: str) -> None:
    printed = case(in_words(number, joint))  # type: ignore[operator]
    assert read_number(printed) == number
    assert number in [read_number(match.group()) for match in NUMBER.finditer(frame.format(printed))]


@steady
@given(st.integers(0, 99_999_999), st.booleans())
def test_numbers_in_digits_are_read_back(number: int, grouped: bool) -> None:
    printed = f"{number:,}" if grouped or number > 99_999 else str(number)
    assert [read_number(match.group()) for match in NUMBER.finditer(f"a total of {printed} are")] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "12-month",
        "MP102",
        "6.15.1",
        "4%",
        "3.5",
        "£4",
        "someone",
        "often",
        "two-thirds",
        "none",
        "weighty",
        "one hundred",
    ],
)
def test_figures_and_words_that_count_nothing(text: str) -> None:
    assert [match.group() for match in NUMBER.finditer(text)] == []


@pytest.mark.parametrize(
    "text", ["", "none", "twenty-ten", "five-two", "MP102", "3.5", "four score and seven", "1,20"]
)
def test_no_number_is_read_where_none_is_printed(text: str) -> None:
    assert read_number(text) is None
