"""A printed weekday is not that date's.

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
from datetime import date

from extractors.contract import Fact
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.wording import day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I113"
NAME = "weekday-mismatch"
SEVERITY: Severity = "warning"
EXPLAINED = False

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# "Tuesday 15 June 2020", "Tuesday, the 15th of June", "Tue 15 Jun 2020".
_PRINTED = re.compile(
    r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*[,.]?\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?"
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?(?:\s+(\d{4})\b)?"
)


def find(model: CheckModel) -> Verdicts:
    """Every weekday printed before a date that it is not, each pair once a report."""
    for report in model.reports:
        printed: dict[tuple[str, date], list[Fact]] = defaultdict(list)
        for fact in report.extraction.facts:
            for weekday, on in weekdays_in(" ".join(e.text for e in fact.evidence), report.known_on):
                printed[weekday, on].append(fact)
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


def weekdays_in(text: str, near: date) -> Iterator[tuple[str, date]]:
    """The weekdays that a text prints before a date, with the date; `near` gives a missing year."""
    for weekday, number, month, year in _PRINTED.findall(text):
        years = [int(year)] if year else [near.year - 1, near.year, near.year + 1]
        dates = [on for y in years if (on := _date(y, _MONTHS.index(month.lower()) + 1, int(number)))]
        if dates:
            full = next(name for name in _WEEKDAYS if name.startswith(weekday))
            yield full, min(dates, key=lambda on: abs(on - near))


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
