"""Papers about findings that are read without csrecon: one page, a workbook, an evidence pack."""

from pipeline.papers.evidence import write_evidence
from pipeline.papers.page import findings_page
from pipeline.papers.workbook import write_workbook

__all__ = ["findings_page", "write_evidence", "write_workbook"]
