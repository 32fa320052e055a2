"""An assessment first appears although its dates put it into earlier reports.

An open one was accepted, or a completed one returned, before the end of the figures of the report before; or
a completed one must have been open at that day, by its duration. The start is worked out only where every
way of counting that fits gives the same.

Why it matters: the earlier report counted one too few, and its averages with it.

May be lawful: an assessment that was on hold and comes back, a request accepted again, one that now stands
under the name of a part, where the reports say or show so.

Not judged: the first report of a series and the first after a missing month, what was returned before the
first report of a series, dates that were changed in place (X203, X205), tables of the earlier report that
have fewer rows than its own summary counts (I103), and what left the window that the tables cover.

Passes:

    report 2020-07
    assessment MP105 PA open accepted_on=2020-06-15 duration_wd=12
    report 2020-08
    assessment MP105 PA open accepted_on=2020-06-15 duration_wd=35
    assessment MP119 PA open accepted_on=2020-07-14 duration_wd=14

Fails:

    report 2020-07
    assessment MP105 PA open accepted_on=2020-06-15 duration_wd=12
    report 2020-08
    assessment MP105 PA open accepted_on=2020-06-15 duration_wd=35
    assessment MP119 PA open accepted_on=2020-06-16 duration_wd=34

Says: MP119’s open Preliminary Assessment first stands in the report for August 2020; accepted on 16 June
2020, it belongs into that for July 2020, whose figures end on 30 June 2020.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from extractors.contract import Assessment, AssessmentSummary, Section
from pipeline.basics.calendar import next_month
from pipeline.basics.identity import identity
from pipeline.checks.day_counts import Convention
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.assessment_history import begun_on, rows_by_date, same_subject, spoken_of
from pipeline.checks.support.assessments import row_name, rows_of
from pipeline.checks.support.unread import unread_in
from pipeline.checks.support.wording import day, month
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "X214"
NAME = "assessment-late"
SEVERITY: Severity = "warning"

# Where the tables of assessments stand.
_TABLES: tuple[Section, ...] = ("refine", "appendix")
# A row, and why it is late.
_Late = tuple[Assessment, str]


def find(model: CheckModel) -> Verdicts:
    """Every row that the report before should have had already."""
    for earlier, later in model.pairs:
        if next_month(earlier.period) != later.period or not earlier.facts(Assessment):
            continue
        before = model.before(later)
        late = [
            *_accepted_before(earlier, later),
            *_open_before(earlier, later, model.day_counts[later.period].accepted),
        ]
        if len(before) > 1:
            # Of the first report it is not known from when on its completed rows were kept.
            late += _returned_before(earlier, later)
        for row, since in late:
            explained = spoken_of((*before[-2:], later), row) or _changed_in_place(earlier, later, row)
            if explained or _seen(before, row):
                continue
            place = next(unread_in(earlier, _TABLES, identity(row.reference)), None)
            if place:
                reason = f"misread?: unread in the report for {month(earlier.period)} {place}"
                yield Unjudged(period=later.period, reference=row.reference, reason=reason)
                continue
            yield Found(
                period=later.period,
                reference=row.reference,
                message=f"{row_name(row)} first stands in the report for {month(later.period)}; {since}, it "
                f"belongs into that for {month(earlier.period)}, whose figures end on "
                f"{day(earlier.cut_off or earlier.known_on)}.",
                stated={
                    "assessment": row.assessment,
                    "status": row.status,
                    "date": str(row.accepted_on or row.returned_on),
                },
                expected={"first": earlier.period},
                evidence=later.see(row),
            )


def _accepted_before(earlier: Report, later: Report) -> Iterator[_Late]:
    """The open rows that were accepted in the time of the earlier report, which lacks them."""
    was_open = rows_by_date(earlier, "open")
    if earlier.cut_off is None:
        return
    for key, row in rows_by_date(later, "open").items():
        accepted = row.accepted_on
        if key not in was_open and accepted and accepted <= earlier.cut_off and not _lacks(earlier, row):
            yield row, f"accepted on {day(accepted)}"


def _open_before(earlier: Report, later: Report, ways: Collection[Convention]) -> Iterator[_Late]:
    """The rows completed since that must have been open at the end of the earlier report's figures."""
    if earlier.cut_off is None or not ways:
        return
    for row in _new(earlier, later):
        returned, duration = row.returned_on, row.duration_wd
        if returned is None or duration is None or returned <= earlier.cut_off:
            continue
        begun = begun_on(returned, duration, ways)
        if begun and begun <= earlier.cut_off and not _lacks(earlier, replace(row, status="open")):
            yield row, f"accepted on {day(begun)} by its {duration} WD up to {day(returned)}"


def _returned_before(earlier: Report, later: Report) -> Iterator[_Late]:
    """The completed rows that were returned in the time of the earlier report, which lacks them."""
    window = dated.window(earlier.cut_off) if earlier.cut_off else None
    for row in _new(earlier, later):
        on = row.returned_on
        if window and on and window[0] <= on <= window[1] and not _lacks(earlier, row):
            yield row, f"returned on {day(on)}"


def _new(earlier: Report, later: Report) -> list[Assessment]:
    """The completed rows that the earlier report does not have."""
    known = rows_by_date(earlier, "completed")
    return [row for key, row in rows_by_date(later, "completed").items() if key not in known]


def _changed_in_place(earlier: Report, later: Report, row: Assessment) -> bool:
    """Whether a row of its subject is gone from the earlier report's table: it may be that one, changed."""
    return any(
        key[:2] == same_subject(row) and key not in rows_by_date(later, status)
        for status in {"open", row.status}
        for key in rows_by_date(earlier, status)
    )


def _lacks(report: Report, row: Assessment) -> bool:
    """Whether the report's own summary counts more of that type and status than its tables show (I103)."""
    return any(
        summary.total > len(rows_of(report, summary.assessment, summary.status))
        for summary in report.facts(AssessmentSummary)
        if (summary.assessment, summary.status) == (row.assessment, row.status)
    )


def _seen(before: Collection[Report], row: Assessment) -> bool:
    """Whether a report longer ago already had it, or one of its subject open that may be the same."""
    return any(
        same_subject(one) == same_subject(row)
        and (one.status == "open" or one.returned_on == row.returned_on)
        and (row.status == "completed" or one.accepted_on == row.accepted_on)
        for report in before
        for one in report.facts(Assessment)
    )
