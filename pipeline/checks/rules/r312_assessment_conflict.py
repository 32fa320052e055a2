"""The register's timeline has another day on which an assessment was returned, or has it accepted before
requested.

A day is a day. A row is held against the nearest event of its kind, not more than a month away.

Why it matters: an assessment's duration is counted from these days, and the DCC is judged by it.

May be lawful: a timeline that lacks an event, several assessments of a kind, a second request; requested is
not accepted, and a request may wait for weeks.

Not judged: rows without a near event, events that do not say whether the assessment was requested or
returned, and days that an older snapshot of the register has as the report does. Where the next one has it
so, the register was merely late.

Passes:

    report 2020-08
    assessment MP117 PA completed returned_on=2020-07-16 duration_wd=30
    register 2020-08-07
    event MP117 2020-06-03 'Preliminary Assessment Requested'
    event MP117 2020-07-16 'Preliminary Assessment Returned'

Fails:

    report 2020-08
    assessment MP090 PA completed returned_on=2020-02-11 duration_wd=58
    register 2020-08-07
    event MP090 2020-02-12 'DCC Preliminary Assessment Returned'

Says: The report has MP090’s Preliminary Assessment returned on 11 February 2020; the timeline in the
register of 7 August 2020 says 12 February 2020.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from extractors.contract import Assessment
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.register_match import NO_SNAPSHOT
from pipeline.checks.support.timeline_days import Line, lines, other_day
from pipeline.checks.support.wording import assessment, day
from pipeline.checks.verdicts import Found, Unjudged, Verdicts

CODE = "R312"
NAME = "assessment-conflict"
SEVERITY: Severity = "error"
# The rows of a table stand in it for a year.
REPEATS = True

_NEAR = timedelta(days=31)


def find(model: CheckModel) -> Verdicts:
    """Every row of which the register dates the return, or the request, otherwise than can be."""
    for report in model.judged_papers:
        if not model.snapshots:
            yield Unjudged(period=report.period, reason=NO_SNAPSHOT)
            continue
        rows = {
            (identity(row.reference), row.assessment, row.accepted_on, row.returned_on): row
            for row in report.facts(Assessment)
        }
        for row in rows.values():
            if row.status == "completed":
                yield from _returned(model, report, row)
            else:
                yield from _requested(model, report, row)


def _returned(model: CheckModel, report: Report, row: Assessment) -> Iterator[Found]:
    if row.returned_on is None:
        return
    known = lines(model, report, identity(row.reference), f"{row.assessment.lower()}_returned")
    told = {
        one.returned_on
        for one in report.facts(Assessment)
        if (identity(one.reference), one.assessment) == (identity(row.reference), row.assessment)
        and one.returned_on
    }
    other = other_day(row.returned_on, told, known, _NEAR)
    if other:
        says = f"says {day(other.line.on)}{other.late}"
        found = _found(report, row, row.returned_on, other.line, "returned", says)
        yield replace(found, severity=other.severity)


def _requested(model: CheckModel, report: Report, row: Assessment) -> Iterator[Found]:
    """An open row that was accepted before the nearest request, where no request is older."""
    accepted = row.accepted_on
    known = lines(model, report, identity(row.reference), f"{row.assessment.lower()}_requested")
    if accepted is None or not known or any(line.on <= accepted for some in known for line in some):
        return
    line = min(known[0], key=lambda one: one.on)
    if line.on - accepted <= _NEAR:
        yield _found(report, row, accepted, line, "accepted", f"has it requested on {day(line.on)}")


def _found(report: Report, row: Assessment, on: date, line: Line, verb: str, says: str) -> Found:
    return Found(
        period=report.period,
        reference=row.reference,
        message=f"The report has {row.reference}’s {assessment(row.assessment)} {verb} on {day(on)}; the "
        f"timeline in the register of {day(line.snapshot.as_of)} {says}.",
        stated={"assessment": row.assessment, f"{verb}_on": str(on)},
        expected={"timeline": str(line.on)},
        evidence=(*report.see(row), line.evidence),
    )
