"""The last day that a report's figures cover."""

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date

from extractors.values.dates import find_dates, find_months
from extractors.values.references import find_references

_CUT_OFF = re.compile(
    r"(?:period|months?|figures|status|numbers|picture|data|position|statistics|numbers|information|timescales|year|durations?|assessments[^.]*?\bopen|counted|measured|calculated)\b[^.]*?\b(?:up\s+to|to|at|of|until|through|ending|end(?:ed|s)?|on|as\s+at)\b[^.]*",
    re.IGNORECASE,
)

# "Data cut-off: 31 October 2020"
_CUT_OFF_LINE = re.compile(r"\bcut[- ]?off(?: date)?\b", re.IGNORECASE)

# "At 30 November 2021, four Preliminary Assessments were open (average 36 WD)"
_STANDS = re.compile(r"(?:As\s+)?(?:at|of|on)\s", re.IGNORECASE)

_IN_DAYS = re.compile(r"\d\s*(?:WD\b|working days)", re.IGNORECASE)

_ABOUT_FIGURES = re.compile(
    r"month|working days|cut[- ]?off|\breporting period\b|\bfigures?\b|\bstatus\b|\bnumbers\b|\bpicture\b"
    r"|\bcovers?\s+the\s+period\b|\bassessments\b.*\bopen\b|\btables?\b|\bdata\b|\bposition\b|\btimescales\b|\bstatistics\b",
    re.IGNORECASE,
)


def read_cut_off(texts: Sequence[str], near: date) -> date | None:
    """The last day the figures cover: `the 12-month period up to the end of July 2020`.

    `near` is a day of the report, for months without a year.
    """
    finders: tuple[Callable[[str, date], date | None], ...] = (_of_line, _stands_at, _of_clause)
    told = (finder(text, near) for finder in finders for text in texts)
    return next((day for day in told if day is not None), None)


def _of_line(text: str, near: date) -> date | None:
    """`Data cut-off: 31 October 2020`"""
    cut = _CUT_OFF_LINE.search(text)
    return next((d.value for d in find_dates(text[cut.end() :], near) if d.value), None) if cut else None


def _of_clause(text: str, near: date) -> date | None:
    """The last day or month of a clause that says what the figures cover, in a text about figures."""
    if not _ABOUT_FIGURES.search(text) or len(text) > 400 or any(find_references(text)):
        return None
    told = (_last_day(clause.group(), near) for clause in _CUT_OFF.finditer(text))
    return next((day for day in told if day is not None), None)


def _last_day(clause: str, near: date) -> date | None:
    dates = [d.value for d in find_dates(clause, near) if d.value]
    months = list(find_months(clause))
    if dates or not months:
        return dates[-1] if dates else None
    month = months[-1]
    year = month.year or (near.year if month.month <= near.month else near.year - 1)
    return date(year, month.month, calendar.monthrange(year, month.month)[1])


def _stands_at(text: str, near: date) -> date | None:
    first = next(find_dates(text, near), None) if _STANDS.match(text) and _IN_DAYS.search(text) else None
    return first.value if first is not None and first.start <= len("As things stood at ") else None
