"""A completed row lies outside the time that the table covers.

Why it matters: the table is said to cover the twelve months up to the cut-off; a row from before (or
after) changes its totals and averages.

May be lawful: a return on the anniversary of the cut-off, which a window of twelve months may include or
not.

Not judged: a report that states no cut-off, and the anniversary of the cut-off, which a period “up to” it may
include.

Passes:

    report 2020-08
    assessment SECMP0063 PA completed returned_on=2019-08-01 target_wd=15 duration_wd=18

Fails:

    report 2020-08
    assessment SECMP0058 IA completed returned_on=2019-07-30 target_wd=40 duration_wd=84

Says: SECMP0058’s completed Impact Assessment was returned on 30 July 2019; the table covers
1 August 2019 to 31 July 2020.
"""

from datetime import timedelta

from extractors.contract import Assessment
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.support.assessments import row_name
from pipeline.checks.support.wording import day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I109"
NAME = "outside-window"
SEVERITY: Severity = "error"
REPEATS = True

_DAY = timedelta(days=1)


def find(model: CheckModel) -> Verdicts:
    """Every completed row returned before or after the window; a row printed twice is one finding."""
    for report in model.reports:
        covered = dated.window(report.cut_off) if report.cut_off else None
        if covered is None:
            yield Unjudged(
                period=report.period, reason="the report does not state up to when its figures are"
            )
            continue
        first, last = covered
        told = set()
        for row in report.facts(Assessment):
            if (
                row.status != "completed"
                or row.returned_on is None
                or first - _DAY <= row.returned_on <= last
            ):
                continue
            subject = (identity(row.reference), row.assessment, row.returned_on)
            if subject not in told:
                told.add(subject)
                yield Found(
                    period=report.period,
                    reference=row.reference,
                    message=f"{row_name(row)} was returned on {day(row.returned_on)}; "
                    f"the table covers {day(first)} to {day(last)}.",
                    stated={"assessment": row.assessment, "returned_on": str(row.returned_on)},
                    expected={"from": str(first), "to": str(last)},
                    evidence=report.see(row),
                )
