"""The queries of the auditor's pages, a module for each subject.

Each function takes one connection and runs a fixed number of statements, whatever the record holds.
"""

from pipeline.browse.findings import (
    SORTS,
    Filter,
    FindingLine,
    Sort,
    finding_parts,
    findings_page,
    is_document,
    matching,
)
from pipeline.browse.overview import Overview, overview

__all__ = [
    "SORTS",
    "Filter",
    "FindingLine",
    "Overview",
    "Sort",
    "finding_parts",
    "findings_page",
    "is_document",
    "matching",
    "overview",
]
