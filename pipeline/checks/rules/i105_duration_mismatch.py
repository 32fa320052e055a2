"""An open row's working days are not those from its date to the cut-off.

Why it matters: the duration says whether the DCC is late. It is held against the count that the
table itself follows, so that a report is not blamed for its convention (that is I106).

May be lawful: time on hold, an extension or a correction that a sentence explains, and a way of counting
that the whole table follows.

Not judged: a table that no way of counting explains, rows without date or duration, and an assessment that
rested, as a report says or as its absence from the table of a month before shows.

Passes:

    report 2020-08
    assessment MP099 IA open accepted_on=2020-05-05 target_wd=40 duration_wd=64
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=49
    assessment MP119 PA open accepted_on=2020-07-14 target_wd=15 duration_wd=14

Fails:

    report 2020-08
    assessment MP099 IA open accepted_on=2020-05-05 target_wd=40 duration_wd=64
    assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=46
    assessment MP119 PA open accepted_on=2020-07-14 target_wd=15 duration_wd=14

Says: MP109’s open Preliminary Assessment states 46 WD; from 26 May 2020 to 31 July 2020 there are 49
(weekdays, bank holidays included, with the first and the last day, as two of the table’s three rows count).
"""

from pipeline.checks.day_counts import countable
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.assessments import row_name
from pipeline.checks.support.following import rested
from pipeline.checks.support.wording import count, counted, day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I105"
NAME = "duration-mismatch"
SEVERITY: Severity = "error"


def find(model: CheckModel) -> Verdicts:
    """Every open row that the table's accepted conventions do not explain."""
    for report in model.reports:
        rows, table = countable(report), model.day_counts[report.period]
        if not table.accepted:
            reason = "no way of counting days explains most of" if rows else "there are no dated rows in"
            yield Unjudged(period=report.period, reason=f"{reason} the table of open assessments")
            continue
        for row, start, end, stated in rows:
            days = table.days(start, end)
            if table.explains(start, end, stated) or rested(model, report, row):
                continue
            if days is None:
                yield Unjudged(
                    period=report.period,
                    reference=row.reference,
                    reason="the ways of counting that explain the other rows disagree on this one",
                )
                continue
            how = table.accepted[0].words
            voters = (
                f"{count(table.explained)} of the table’s {counted(table.rows, 'row')} count"
                if table.own
                else "the neighbouring months count"
            )
            yield Found(
                period=report.period,
                reference=row.reference,
                message=f"{row_name(row)} states {stated} WD; from {day(start)} to {day(end)} "
                f"there are {days} ({how}, as {voters}).",
                stated={"assessment": row.assessment, "accepted_on": str(start), "duration_wd": stated},
                expected={"duration_wd": days},
                evidence=report.see(row),
            )
