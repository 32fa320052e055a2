"""A summary average is not the mean of its rows' durations, beyond rounding.

Why it matters: the average is the figure that the DCC's performance is judged by, and nobody adds up
twenty rows to verify it.

May be lawful: an average over other rows than the table shows, where a note says so, and rounding to whole
days.

Not judged: rows without a duration, or a table without such rows.

Passes:

    report 2020-08
    assessment_summary PA open 2 average_wd=14
    assessment MP119 PA open accepted_on=2020-07-14 target_wd=15 duration_wd=14
    assessment MP105 PA open accepted_on=2020-07-15 target_wd=15 duration_wd=13

Fails:

    report 2020-08
    assessment_summary PA open 2 average_wd=36
    assessment MP119 PA open accepted_on=2020-07-14 target_wd=15 duration_wd=14
    assessment MP105 PA open accepted_on=2020-07-15 target_wd=15 duration_wd=13

Says: The two open Preliminary Assessments average 13.5 WD (27 ÷ 2); the summary says 36.
"""

from fractions import Fraction

from extractors.contract import Assessment, AssessmentSummary, Section
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.assessments import rows_of
from pipeline.checks.support.wording import assessment, counted, figure
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I104"
NAME = "assessment-average"
SEVERITY: Severity = "error"
ABSENCE: tuple[Section, ...] = ("refine", "appendix")


def find(model: CheckModel) -> Verdicts:
    """Every stated average against the mean of the rows it sums up."""
    for report in model.reports:
        summaries = report.facts(AssessmentSummary)
        if all(fact.average_wd is None for fact in summaries):
            summaries = []
        if not summaries:
            yield Unjudged(period=report.period, reason="the report states no average of assessments")
        for summary in summaries:
            rows = rows_of(report, summary.assessment, summary.status)
            name = f"{summary.status} {assessment(summary.assessment)}"
            durations = [row.duration_wd for row in rows if row.duration_wd is not None]
            if summary.average_wd is None and durations and len(durations) == len(rows) == summary.total:
                yield _untold(report, summary, rows, durations)
                continue
            if summary.average_wd is None or not rows or len(durations) < len(rows):
                yield Unjudged(
                    period=report.period, reason=f"the tables do not give the duration of every {name}"
                )
                continue
            mean = Fraction(sum(durations), len(durations))
            if not is_rounded(summary.average_wd, mean):
                yield Found(
                    period=report.period,
                    message=f"The {counted(len(rows), name)} {'averages' if len(rows) == 1 else 'average'} "
                    f"{figure(float(mean))} WD ({sum(durations)} ÷ {len(rows)}); "
                    f"the summary says {figure(summary.average_wd)}.",
                    stated={
                        "assessment": summary.assessment,
                        "status": summary.status,
                        "average_wd": summary.average_wd,
                    },
                    expected={"average_wd": round(mean), "mean": figure(float(mean))},
                    evidence=report.see(summary, rows),
                )


def _untold(
    report: Report, summary: AssessmentSummary, rows: list[Assessment], durations: list[int]
) -> Found:
    mean, name = (
        Fraction(sum(durations), len(durations)),
        f"{summary.status} {assessment(summary.assessment)}",
    )
    return Found(
        period=report.period,
        message=f"The summary gives no average of the {counted(len(rows), name)}; "
        f"{'its duration is' if len(rows) == 1 else 'they average'} {figure(float(mean))} WD.",
        stated={"assessment": summary.assessment, "status": summary.status, "average_wd": None},
        expected={"average_wd": round(mean), "mean": figure(float(mean))},
        evidence=report.see(summary, rows),
    )


def is_rounded(stated: float, mean: Fraction) -> bool:
    """Whether the stated figure is the mean, rounded to as many decimals as the figure has.

    A half may go either way: people round it up, machines often to the even neighbour.
    """
    text = str(stated)
    decimals = len(text.partition(".")[2]) if not float(stated).is_integer() else 0
    return abs(Fraction(text) - mean) <= Fraction(1, 2 * int("1" + "0" * decimals))
