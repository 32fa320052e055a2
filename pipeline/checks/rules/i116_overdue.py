"""An open assessment has run past its target.

Why it matters: it is what the Panel asks the DCC about.

May be lawful: an assessment that is large, was extended, or waits for somebody else than the DCC.

Not judged: open rows without target or duration.

Passes:

    report 2020-08
    assessment MP119 PA open accepted_on=2020-07-14 target_wd=15 duration_wd=14

Fails:

    report 2020-08
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=46

Says: MP109’s open Preliminary Assessment has run for 46 WD, 31 more than its target of 15.
"""

from extractors.contract import Assessment
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.assessments import row_name
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I116"
NAME = "overdue"
SEVERITY: Severity = "info"
EXPLAINED = False


def find(model: CheckModel) -> Verdicts:
    """Every open row whose duration is more than its own target."""
    for report in model.reports:
        rows = [row for row in report.facts(Assessment) if row.status == "open"]
        if not rows:
            yield Unjudged(period=report.period, reason="the report has no open assessments")
        for row in rows:
            if row.target_wd is None or row.duration_wd is None:
                yield Unjudged(
                    period=report.period,
                    reference=row.reference,
                    reason="an open row without target or duration",
                )
            elif row.duration_wd > row.target_wd:
                yield Found(
                    period=report.period,
                    reference=row.reference,
                    message=f"{row_name(row)} has run for {row.duration_wd} WD, "
                    f"{row.duration_wd - row.target_wd} more than its target of {row.target_wd}.",
                    stated={"assessment": row.assessment, "duration_wd": row.duration_wd},
                    expected={"target_wd": row.target_wd},
                    evidence=report.see(row),
                )
