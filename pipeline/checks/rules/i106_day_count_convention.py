"""The tables count days in another way than the Code's Working Day.

Why it matters: targets are set in Working Days, and a count of all weekdays makes every assessment that
spans a bank holiday look later than it is. One finding a report; its rows are then judged by the
report's own count.

May be lawful: a secretary who counts weekdays throughout: the difference is told once for the table, and no
row is called wrong for it.

Not judged: a table that no convention explains, or whose rows span no bank holiday.

Passes:

    report 2020-08
    assessment MP099 IA open accepted_on=2020-05-05 target_wd=40 duration_wd=62
    assessment MP109 PA open accepted_on=2020-05-22 target_wd=15 duration_wd=50

Fails:

    report 2020-08
    assessment MP099 IA open accepted_on=2020-05-05 target_wd=40 duration_wd=64
    assessment MP109 PA open accepted_on=2020-05-22 target_wd=15 duration_wd=51

Says: The open assessments’ durations count weekdays, bank holidays included, with the first and the last day
(two of two rows); the Code’s Working Day leaves out bank holidays.
"""

from pipeline.checks.day_counts import countable, kinds
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.wording import count, counted
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I106"
NAME = "day-count-convention"
SEVERITY: Severity = "info"
EXPLAINED = False


def find(model: CheckModel) -> Verdicts:
    """Every report whose table can only be explained by counting weekdays."""
    for report in model.reports:
        table = model.day_counts[report.period]
        counted_days = kinds(table.own)
        if not counted_days:
            yield Unjudged(
                period=report.period, reason="no way of counting days explains most of the open assessments"
            )
        elif len(counted_days) > 1:
            yield Unjudged(
                period=report.period,
                reason="the open assessments that agree span no bank holiday, so weekdays and Working Days "
                "count the same",
            )
        elif counted_days == {"weekday"}:
            how = table.accepted[0]
            agreeing = [row for row, start, end, days in countable(report) if how.count(start, end) == days]
            yield Found(
                period=report.period,
                message=f"The open assessments’ durations count {how.words} "
                f"({count(table.explained)} of {counted(table.rows, 'row')}); "
                "the Code’s Working Day leaves out bank holidays.",
                stated={"convention": how.name},
                expected={"convention": "England and Wales working days"},
                evidence=report.see(agreeing),
            )
