"""Dates as reports print them: found by a pattern, read format-first, dateparser for the odd ones.

Numeric dates are day first. A date that cannot be (`31 Apr 20`) is found and has no value: it is shown,
never repaired. A day without a year takes the year in which it stands nearest to the report.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import dateparser

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)

_WEEKDAY = r"(?:mon|tues?|weds?|wednes|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DATE = re.compile(
    rf"""(?<![\w/.-])(?:(?P<weekday>{_WEEKDAY})\.?,?\s+(?:the\s+)?)?(?:
      (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?[-\s]?\s*(?P<m1>{MONTH})\b(?:(?:\.(?=,?\s*'?’?\d\d))?,?[-\s]*(?P<y1>(?:19|20)\d\d|'?’?\d\d(?!\d|:\d)))?
    | (?P<m2>{MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)
    | (?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)
    | (?P<d4>\d{{1,2}})(?P<sep>[/.-])(?P<m4>\d{{1,2}})(?P=sep)(?P<y4>(?:19|20)\d\d|\d\d)
    )(?![\w])""",
    re.IGNORECASE | re.VERBOSE,
)

# "July 2020", "Nov 20", "in July"
_MONTH_YEAR = re.compile(
    rf"(?<![\w])(?P<month>{MONTH})\b(?:\.?,?\s+(?P<year>(?:19|20)\d\d|\d\d(?![\w:.])))?(?!\w)", re.IGNORECASE
)

# "on 8, 15 and" before "22 July 2020", "from 1 to" before it: these days share its month and year. "Table 2
# and 15 July" names no second day.
_SHARING = re.compile(
    r"(?:\A|(?<=\()|(?<=: )|(?<=on )|(?<=of )|(?<=for )|(?<=from )|(?<=between )|(?<=dates )|(?<=meetings ))"
    r"(?:(?:\d{1,2}(?:st|nd|rd|th)?,\s+)*\d{1,2}(?:st|nd|rd|th)?,?\s+(?:and|&)"
    r"|(?<=from )\d{1,2}(?:st|nd|rd|th)?\s+(?:to|until))\s+\Z"
)

# "8", "15th"
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")

_PLAUSIBLE = range(2005, 2051)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A printed date and its place in a text.

    `value` is None where no calendar has that day; `weekday` is 0 for a printed Monday; `complete` is
    false where the year was not printed.
    """

    value: date | None
    weekday: int | None
    complete: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MonthSpan:
    """A printed month (`July 2020`, `July`); `year` is None where it is not printed."""

    month: int
    year: int | None
    start: int
    end: int


def find_dates(text: str, near: date | None = None) -> Iterator[DateSpan]:
    """The dates of a text in order. `near` gives the year to days printed without one."""
    for match in _DATE.finditer(text):
        found = match.groupdict()
        day, month, year = (found[f"{part}{_form(found)}"] for part in "dmy")
        complete = year is not None
        for shared in _days_before(text, match):
            value = _read(int(shared[1]), month.casefold(), year, near)
            yield DateSpan(value, None, complete, shared.start(), shared.end())
        value = _read(int(day), month.casefold(), year, near)
        yield DateSpan(value, _weekday(found["weekday"]), complete, match.start(), match.end())


def _days_before(text: str, date: re.Match[str]) -> Iterator[re.Match[str]]:
    """The days printed before a date that take their month and year from it, in their order."""
    if date["d1"] and not date["weekday"] and (shared := _SHARING.search(text[: date.start()])):
        yield from _DAY.finditer(text, shared.start(), shared.end())


def _form(found: dict[str, str | None]) -> int:
    return next(form for form in (1, 2, 3, 4) if found[f"d{form}"])


def find_months(text: str) -> Iterator[MonthSpan]:
    """Months of a text that are no part of a date; a lower-case `may` or `march` is a word."""
    taken = [(span.start, span.end) for span in find_dates(text)]
    for match in _MONTH_YEAR.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if not match["month"][0].isupper():
            continue
        year = _year(match["year"]) if match["year"] else None
        yield MonthSpan(_month(match["month"].casefold()), year, match.start(), match.end())


def read_date(text: str, near: date | None = None) -> date | None:
    """The one date of a short text (a table's cell); dateparser reads what no known form fits."""
    spans = list(find_dates(text, near))
    if len(spans) == 1:
        return spans[0].value
    worth = not spans and re.search(r"[A-Za-z]{3}", text) and re.search(r"\d", text)
    return _odd_date(text.strip()) if worth else None


@lru_cache(maxsize=4096)
def _odd_date(text: str) -> date | None:
    """A date in a form that no pattern here knows; only a full day, month and year counts."""

    found = dateparser.parse(
        text,
        languages=["en"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_LOCALE_DATE_ORDER": False,
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RELATIVE_BASE": datetime(2020, 1, 1),  # noqa: DTZ001 - a fixed base, so that no clock is read
            "PARSERS": ["absolute-time"],
        },
    )
    return found.date() if found and found.year in _PLAUSIBLE else None


def _weekday(text: str | None) -> int | None:
    return WEEKDAYS.index(text[:3].casefold()) if text else None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else next(i for i, m in enumerate(MONTHS, 1) if m.startswith(text[:3]))


def _year(text: str) -> int:
    digits = text.strip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


@lru_cache(maxsize=4096)
def _read(day: int, month: str, year: str | None, near: date | None) -> date | None:
    number = _month(month)
    if year is not None:
        return _date(_year(year), number, day)
    if near is None:
        return None
    around = [_date(y, number, day) for y in (near.year - 1, near.year, near.year + 1)]
    return min((d for d in around if d), key=lambda d: abs((d - near).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    if year not in _PLAUSIBLE:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
