"""The findings as the record has them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, Text, case, cast, or_, select

from pipeline.basics.errors import UnusableInput
from pipeline.basics.identity import identity
from pipeline.checks.finding import Finding, RegisterEvidence, ReportEvidence, Severity
from pipeline.findings.waivers import Waiver, in_force
from pipeline.logbook.audit_log import canonical
from pipeline.record.database import read_transaction
from pipeline.record.tables.audit import waivers
from pipeline.record.tables.base import BOX
from pipeline.record.tables.findings import finding_evidence, findings

FindingStatus = Literal["open", "acknowledged", "waived", "resolved"]


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding and its life. `fingerprint` is its name for ever, `waiver` the one that has not ended."""

    fingerprint: str
    finding: Finding
    status: FindingStatus
    first_seen: datetime
    last_seen: datetime
    waiver: Waiver | None = None

    @property
    def digest(self) -> str:
        """The digest of all that a person sees who judges it: its words, both sides, its places, its waiver.

        When it was seen is not in it, for that changes every night.
        """
        said, waiver = self.finding, self.waiver
        shown = [self.fingerprint, self.status, said.severity, said.period, said.reference, said.message]
        sides = [said.stated, said.expected, [evidence_to_json(one) for one in said.evidence]]
        signed = [waiver.particulars(), waiver.written_at.isoformat(), waiver.approver] if waiver else None
        return sha256(canonical([*shown, *sides, signed]).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings are wanted; of what is left empty, all. `reference` means the modification."""

    statuses: Collection[str] = ()
    severities: Collection[str] = ()
    codes: Collection[str] = ()
    periods: Collection[str] = ()
    reference: str | None = None


def chosen_findings(engine: Engine, choice: Choice) -> list[StoredFinding]:
    """The findings that fit, by period, severity, code and modification.

    `MP099` finds what is said of DP099 too.
    """
    wanted = {"status": choice.statuses, "severity": choice.severities, "code": choice.codes}
    where: list[ColumnElement[bool]] = [
        findings.c[name].in_(values) for name, values in wanted.items() if values
    ]
    if choice.reference:
        where.append(findings.c.modification == identity(choice.reference))
    if choice.periods:
        where.append(or_(*map(stands_in, choice.periods)))
    with read_transaction(engine) as connection:
        return read_findings(connection, *where)


def list_findings(
    engine: Engine,
    *,
    status: Literal["all"] | FindingStatus = "open",
    severity: Severity | None = None,
    code: str | None = None,
    period: str | None = None,
    reference: str | None = None,
) -> list[StoredFinding]:
    """The same where one of each is wanted; the open ones unless told."""
    return chosen_findings(
        engine,
        Choice(
            () if status == "all" else (status,),
            (severity,) if severity else (),
            (code,) if code else (),
            (period,) if period else (),
            reference,
        ),
    )


def stands_in(period: str) -> ColumnElement[bool]:
    """Whether a finding stands in that month's report, be it the first one that has it or another."""
    return (findings.c.period == period) | cast(findings.c.reports, Text).contains(f'"{period}"')


def one_finding(engine: Engine, id: str) -> StoredFinding:
    """The finding whose fingerprint is or begins with `id`. Raises UnusableInput unless it is exactly one."""
    with read_transaction(engine) as connection:
        return find_one(connection, id)


def find_one(connection: Connection, id: str) -> StoredFinding:
    """The same, within a transaction."""
    start = id.strip().lower()
    if not start or set(start) - set("0123456789abcdef"):
        raise UnusableInput(f"{id!r} is no fingerprint. {_LIST_THEM}")
    fitting = read_findings(connection, findings.c.fingerprint.startswith(start))
    if len(fitting) != 1:
        said = f"{len(fitting)} findings begin" if fitting else "No finding begins"
        raise UnusableInput(f"{said} with {id}. {_LIST_THEM}")
    return fitting[0]


_LIST_THEM = "`csrecon findings --status all --format json` lists the fingerprints."


def read_findings(connection: Connection, *where: ColumnElement[bool]) -> list[StoredFinding]:
    """The findings that fulfil the conditions, by period, severity, code, modification. Three statements."""
    gravity = case({word: rank for rank, word in enumerate(get_args(Severity))}, value=findings.c.severity)
    order = (findings.c.period, gravity, findings.c.code, findings.c.modification, findings.c.fingerprint)
    chosen = select(findings).where(*where)
    named = select(findings.c.fingerprint).where(*where)
    sides = select(finding_evidence).where(finding_evidence.c.fingerprint.in_(named))
    rows = connection.execute(chosen.order_by(*order)).mappings().all()
    spots: dict[str, list[RowMapping]] = defaultdict(list)
    by_place = sides.order_by(finding_evidence.c.fingerprint, finding_evidence.c.ordinal)
    for row in connection.execute(by_place).mappings():
        spots[row["fingerprint"]].append(row)
    waived = in_force(connection, waivers.c.fingerprint.in_(named))
    return [_from_row(row, spots[row["fingerprint"]], waived.get(row["fingerprint"])) for row in rows]


def finding_to_json(stored: StoredFinding) -> dict[str, Any]:
    """The contract's object for one finding."""
    said = stored.finding
    return {
        "fingerprint": stored.fingerprint,
        "code": said.code,
        "name": said.name,
        "severity": said.severity,
        "period": said.period,
        "reference": said.reference,
        "message": said.message,
        "stated": said.stated,
        "expected": said.expected,
        "evidence": [evidence_to_json(one) for one in said.evidence],
        "reports": list(said.months),
        "status": stored.status,
        "first_seen": stored.first_seen.isoformat(),
        "last_seen": stored.last_seen.isoformat(),
    }


def evidence_to_json(one: ReportEvidence | RegisterEvidence) -> dict[str, Any]:
    """One place of a finding: in a report or in a register."""
    if isinstance(one, ReportEvidence):
        return {
            "document": one.document,
            "sha256": one.sha256,
            "page": one.page,
            "bbox": list(one.bbox),
            "text": one.text,
        }
    return {
        "register": one.register,
        "snapshot": one.snapshot.isoformat(),
        "row": one.row,
        "field": one.field,
        "text": one.text,
    }


def finding_row(finding: Finding) -> dict[str, Any]:
    """The finding's own columns: all but its life and its evidence."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "period": finding.period,
        "reference": finding.reference,
        "modification": identity(finding.reference) if finding.reference else None,
        "message": finding.message,
        "stated": finding.stated,
        "expected": finding.expected,
        "reports": list(finding.reports),
    }


def evidence_rows(fingerprint: str, finding: Finding) -> list[dict[str, Any]]:
    """Its evidence, each row with every column, as a bulk insert needs them."""
    blank = {c.name: None for c in finding_evidence.c}
    rows = []
    for ordinal, one in enumerate(finding.evidence):
        if isinstance(one, ReportEvidence):
            own: dict[str, Any] = {n: getattr(one, n) for n in ("document", "sha256", "page", "text")}
            own |= dict(zip(BOX, one.bbox, strict=True))
        else:
            own = {name: getattr(one, name) for name in ("register", "snapshot", "row", "field", "text")}
        rows.append(blank | {"fingerprint": fingerprint, "ordinal": ordinal} | own)
    return rows


def _from_row(row: RowMapping, spots: Sequence[RowMapping], waiver: Waiver | None) -> StoredFinding:
    own = ("code", "name", "severity", "period", "reference", "message", "stated", "expected")
    finding = Finding(
        **{name: row[name] for name in own},
        evidence=tuple(map(_evidence, spots)),
        reports=tuple(row["reports"]),
    )
    return StoredFinding(
        row["fingerprint"], finding, row["status"], row["first_seen"], row["last_seen"], waiver
    )


def _evidence(row: RowMapping) -> ReportEvidence | RegisterEvidence:
    if row["document"] is not None:
        box = (row["x0"], row["top"], row["x1"], row["bottom"])
        return ReportEvidence(row["document"], row["page"], box, row["text"], sha256=row["sha256"])
    return RegisterEvidence(row["register"], row["snapshot"], row["row"], row["field"], row["text"])
