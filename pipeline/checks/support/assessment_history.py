"""An assessment's days from report to report: its rows by date, and when a completed one must have begun."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from extractors.contract import Assessment
from pipeline.basics.calendar import covers, is_working_day
from pipeline.basics.identity import identity, number
from pipeline.checks.day_counts import Convention
from pipeline.checks.process.sayings import notes_on
from pipeline.checks.report_and_snapshot import Report

# What a sentence may say of an assessment that makes its dates other than they were.
_EXPLAINING = ("hold", "resumed", "request_ended", "accepted_again", "corrected", "includes", "extended")
_DAY = timedelta(days=1)


def same_subject(row: Assessment) -> tuple[str, str]:
    """What an assessment is of, and its type, through splits: the number without a part's letter."""
    return number(row.reference), row.assessment


def rows_by_date(report: Report, status: str) -> dict[tuple[str, str, date | None], Assessment]:
    """The report's rows of a status by subject and date: accepted for open ones, else returned."""
    rows = (row for row in report.facts(Assessment) if row.status == status)
    return {
        (*same_subject(row), row.accepted_on if status == "open" else row.returned_on): row for row in rows
    }


def spoken_of(reports: Iterable[Report], row: Assessment) -> bool:
    """Whether a sentence of these reports may explain the row's dates: on hold, accepted again, corrected."""
    who = identity(row.reference)
    return any(notes_on(report, name, *_EXPLAINING) for report in reports for name in {who, number(who)})


def begun_on(returned: date, duration: int, ways: Collection[Convention]) -> date | None:
    """The Working Day on which it must have been accepted, where every way of counting gives the same.

    None too where the day of return is none: then that may be wrong.
    """
    if not is_working_day(returned):
        return None
    starts = {_start(returned, duration, way) for way in ways}
    return starts.pop() if len(starts) == 1 else None


def _start(returned: date, duration: int, way: Convention) -> date | None:
    # No more weekends and holidays than fit: two days in seven, and ten in a year.
    for back in range(duration, duration * 2 + 20):
        day = returned - back * _DAY
        if covers(day) and is_working_day(day) and way.count(day, returned) == duration:
            return day
    return returned if way.count(returned, returned) == duration else None
