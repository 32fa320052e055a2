"""Counting days between two dates, and moving between months."""

from csv import DictReader
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np

DayKind = Literal["weekday", "working_day"]


@cache
def bank_holidays() -> dict[date, str]:
    """The bank holidays of England and Wales by date, with their names, as the file has them."""
    with (files("pipeline.basics.calendar") / "bank_holidays.csv").open(encoding="utf-8") as lines:
        return {date.fromisoformat(row["date"]): row["name"] for row in DictReader(lines)}


@cache
def _years() -> tuple[int, int]:
    return min(bank_holidays()).year, max(bank_holidays()).year


@cache
def _calendar(kind: DayKind) -> np.busdaycalendar:
    holidays = list(bank_holidays()) if kind == "working_day" else []
    return np.busdaycalendar(weekmask="1111100", holidays=np.array(holidays, dtype="datetime64[D]"))


def covers(day: date) -> bool:
    """Whether the bank holidays of that day's year are known."""
    first, last = _years()
    return first <= day.year <= last


def count_days(kind: DayKind, first: date, last: date) -> int:
    """How many weekdays or Working Days there are from `first` to `last`, both included.

    0 where `last` is before `first`.
    """
    if last < first:
        return 0
    start, after = np.datetime64(first, "D"), np.datetime64(last + timedelta(days=1), "D")
    return int(np.busday_count(start, after, busdaycal=_calendar(kind)))


def is_working_day(day: date) -> bool:
    """Whether the day is a weekday in England and Wales that is no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays()


def why_not_working(day: date) -> str | None:
    """What keeps the day from being a Working Day ("a Saturday", "a bank holiday (Good Friday)"), or None."""
    if day.weekday() >= 5:
        return "a Saturday" if day.weekday() == 5 else "a Sunday"
    holiday = bank_holidays().get(day)
    return f"a bank holiday ({holiday})" if holiday else None


def month_of(day: date) -> str:
    """The month as a period, `YYYY-MM`."""
    return f"{day.year:04d}-{day.month:02d}"


def next_month(period: str) -> str:
    """The period after this one."""
    year, month = map(int, period.split("-"))
    return f"{year + month // 12:04d}-{month % 12 + 1:02d}"


def month_end(period: str) -> date:
    """The last day of the period."""
    return date.fromisoformat(f"{next_month(period)}-01") - timedelta(days=1)
