"""A completed assessment's duration is not that from the date on which earlier reports had it accepted.

It is found in the first report that shows it completed, where the report before had it open. The way of
counting days of either report may explain it.

Why it matters: the average of completed assessments, by which the DCC is judged, rests on these durations.

May be lawful: time on hold that the duration leaves out, a request that was accepted again, a correction,
where a report says so; another way of counting than the reports' own.

Not judged: reports whose day count no convention explains, assessments that the report before does not have
open, and two open ones of one type where either may have been completed. Later changes are X205's.

Passes:

    report 2020-07
    assessment MP099 IA open accepted_on=2020-05-05 duration_wd=41
    assessment MP109 PA open accepted_on=2020-05-26 duration_wd=26
    assessment MP117 PA open accepted_on=2020-06-05 duration_wd=18
    report 2020-08
    assessment MP117 PA completed returned_on=2020-07-16 duration_wd=30

Fails:

    report 2020-07
    assessment MP099 IA open accepted_on=2020-05-05 duration_wd=41
    assessment MP109 PA open accepted_on=2020-05-26 duration_wd=26
    assessment MP117 PA open accepted_on=2020-06-05 duration_wd=18
    report 2020-08
    assessment MP117 PA completed returned_on=2020-07-16 duration_wd=20

Says: MP117’s completed Preliminary Assessment, returned on 16 July 2020, is said to have taken 20 WD; from 5
June 2020, when the report for July 2020 had it accepted, it is 30.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from extractors.contract import Assessment
from pipeline.checks.day_counts import Convention
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.assessment_history import rows_by_date, same_subject, spoken_of
from pipeline.checks.support.assessments import row_name
from pipeline.checks.support.wording import day, listed, month
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "X213"
NAME = "duration-history"
SEVERITY: Severity = "error"


def find(model: CheckModel) -> Verdicts:
    """Every newly completed assessment whose duration does not count from when it was open."""
    for earlier, later in model.pairs:
        ways = (*model.day_counts[later.period].accepted, *model.day_counts[earlier.period].accepted)
        for row, opened in _completed_since(earlier, later):
            if not ways:
                reason = "no way of counting days explains the open assessments of either report"
                yield Unjudged(period=later.period, reference=row.reference, reason=reason)
            elif _explained(row, opened, ways) or spoken_of((*model.before(later)[-2:], later), row):
                continue
            elif len(opened) > 1:
                reason = "two assessments of its type were open, and either may have been completed"
                yield Unjudged(period=later.period, reference=row.reference, reason=reason)
            else:
                before = model.before(earlier)
                yield from _judged((*before, earlier), later, row, opened[0], ways)


def _completed_since(earlier: Report, later: Report) -> Iterator[tuple[Assessment, list[Assessment]]]:
    """Each row that was completed since, with the open rows of the earlier report that it may have been."""
    still, known = rows_by_date(later, "open"), rows_by_date(earlier, "completed")
    ended = [row for key, row in rows_by_date(earlier, "open").items() if key not in still]
    for key, row in rows_by_date(later, "completed").items():
        if key in known or row.returned_on is None or row.duration_wd is None:
            continue
        opened = [
            one
            for one in ended
            if same_subject(one) == same_subject(row)
            and one.accepted_on
            and one.accepted_on <= row.returned_on
        ]
        if opened:
            yield row, opened


def _explained(row: Assessment, opened: Sequence[Assessment], ways: Sequence[Convention]) -> bool:
    """Whether the duration counts from when one of these was accepted."""
    return any(
        way.count(one.accepted_on, row.returned_on) == row.duration_wd
        for one in opened
        for way in ways
        if one.accepted_on and row.returned_on
    )


def _judged(
    before: Sequence[Report], later: Report, row: Assessment, opened: Assessment, ways: Sequence[Convention]
) -> Iterator[Found]:
    """The finding, unless the duration counts from a date on which any earlier report had it accepted."""
    accepted, returned = opened.accepted_on or date.max, row.returned_on or date.min
    dates = {accepted} | {
        one.accepted_on
        for report in before
        for one in report.facts(Assessment)
        if one.status == "open" and same_subject(one) == same_subject(row) and one.accepted_on
    }
    if any(way.count(on, returned) == row.duration_wd for on in dates for way in ways):
        return
    earlier, counts = before[-1], sorted({way.count(accepted, returned) for way in ways})
    yield Found(
        period=later.period,
        reference=row.reference,
        message=f"{row_name(row)}, returned on {day(returned)}, is said to have taken {row.duration_wd} WD; "
        f"from {day(accepted)}, when the report for {month(earlier.period)} had it accepted, it is "
        f"{listed(map(str, counts), 'or')}.",
        stated={"assessment": row.assessment, "returned_on": str(returned), "duration_wd": row.duration_wd},
        expected={"accepted_on": str(accepted), "duration_wd": counts[0]},
        evidence=later.see(row) + earlier.see(opened),
    )
