"""The last day that a report's figures cover."""

import calendar
import re
from collections.abc import Sequence
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
    for text in texts:
        if cut := _CUT_OFF_LINE.search(text):
            dates = [d.value for d in find_dates(text[cut.end() :], near) if d.value]
            if dates:
                return dates[0]
    for text in texts:
        if stood := _stands_at(text, near):
            return stood
    for text in texts:
        if not _ABOUT_FIGURES.search(text) or len(text) > 400 or any(find_references(text)):
            continue
        for clause in _CUT_OFF.finditer(text):
            dates = [d.value for d in find_dates(clause.group(), near) if d.value]
            if dates:
                return dates[-1]
            months = list(find_months(clause.group()))
            if months:
                month = months[-1]
                year = month.year or (near.year if month.month <= near.month else near.year - 1)
                return date(year, month.month, calendar.monthrange(year, month.month)[1])
    return None


def _stands_at(text: str, near: date) -> date | None:
    first = next(find_dates(text, near), None) if _STANDS.match(text) and _IN_DAYS.search(text) else None
    return first.value if first is not None and first.start <= len("As things stood at ") else None
