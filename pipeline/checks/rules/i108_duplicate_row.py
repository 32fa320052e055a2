"""The same assessment stands twice in one table.

Why it matters: it is counted twice, and the total and the average carry the mistake on.

May be lawful: two assessments of one modification, of two options, that were returned on one day after
different durations.

Not judged: a report without assessment tables, and rows without a date. Two options may be returned on one
day: then their durations differ.

Passes:

    report 2020-08
    assessment MP090 PA completed returned_on=2020-02-11 target_wd=15 duration_wd=58
    assessment MP090 PA completed returned_on=2020-05-11 target_wd=15 duration_wd=17

Fails:

    report 2020-08
    assessment SECMP0063 PA completed returned_on=2019-08-01 target_wd=15 duration_wd=18
    assessment SECMP0063 PA completed returned_on=2019-08-01 target_wd=15 duration_wd=18

Says: SECMP0063’s completed Preliminary Assessment, returned on 1 August 2019, stands twice in the table.
"""

from collections import defaultdict
from datetime import date

from extractors.contract import Assessment
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.support.assessments import row_date, row_name
from pipeline.checks.support.wording import day, times
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I108"
NAME = "duplicate-row"
SEVERITY: Severity = "error"
REPEATS = True


def find(model: CheckModel) -> Verdicts:
    """Rows of one modification, type, status and date that stand in a report more than once."""
    for report in model.reports:
        same: dict[tuple[str, str, str, date, int | None, int | None], list[Assessment]] = defaultdict(list)
        for row in report.facts(Assessment):
            on = row_date(row)
            if on:
                numbers = row.duration_wd, row.target_wd
                same[identity(row.reference), row.assessment, row.status, on, *numbers].append(row)
        if not same:
            yield Unjudged(period=report.period, reason="the report has no dated rows of assessments")
        for (_, kind, status, on, _, _), rows in same.items():
            if len(rows) > 1:
                verb = "accepted" if status == "open" else "returned"
                yield Found(
                    period=report.period,
                    reference=rows[0].reference,
                    message=f"{row_name(rows[0])}, {verb} on {day(on)}, "
                    f"stands {times(len(rows))} in the table.",
                    stated={"assessment": kind, "status": status, "date": str(on), "rows": len(rows)},
                    expected={"rows": 1},
                    evidence=report.see(rows),
                )
