"""The rows of the assessment tables as the checks group and name them."""

from datetime import date

from extractors.contract import Assessed, Assessment
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.wording import assessment


def rows_of(report: Report, kind: Assessed, status: str) -> list[Assessment]:
    """The report's rows of one type and status."""
    return [row for row in report.facts(Assessment) if row.assessment == kind and row.status == status]


def row_date(row: Assessment) -> date | None:
    """The date that the row's table prints: accepted for an open assessment, returned for a completed one."""
    return row.accepted_on if row.status == "open" else row.returned_on


def row_name(row: Assessment) -> str:
    """The row in words: `MP114's open Preliminary Assessment`."""
    return f"{row.reference}’s {row.status} {assessment(row.assessment)}"
