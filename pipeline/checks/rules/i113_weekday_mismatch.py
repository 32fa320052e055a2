"""A printed weekday is not that date’s, or a week commences on another day than a Monday.

Why it matters: one of the two is wrong, and a meeting is missed or a decision misdated.

May be lawful: hardly anything: a day has one weekday. The date may be right and the weekday wrong, or the
other way round.

Not judged: a report that prints no weekday beside a date. A day printed without its year is taken to be
the one nearest to the report.

Passes:

    report 2020-07
    meeting working_group ad_hoc held held_on=2020-06-15 says='held on Monday 15 June 2020 to'

Fails:

    report 2020-07
    meeting working_group ad_hoc held held_on=2020-06-15 says='held on Tuesday 15 June 2020 to'

Says: 15 June 2020 was a Monday; the report prints Tuesday.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from extractors.contract import Fact
from pipeline.basics.calendar import why_not_working
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.wording import day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I113"
NAME = "weekday-mismatch"
SEVERITY: Severity = "warning"
EXPLAINED = False

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_NAME = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day|sday|nesday|rsday|urday)?"
_DATE = (
    r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?(?:\s+(\d{4})\b)?"
)
# "Tuesday 15 June 2020", "Tuesday, the 15th of June", "Tue 15 Jun 2020".
_BEFORE = re.compile(rf"\b{_DAY_NAME}[,.]?\s+(?:the\s+)?{_DATE}")
# "18 November 2020 (Thursday)", "18 November 2020, a Thursday".
_BEHIND = re.compile(rf"\b{_DATE}\s*(?:\(|,\s*an?\s+|,\s*){_DAY_NAME}\b")
# "Friday 16/12/2020", "Fri, 16.12.20".
_FIGURES = re.compile(rf"\b{_DAY_NAME}[,.]?\s+(\d{{1,2}})[/.](\d{{1,2}})[/.](\d{{4}}|\d{{2}})\b")
# "week commencing 8 December 2020".
_WEEK = re.compile(rf"\bweek\s+(?:commencing|beginning|of)\s+(?:the\s+)?{_DATE}", re.IGNORECASE)


def find(model: CheckModel) -> Verdicts:
    """Every weekday printed beside a date that it is not, and every week that begins on no Monday."""
    for report in model.judged_papers:
        printed: dict[tuple[str, date], list[Fact]] = defaultdict(list)
        for fact in report.extraction.facts:
            for weekday, on in weekdays_in(" ".join(e.text for e in fact.evidence), report.known_on):
                printed[weekday, on].append(fact)
        yield from _weeks(report)
        if not printed:
            yield Unjudged(period=report.period, reason="the report prints no weekday beside a date")
        for (weekday, on), facts in printed.items():
            right = _WEEKDAYS[on.weekday()]
            if weekday != right:
                yield Found(
                    period=report.period,
                    message=f"{day(on)} {'was' if on <= report.known_on else 'is'} a {right}; "
                    f"the report prints {weekday}.",
                    stated={"weekday": weekday, "date": str(on)},
                    expected={"weekday": right},
                    evidence=report.see(facts),
                )


def _weeks(report: Report) -> Verdicts:
    """Every week that is said to commence on another day than a Monday, or than the day after its holiday."""
    weeks: dict[date, list[Fact]] = defaultdict(list)
    for fact in report.extraction.facts:
        for number, month, year in _WEEK.findall(" ".join(e.text for e in fact.evidence)):
            if on := _nearest(number, month, year, report.known_on):
                weeks[on].append(fact)
    for on, facts in weeks.items():
        monday = on - timedelta(days=on.weekday())
        if on == monday or (on == monday + timedelta(days=1) and why_not_working(monday)):
            continue
        yield Found(
            period=report.period,
            message=f"A week is said to commence on {day(on)}, a {_WEEKDAYS[on.weekday()]}.",
            stated={"week_commencing": str(on)},
            expected={"weekday": "Monday"},
            evidence=report.see(facts),
        )


def weekdays_in(text: str, near: date) -> Iterator[tuple[str, date]]:
    """The weekdays that a text prints beside a date, with the date; `near` gives a missing year."""
    told = [
        (weekday, _nearest(number, month, year, near))
        for weekday, number, month, year in _BEFORE.findall(text)
    ]
    told += [
        (weekday, _nearest(number, month, year, near))
        for number, month, year, weekday in _BEHIND.findall(text)
    ]
    for weekday, number, month, year in _FIGURES.findall(text):
        told.append((weekday, _date(int(year) % 100 + 2000, int(month), int(number))))
    for weekday, on in dict.fromkeys(told):
        if on:
            yield next(name for name in _WEEKDAYS if name.startswith(weekday)), on


def _nearest(number: str, month: str, year: str, near: date) -> date | None:
    """That day of that month, of the year nearest to `near` where none is printed."""
    years = [int(year)] if year else [near.year - 1, near.year, near.year + 1]
    dates = [on for y in years if (on := _date(y, _MONTHS.index(month[:3].lower()) + 1, int(number)))]
    return min(dates, key=lambda on: abs(on - near), default=None)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
