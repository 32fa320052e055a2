"""An open assessment's duration did not grow by the working days between the two cut-offs.

Why it matters: a duration that stands still or jumps was not counted but copied or mistyped.

The growth is counted as the later report's table counts. A row that is right by its own report's count is
not found here: then the earlier report was wrong (its I105), or the way of counting changed (I106).

May be lawful: time on hold, and another way of counting days from this month on.

Not judged: reports whose day count no convention explains, and assessments that rested.

Passes:

    report 2020-07
    assessment MP099 IA open accepted_on=2020-05-05 target_wd=40 duration_wd=41
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=26
    report 2020-08
    assessment MP099 IA open accepted_on=2020-05-05 target_wd=40 duration_wd=64
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=49

Fails:

    report 2020-07
    assessment MP098 IA open accepted_on=2020-05-01 target_wd=40 duration_wd=43
    assessment MP099 IA open accepted_on=2020-05-05 target_wd=40 duration_wd=41
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=26
    report 2020-08
    assessment MP098 IA open accepted_on=2020-05-01 target_wd=40 duration_wd=66
    assessment MP099 IA open accepted_on=2020-05-05 target_wd=40 duration_wd=64
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=46

Says: MP109’s open Preliminary Assessment grew by 20 WD, from 26 to 46; from 30 June 2020 to 31 July 2020
the report counts 23, which makes 49.
"""

from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.assessments import row_name
from pipeline.checks.support.following import follow_open, rested
from pipeline.checks.support.wording import day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "X204"
NAME = "duration-step"
SEVERITY: Severity = "warning"


def find(model: CheckModel) -> Verdicts:
    """Every assessment open in two reports running whose two durations do not go together."""
    for earlier, later in model.pairs:
        table = model.day_counts[later.period]
        if earlier.cut_off is None or later.cut_off is None or not table.accepted:
            yield Unjudged(
                period=later.period,
                reason="a cut-off is not stated, or no way of counting days explains the open assessments",
            )
            continue
        for row in follow_open(earlier, later):
            old, new = row.earlier, row.later
            if new is None or new.accepted_on is None or new.accepted_on != old.accepted_on:
                continue
            if old.duration_wd is None or new.duration_wd is None or rested(model, later, new):
                continue
            then, now = (table.days(new.accepted_on, one.cut_off) for one in (earlier, later) if one.cut_off)
            if then is None or now is None:
                yield Unjudged(
                    period=later.period,
                    reference=new.reference,
                    reason="the ways of counting that explain the table disagree on this row",
                )
                continue
            expected = old.duration_wd + now - then
            if new.duration_wd in (expected, now):
                continue
            yield Found(
                period=later.period,
                reference=new.reference,
                message=f"{row_name(new)} {_grew(old.duration_wd, new.duration_wd)}; from "
                f"{day(earlier.cut_off)} to {day(later.cut_off)} the report counts {now - then}, which makes "
                f"{expected}.",
                stated={"assessment": new.assessment, "duration_wd": new.duration_wd},
                expected={"duration_wd": expected},
                evidence=later.see(new) + earlier.see(old),
            )


def _grew(old: int, new: int) -> str:
    if new == old:
        return f"still stands at {new} WD"
    change = f"grew by {new - old} WD" if new > old else f"shrank by {old - new} WD"
    return f"{change}, from {old} to {new}"
