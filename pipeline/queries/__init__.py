"""The queries of the auditor's pages, a module for each subject.

Each function takes one connection and runs a fixed number of statements, whatever the record holds.
"""

from pipeline.queries.findings import (
    SORTS,
    Filter,
    FindingLine,
    History,
    Sort,
    finding_history,
    finding_parts,
    findings_page,
    is_document,
    matching,
)
from pipeline.queries.log import log_page
from pipeline.queries.modifications import ModificationLine, mentions_of, modifications_page
from pipeline.queries.overview import AGES, Durations, Overview, overview
from pipeline.queries.register import entries_page, last_fetch, snapshot, snapshots_page, two_snapshots
from pipeline.queries.reports import (
    PlacedFact,
    ReportLine,
    ReportPage,
    report_lines,
    report_page,
    unread_in_reports,
)
from pipeline.queries.runs import RunParts, run_parts, runs_page

__all__ = [
    "AGES",
    "SORTS",
    "Durations",
    "Filter",
    "FindingLine",
    "History",
    "ModificationLine",
    "Overview",
    "PlacedFact",
    "ReportLine",
    "ReportPage",
    "RunParts",
    "Sort",
    "entries_page",
    "finding_history",
    "finding_parts",
    "findings_page",
    "is_document",
    "last_fetch",
    "log_page",
    "matching",
    "mentions_of",
    "modifications_page",
    "overview",
    "report_lines",
    "report_page",
    "run_parts",
    "runs_page",
    "snapshot",
    "snapshots_page",
    "two_snapshots",
    "unread_in_reports",
]
