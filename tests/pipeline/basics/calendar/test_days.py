"""Day counts against a loop over the days, and the frozen bank holidays against their source."""

from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.basics import calendar
from pipeline.basics.calendar import (
    count_days,
    covers,
    freeze,
    is_working_day,
    month_end,
    next_month,
    why_not_working,
)
from pipeline.basics.calendar.freeze import bank_holidays_csv

DAYS = st.dates(date(2013, 1, 1), date(2035, 12, 31))


def test_the_frozen_bank_holidays_are_the_packages():
    frozen = (files(calendar) / "bank_holidays.csv").read_text(encoding="utf-8")
    assert frozen == bank_holidays_csv(), f"run: python -m {freeze.__name__}"


@given(DAYS, st.integers(-40, 400))
def test_a_count_is_the_number_of_such_days(first, length):
    last = first + timedelta(days=length)
    days = [first + timedelta(days=n) for n in range(length + 1)]
    assert count_days("weekday", first, last) == sum(day.weekday() < 5 for day in days)
    assert count_days("working_day", first, last) == sum(is_working_day(day) for day in days)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2020, 5, 8), "a bank holiday (May Day)"),
        (date(2020, 5, 4), None),
        (date(2020, 4, 13), "a bank holiday (Easter Monday)"),
        (date(2020, 8, 31), "a bank holiday (Late Summer Bank Holiday)"),
        (date(2020, 8, 3), None),
        (date(2020, 8, 1), "a Saturday"),
        (date(2020, 8, 2), "a Sunday"),
        (date(2022, 9, 19), "a bank holiday (State Funeral of Queen Elizabeth II)"),
    ],
)
def test_the_bank_holidays_of_england_and_wales(day, why):
    assert why_not_working(day) == why
    assert is_working_day(day) == (why is None)


def test_years_without_known_bank_holidays_are_not_covered():
    assert covers(date(2013, 1, 1))
    assert covers(date(2035, 12, 31))
    assert not covers(date(2012, 12, 31))
    assert not covers(date(2036, 1, 1))


def test_months():
    assert next_month("2019-12") == "2020-01"
    assert next_month("2020-01") == "2020-02"
    assert month_end("2020-02") == date(2020, 2, 29)
    assert month_end("2020-12") == date(2020, 12, 31)
