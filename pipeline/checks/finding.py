"""What a check says: a finding, or that it could not judge."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from json import dumps

from pipeline.basics.identity import identity, plain_title
from pipeline.basics.severity import Severity as Severity

Side = dict[str, str | int | float | list[str] | None]


@dataclass(frozen=True, slots=True)
class ReportEvidence:
    """A place in a report, the box as in the extraction contract.

    `document` is its file name, `sha256` the digest of its bytes, which alone tells it from others of that
    name; None where an older record does not say which it was. `doubts` are those of the facts that the
    finding reads there; they do not make it another place.
    """

    document: str
    page: int
    bbox: tuple[float, float, float, float]
    text: str
    doubts: tuple[str, ...] = field(default=(), compare=False)
    sha256: str | None = field(kw_only=True)


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

    A row that several months `repeats` is one: `reports` has its months, and `period` is the first of them.
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
    reports: tuple[str, ...] = ()
    repeats: bool = False

    @property
    def months(self) -> tuple[str, ...]:
        """The months in whose reports it stands."""
        return self.reports or (self.period,)

    @property
    def fingerprint(self) -> str:
        """Stable from run to run: the digest of code, subject and stated values.

        It is blind to what is no difference: the reference's prefix, and case, quotes, dashes and spaces
        of text, and to the month of what several months repeat. So it outlives a new extractor, a report that
        was set anew, and a further month.
        """
        who = identity(self.reference) if self.reference else None
        spoken = dumps(
            [self.code, None if self.repeats else self.period, who, normal(self.stated)], sort_keys=True
        )
        return sha256(spoken.encode()).hexdigest()[:32]


def normal(side: Side | None) -> Side | None:
    """The side's values without what is no difference between two spellings of them."""
    if side is None:
        return None
    return {name: _normal(value) for name, value in side.items()}


def _normal(value: str | int | float | list[str] | None) -> str | int | float | list[str] | None:
    if isinstance(value, str):
        return plain_title(value) or value
    if isinstance(value, list):
        return [plain_title(one) or one for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


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

    def __add__(self, other: "CheckOutcome") -> "CheckOutcome":
        return CheckOutcome(self.findings + other.findings, self.not_judged + other.not_judged)
