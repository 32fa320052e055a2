"""An assessment open one month is neither open nor completed in the next report.

Why it matters: it was lost from the tables, and with it from the DCC's averages.

May be lawful: an assessment that was put on hold, withdrawn, merged, moved to a part, or is not needed any
more, where the report says so.

Not judged: the first report of a series. An assessment whose modification was withdrawn or rejected
may end without a row.

Passes:

    report 2020-07
    assessment MP117 PA open accepted_on=2020-06-05 target_wd=15 duration_wd=18
    report 2020-08
    assessment MP117 PA completed returned_on=2020-07-16 target_wd=15 duration_wd=30

Fails:

    report 2020-07
    assessment MP117 PA open accepted_on=2020-06-05 target_wd=15 duration_wd=18
    report 2020-08
    assessment MP105 PA open accepted_on=2020-07-15 target_wd=15 duration_wd=13

Says: MP117’s Preliminary Assessment, accepted on 5 June 2020, was open in the report for July 2020; in that
for August 2020 it is neither open nor completed.
"""

from extractors.contract import Assessment, Section
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.following import follow_open
from pipeline.checks.support.wording import assessment, day, month
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "X202"
NAME = "assessment-vanished"
SEVERITY: Severity = "error"
ABSENCE: tuple[Section, ...] = ("refine", "appendix")


def find(model: CheckModel) -> Verdicts:
    """Every open assessment of a report of which the next one has no row."""
    for earlier, later in model.pairs:
        if not later.facts(Assessment):
            yield Unjudged(period=later.period, reason="the report has no assessment tables")
            continue
        for row in follow_open(earlier, later):
            old = row.earlier
            if row.later is None and not row.explained:
                accepted = f", accepted on {day(old.accepted_on)}," if old.accepted_on else ""
                yield Found(
                    period=later.period,
                    reference=old.reference,
                    message=f"{old.reference}’s {assessment(old.assessment)}{accepted} was open in the "
                    f"report for {month(earlier.period)}; in that for {month(later.period)} it is "
                    "neither open nor completed.",
                    stated={"assessment": old.assessment, "rows": 0},
                    expected={"accepted_on": str(old.accepted_on) if old.accepted_on else None},
                    evidence=earlier.see(old),
                )
