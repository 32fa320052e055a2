"""A completed assessment's date, target or duration changed.

Why it matters: it is over; what is reported of it cannot change.

May be lawful: a correction that the report explains.

Not judged: the first report of a series, and what the report says was corrected.

Passes:

    report 2020-07
    assessment MP097 PA completed returned_on=2019-12-20 target_wd=15 duration_wd=39
    report 2020-08
    assessment MP097 PA completed returned_on=2019-12-20 target_wd=15 duration_wd=39

Fails:

    report 2020-07
    assessment MP097 PA completed returned_on=2019-12-20 target_wd=15 duration_wd=39
    report 2020-08
    assessment MP097 PA completed returned_on=2019-12-20 target_wd=15 duration_wd=40

Says: MP097’s completed Preliminary Assessment has a duration of 40 WD; the report for July 2020 said 39 WD.
"""

from pipeline.checks.finding import Severity, Side
from pipeline.checks.model import CheckModel
from pipeline.checks.support.assessments import row_name
from pipeline.checks.support.following import follow_completed, told_changed
from pipeline.checks.support.wording import day, listed, month
from pipeline.checks.verdicts import Found, Verdicts

CODE = "X205"
NAME = "completed-changed"
SEVERITY: Severity = "error"


def find(model: CheckModel) -> Verdicts:
    """Every completed assessment that two reports running describe differently."""
    for earlier, later in model.pairs:
        for row in follow_completed(earlier, later):
            old, new = row.earlier, row.later
            if new is None or told_changed(later, new):
                continue
            stated: Side = {"assessment": new.assessment}
            expected: Side = {}
            said, was = [], []
            if old.returned_on and new.returned_on and old.returned_on != new.returned_on:
                stated["returned_on"], expected["returned_on"] = str(new.returned_on), str(old.returned_on)
                said.append(f"was returned on {day(new.returned_on)}")
                was.append(day(old.returned_on))
            for name, words in (("target_wd", "a target"), ("duration_wd", "a duration")):
                before, now = getattr(old, name), getattr(new, name)
                if before is not None and now is not None and before != now:
                    stated[name], expected[name] = now, before
                    said.append(f"has {words} of {now} WD")
                    was.append(f"{before} WD")
            if expected:
                yield Found(
                    period=later.period,
                    reference=new.reference,
                    message=f"{row_name(new)} {listed(said)}; the report for {month(earlier.period)} said "
                    f"{listed(was)}.",
                    stated=stated,
                    expected=expected,
                    evidence=later.see(new) + earlier.see(old),
                )
