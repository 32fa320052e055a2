"""A completed assessment left the table while still inside the window.

Why it matters: the totals and averages of twelve months no longer cover twelve months.

May be lawful: a row that goes on under the name of a part, or that was taken out as the report explains.

Not judged: reports that state no cut-off.

Passes:

    report 2020-07
    assessment SECMP0058 IA completed returned_on=2019-07-30 target_wd=40 duration_wd=84
    report 2020-08
    assessment MP105 PA completed returned_on=2020-05-04 target_wd=15 duration_wd=15

Fails:

    report 2020-07
    assessment SECMP0063 PA completed returned_on=2019-08-01 target_wd=15 duration_wd=18
    report 2020-08
    assessment MP105 PA completed returned_on=2020-05-04 target_wd=15 duration_wd=15

Says: SECMP0063’s completed Preliminary Assessment, returned on 1 August 2019, stood in the report for
July 2020 and is missing from that for August 2020, which covers 1 August 2019 to 31 July 2020.
"""

from extractors.contract import Assessment, Section
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.support.assessments import row_name
from pipeline.checks.support.following import follow_completed
from pipeline.checks.support.wording import day, month
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "X206"
NAME = "completed-dropped"
SEVERITY: Severity = "warning"
ABSENCE: tuple[Section, ...] = ("refine", "appendix")


def find(model: CheckModel) -> Verdicts:
    """Every completed assessment of a report that the next one should still list and does not."""
    for earlier, later in model.pairs:
        window = dated.window(later.cut_off) if later.cut_off else None
        if window is None or not any(row.status == "completed" for row in later.facts(Assessment)):
            yield Unjudged(
                period=later.period, reason="the report states no cut-off, or has no completed assessments"
            )
            continue
        for row in follow_completed(earlier, later):
            old = row.earlier
            if row.later is None and old.returned_on:
                yield Found(
                    period=later.period,
                    reference=old.reference,
                    message=f"{row_name(old)}, returned on {day(old.returned_on)}, stood in the report for "
                    f"{month(earlier.period)} and is missing from that for {month(later.period)}, which "
                    f"covers {day(window[0])} to {day(window[1])}.",
                    stated={"assessment": old.assessment, "rows": 0},
                    expected={"returned_on": str(old.returned_on)},
                    evidence=earlier.see(old),
                )
