"""What one check yields: a contradiction, or that it could not judge. The runner adds code and name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.contract import Section
from pipeline.checks.finding import RegisterEvidence, ReportEvidence, Severity, Side
from pipeline.checks.model import CheckModel

Seen = tuple[ReportEvidence | RegisterEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One contradiction; fields as in `Finding`.

    `severity` where it is not the check's own (the register was merely late); `absent` are the sections of
    the month's report in which it says that something is missing, where they are not the check's `ABSENCE`.
    """

    period: str
    message: str
    stated: Side
    expected: Side | None
    evidence: Seen
    reference: str | None = None
    severity: Severity | None = None
    absent: tuple[Section, ...] | None = None


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

    `by_snapshot`: its months are those of the register's snapshots, not of the reports. `repeats`: what it
    finds may stand in the reports of several months, and is one finding. `absence`: the sections of the
    month's report in which its findings say that something is missing; `explained`: whether an unread
    sentence on the modification may explain them.
    """

    code: str
    name: str
    severity: Severity
    find: Callable[[CheckModel], Verdicts]
    doc: str
    by_snapshot: bool = False
    repeats: bool = False
    absence: tuple[Section, ...] = ()
    explained: bool = True
