"""A total in the assessments' summary is not the number of rows of that type and status.

Why it matters: the total is what the Panel reads; the rows are what the DCC is held to.

May be lawful: a total that by its own words includes or leaves out an assessment that the table does not
show.

Not judged: rows without a summary, a total without any table of that status, and totals of which a note says
what they include.

Passes:

    report 2020-08
    assessment_summary PA open 1 average_wd=14
    assessment MP119 PA open accepted_on=2020-07-14 target_wd=15 duration_wd=14

Fails:

    report 2020-08
    assessment_summary PA open 2 average_wd=14
    assessment MP119 PA open accepted_on=2020-07-14 target_wd=15 duration_wd=14

Says: The summary counts two open Preliminary Assessments; the table has one.
"""

from extractors.contract import Assessment, AssessmentSummary, Section
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process.sayings import notes_saying
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.assessments import rows_of
from pipeline.checks.support.wording import assessment, count, counted
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I103"
NAME = "assessment-total"
SEVERITY: Severity = "error"
ABSENCE: tuple[Section, ...] = ("refine", "appendix")


def find(model: CheckModel) -> Verdicts:
    """Every summary row against the number of rows it sums up."""
    for report in model.reports:
        summaries = report.facts(AssessmentSummary)
        if not summaries:
            yield Unjudged(period=report.period, reason="the report has no summary of assessments")
        for summary in summaries:
            rows = rows_of(report, summary.assessment, summary.status)
            name = f"{summary.status} {assessment(summary.assessment)}"
            if summary.total and not any(row.status == summary.status for row in report.facts(Assessment)):
                yield Unjudged(
                    period=report.period, reason=f"there is no table of {summary.status} assessments"
                )
            elif summary.total != len(rows) and not _told_so(report):
                yield Found(
                    period=report.period,
                    message=f"The summary counts {counted(summary.total, name)}; "
                    f"the table has {count(len(rows))}.",
                    stated={
                        "assessment": summary.assessment,
                        "status": summary.status,
                        "total": summary.total,
                    },
                    expected={"rows": len(rows)},
                    evidence=report.see(summary, rows),
                )


def _told_so(report: Report) -> bool:
    """Whether a note on the assessments says what the totals include, or what is not shown."""
    return any(note.section in (None, *ABSENCE) for note in notes_saying(report, "includes"))
