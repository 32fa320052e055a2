"""An open assessment's accepted date or target changed.

Why it matters: neither can change; one of the two reports is wrong, and a later date hides a delay.

May be lawful: a request that was returned as incomplete and accepted again, an agreed extension of the
target, and a correction that a note explains.

Not judged: the first report of a series; a request that the report says was put again, a target that it says
was extended, a figure that it says was corrected.

Passes:

    report 2020-07
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=26
    report 2020-08
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=49

Fails:

    report 2020-07
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=26
    report 2020-08
    assessment MP109 PA open accepted_on=2020-05-29 target_wd=15 duration_wd=46

Says: MP109’s open Preliminary Assessment was accepted on 29 May 2020; the report for July 2020 said
26 May 2020.
"""

from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.assessments import row_name
from pipeline.checks.support.following import follow_open, told_changed
from pipeline.checks.support.wording import day, month
from pipeline.checks.verdicts import Found, Verdicts

CODE = "X203"
NAME = "assessment-changed"
SEVERITY: Severity = "error"


def find(model: CheckModel) -> Verdicts:
    """Every assessment open in two reports running whose accepted date or target is not the same."""
    for earlier, later in model.pairs:
        for row in follow_open(earlier, later):
            old, new = row.earlier, row.later
            if new is None:
                continue
            again = told_changed(later, new, "accepted_again", "hold", "resumed")
            if not again and old.accepted_on and new.accepted_on and old.accepted_on != new.accepted_on:
                yield Found(
                    period=later.period,
                    reference=new.reference,
                    message=f"{row_name(new)} was accepted on {day(new.accepted_on)}; the report for "
                    f"{month(earlier.period)} said {day(old.accepted_on)}.",
                    stated={"assessment": new.assessment, "accepted_on": str(new.accepted_on)},
                    expected={"accepted_on": str(old.accepted_on)},
                    evidence=later.see(new) + earlier.see(old),
                )
            extended = told_changed(later, new, "extended")
            if extended or None in (old.target_wd, new.target_wd):
                continue
            if old.target_wd != new.target_wd:
                yield Found(
                    period=later.period,
                    reference=new.reference,
                    message=f"{row_name(new)} has a target of {new.target_wd} WD; the report for "
                    f"{month(earlier.period)} said {old.target_wd} WD.",
                    stated={"assessment": new.assessment, "target_wd": new.target_wd},
                    expected={"target_wd": old.target_wd},
                    evidence=later.see(new) + earlier.see(old),
                )
