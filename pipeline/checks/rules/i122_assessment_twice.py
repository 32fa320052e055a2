"""One assessment stands twice: open and completed, as PA and IA, under the whole and its part, or nearly
alike.

Open and completed are one where the completed row's duration counts from the open row's date. Nearly alike
are two completed rows that differ by a day, in the date and the duration. Found too is a duration of 0 WD,
where the table's way of counting gives at least one.

Why it matters: it is counted twice, and the totals and averages carry the mistake on.

May be lawful: a second assessment accepted after the first was returned, assessments of two options with
dates of their own, parts after a split that each have the row, a return on the day of acceptance where the
first day is not counted.

Not judged: rows that agree in all (I108 tells of them), and open and completed rows where no way of counting
days explains the table.

Passes:

    report 2020-08
    assessment MP090 PA completed returned_on=2020-02-11 target_wd=15 duration_wd=58
    assessment MP090 IA open accepted_on=2020-07-29 target_wd=40 duration_wd=3

Fails:

    report 2020-08
    assessment MP090 PA completed returned_on=2020-02-11 target_wd=15 duration_wd=58
    assessment MP090 IA completed returned_on=2020-02-11 target_wd=40 duration_wd=58

Says: MP090’s completed Preliminary Assessment, returned on 11 February 2020, stands a second time as an
Impact Assessment.
"""

from collections import defaultdict
from itertools import combinations

from extractors.contract import Assessment
from pipeline.basics.calendar import count_days
from pipeline.basics.identity import identity, number
from pipeline.checks.day_counts import DayCount
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.assessments import row_date, row_name
from pipeline.checks.support.wording import assessment, day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "I122"
NAME = "assessment-twice"
SEVERITY: Severity = "warning"
# The rows of a table stand in it for a year.
REPEATS = True


def find(model: CheckModel) -> Verdicts:
    """Every pair of rows that are one assessment, and every duration of nothing."""
    for report in model.reports:
        rows = list({_printed(row): row for row in report.facts(Assessment)}.values())
        if not rows:
            yield Unjudged(period=report.period, reason="the report has no assessment tables")
            continue
        count = model.day_counts[report.period]
        groups: dict[str, list[Assessment]] = defaultdict(list)
        for row in rows:
            groups[number(row.reference)].append(row)
            if _of_nothing(row, count):
                yield _found(report, row, None, "took 0 WD, which the table’s way of counting never gives")
        for group in groups.values():
            for one, other in combinations(group, 2):
                how = _same(one, other, count)
                if how:
                    yield _found(report, one, other, how)


def _printed(row: Assessment) -> tuple[object, ...]:
    """All that the row prints, so that two that agree in all are one."""
    return (identity(row.reference), *list(row.values().values())[1:])


def _found(report: Report, row: Assessment, other: Assessment | None, how: str) -> Found:
    on, verb = row_date(row), "accepted" if row.status == "open" else "returned"
    dated = f", {verb} on {day(on)}," if on else ""
    return Found(
        period=report.period,
        reference=row.reference,
        message=f"{row_name(row)}{dated} {how}.",
        stated={
            "assessment": row.assessment,
            "status": row.status,
            "date": str(on),
            **_differing(row, other),
        },
        expected={"rows": 1} if other else {"duration_wd": "at least 1"},
        evidence=report.see(row, *([other] if other else [])),
    )


def _differing(row: Assessment, other: Assessment | None) -> dict[str, str | int | None]:
    """What the second row has that the first has not."""
    if other is None:
        return {"duration_wd": row.duration_wd}
    both = zip(row.values().items(), other.values().values(), strict=True)
    return {f"second_{name}": str(value) for (name, first), value in both if first != value}


def _of_nothing(row: Assessment, count: DayCount) -> bool:
    """Whether a completed row has a duration that no day of acceptance gives: one day is the least."""
    if row.status != "completed" or row.duration_wd != 0 or row.returned_on is None or not count.accepted:
        return False
    return all(way.count(row.returned_on, row.returned_on) > 0 for way in count.accepted)


def _same(one: Assessment, other: Assessment, count: DayCount) -> str | None:
    """How the two rows are one assessment, as the end of a sentence; None where they are two."""
    apart = identity(one.reference) != identity(other.reference)
    if apart and not _whole_and_part(one, other):
        return None
    if one.status != other.status:
        return _open_and_completed(one, other, count, apart)
    dates, durations = ({row_date(one), row_date(other)}, {one.duration_wd, other.duration_wd})
    alike = None not in dates and len(dates) == len(durations) == 1
    if alike and one.assessment != other.assessment and not apart:
        return f"stands a second time as an {assessment(other.assessment)}"
    if alike and one.assessment == other.assessment and apart:
        return f"stands a second time under {other.reference}"
    if not apart and one.assessment == other.assessment and other.returned_on and _nearly(one, other):
        return (
            f"stands a second time nearly alike: returned on {day(other.returned_on)} "
            f"after {other.duration_wd} WD instead of {one.duration_wd}"
        )
    return None


def _whole_and_part(one: Assessment, other: Assessment) -> bool:
    return number(one.reference) in (identity(one.reference), identity(other.reference))


def _open_and_completed(one: Assessment, other: Assessment, count: DayCount, apart: bool) -> str | None:
    begun, ended = (one, other) if one.status == "open" else (other, one)
    if apart or begun.assessment != ended.assessment:
        return None
    if begun.accepted_on is None or ended.returned_on is None or ended.duration_wd is None:
        return None
    if begun.accepted_on > ended.returned_on:
        return None
    if not count.explains(begun.accepted_on, ended.returned_on, ended.duration_wd):
        return None
    second = ended if one is begun else begun
    return (
        f"stands a second time as {second.status}, from {day(begun.accepted_on)} to {day(ended.returned_on)}"
    )


def _nearly(one: Assessment, other: Assessment) -> bool:
    """Whether the two differ by a day: one returned a working day later, and counted a day more."""
    first, last = sorted((one, other), key=lambda row: str(row.returned_on))
    if first.returned_on is None or last.returned_on is None:
        return False
    if first.duration_wd is None or last.duration_wd is None:
        return False
    days = count_days("working_day", first.returned_on, last.returned_on) - 1
    return days <= 1 and abs(last.duration_wd - first.duration_wd) <= 1
