"""What a check says: a finding, or that it could not judge."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Literal

Severity = Literal["error", "warning", "info"]
Side = dict[str, str | int | float | list[str] | None]


@dataclass(frozen=True, slots=True)
class ReportEvidence:
    """A place in a report; `document` is its file name, the box as in the extraction contract."""

    document: str
    page: int
    bbox: tuple[float, float, float, float]
    text: str


@dataclass(frozen=True, slots=True)
class RegisterEvidence:
    """A cell of the register: `register` is the snapshot's source, `row` counts from 1."""

    register: str
    snapshot: date
    row: int | None
    field: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One contradiction. `period` and `reference` as CHECKS in the contract has them.

    `message` is one sentence a person understands without the tables; `stated` and `expected` are the
    two sides as small flat objects with JSON values.
    """

    code: str
    name: str
    severity: Severity
    period: str
    reference: str | None
    message: str
    stated: Side
    expected: Side | None
    evidence: tuple[ReportEvidence | RegisterEvidence, ...]

    @property
    def fingerprint(self) -> str:
        """Stable from run to run: the digest of code, subject and stated values."""
        spoken = dumps([self.code, self.period, self.reference, self.stated], sort_keys=True)
        return sha256(spoken.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged:
    """A check had nothing to compare, or the material does not decide."""

    code: str
    period: str | None
    reason: str
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """All that a run of checks said, in the order of codes, periods and references."""

    findings: tuple[Finding, ...] = ()
    not_judged: tuple[NotJudged, ...] = field(default=())
