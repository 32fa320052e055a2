"""What one check yields: a contradiction, or that it could not judge. The runner adds code and name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.checks.finding import RegisterEvidence, ReportEvidence, Severity, Side
from pipeline.checks.model import CheckModel

Seen = tuple[ReportEvidence | RegisterEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One contradiction; fields as in `Finding`."""

    period: str
    message: str
    stated: Side
    expected: Side | None
    evidence: Seen
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """Nothing to compare here, or the material does not decide, and why."""

    period: str | None
    reason: str
    reference: str | None = None


Verdicts = Iterator[Found | Unjudged]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what the contract calls it, the function that does it, and its docstring.

    `by_snapshot`: its months are those of the register's snapshots, not of the reports.
    """

    code: str
    name: str
    severity: Severity
    find: Callable[[CheckModel], Verdicts]
    doc: str
    by_snapshot: bool = False
