"""The checks: contradictions inside a report, across reports and against the register.

`run_checks` runs them; `CHECKS` is the explicit list; a check is one module, named by its code.
"""

from pipeline.checks.catalogue import CHECKS
from pipeline.checks.finding import CheckOutcome, Finding, NotJudged, RegisterEvidence, ReportEvidence
from pipeline.checks.run import run_checks
from pipeline.checks.verdicts import Check

__all__ = [
    "CHECKS",
    "Check",
    "CheckOutcome",
    "Finding",
    "NotJudged",
    "RegisterEvidence",
    "ReportEvidence",
    "run_checks",
]
