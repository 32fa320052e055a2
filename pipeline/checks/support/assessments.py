"""The rows of the assessment tables as the checks group and name them."""

from datetime import date, timedelta

from extractors.contract import Assessed, Assessment
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.wording import assessment


def rows_of(report: Report, kind: Assessed, status: str) -> list[Assessment]:
    """The report's rows of one type and status."""
    return [row for row in report.facts(Assessment) if row.assessment == kind and row.status == status]


def row_date(row: Assessment) -> date | None:
    """The date that the row's table prints: accepted for an open assessment, returned for a completed one."""
    return row.accepted_on if row.status == "open" else row.returned_on


def accepted_by(row: Assessment) -> date | None:
    """A day by which it had been accepted: for a completed row as many weekdays back as it took."""
    if row.status == "open":
        return row.accepted_on
    if row.returned_on is None or row.duration_wd is None:
        return row.returned_on
    return row.returned_on - timedelta(days=max(0, row.duration_wd - 1) * 7 // 5)


def row_name(row: Assessment) -> str:
    """The row in words: `MP114's open Preliminary Assessment`."""
    return f"{row.reference}’s {row.status} {assessment(row.assessment)}"
