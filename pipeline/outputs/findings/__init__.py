"""Papers about findings that are read without csrecon: one page, a workbook, an evidence pack."""

from pipeline.outputs.findings.evidence import write_evidence
from pipeline.outputs.findings.page import findings_page
from pipeline.outputs.findings.workbook import write_workbook

__all__ = ["findings_page", "write_evidence", "write_workbook"]
