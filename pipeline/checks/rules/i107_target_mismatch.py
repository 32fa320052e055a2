"""A target is not the standard one for its type of assessment.

Why it matters: a row with a wrong target looks in time, or late, when it is not.

May be lawful: a target that the Panel extended or agreed for this request, and a request of before the
standard targets.

Not judged: rows without a target, a target that a report says was extended, and assessments that began before
there were standard ones.

Passes:

    report 2020-08
    assessment MP122 IA open accepted_on=2020-07-16 target_wd=40 duration_wd=12

Fails:

    report 2020-08
    assessment MP077 PA completed returned_on=2019-12-31 target_wd=40 duration_wd=40

Says: MP077’s completed Preliminary Assessment has a target of 40 WD; the standard one is 15 WD.
"""

from extractors.contract import Assessment
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.assessments import accepted_by, row_date, row_name
from pipeline.checks.support.following import told_changed
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I107"
NAME = "target-mismatch"
SEVERITY: Severity = "warning"
REPEATS = True


def find(model: CheckModel) -> Verdicts:
    """Every row whose target is not the one of its day; a row printed twice is one finding."""
    for report in model.reports:
        told = set()
        for row in report.facts(Assessment):
            # The standard is the one of the time of the assessment, not of the report.
            standard = dated.target(row.assessment, accepted_by(row) or report.known_on)
            if row.target_wd is None or standard is None:
                yield Unjudged(
                    period=report.period, reference=row.reference, reason="a row without a known target"
                )
                continue
            subject = (identity(row.reference), row.assessment, row.status, row_date(row), row.target_wd)
            if row.target_wd != standard and subject not in told and not _agreed(model, report, row):
                told.add(subject)
                yield Found(
                    period=report.period,
                    reference=row.reference,
                    message=f"{row_name(row)} has a target of {row.target_wd} WD; "
                    f"the standard one is {standard} WD.",
                    stated={
                        "assessment": row.assessment,
                        "status": row.status,
                        "date": str(row_date(row)),
                        "target_wd": row.target_wd,
                    },
                    expected={"target_wd": standard},
                    evidence=report.see(row),
                )


def _agreed(model: CheckModel, report: Report, row: Assessment) -> bool:
    """Whether this report or an earlier one tells of another target for the assessment."""
    return any(told_changed(one, row, "extended") for one in model.papers_until(report))
