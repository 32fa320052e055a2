"""Dates and blanks as the register prints them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.register.files.dates import NoDate, is_blank, read_date, read_implementation

_DAY = date(2022, 11, 3)


@pytest.mark.parametrize(
    "text",
    [
        "03/11/2022",
        "3/11/2022",
        " 2022-11-03 ",
        "2022-11-03T00:00:00",
        "2022-11-03 00:00:00",
        "3 November 2022",
        "3rd November 2022",
        "Thursday 3 November 2022",
        "3 Nov 22",
    ],
)
def test_a_day_in_each_of_its_forms(text):
    assert read_date(text) == _DAY


@given(st.dates(date(2005, 1, 1), date(2050, 12, 31)))
def test_every_day_reads_back(day):
    for text in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day} {day:%B %Y}"):
        assert read_date(text) == day


@pytest.mark.parametrize("text", ["", " ", "Unknown", "TBC", "tbc.", "N/A", "n/a", "-", "Not yet determined"])
def test_a_blank_in_each_of_its_forms(text):
    assert is_blank(text)
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2020",
        "2020-13-45",
        "31 April 2020",
        "soon",
        "03/11",
        "3 November",
        "03/11/2022 or later",
        "44138",
    ],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(NoDate):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "day", "release"),
    [
        ("29/11/2020 (Nov 20 SEC Release)", date(2020, 11, 29), "Nov 20 SEC Release"),
        ("29 November 2020", date(2020, 11, 29), None),
        ("Proposed for November 2020 SEC Release", None, "Proposed for November 2020 SEC Release"),
        ("Unknown", None, None),
    ],
)
def test_an_implementation_says_a_day_or_a_release_or_both(text, day, release):
    assert read_implementation(text) == (day, release)


def test_an_impossible_day_of_implementation_is_refused():
    with pytest.raises(NoDate):
        read_implementation("31/11/2020 (November 2020 SEC Release)")
