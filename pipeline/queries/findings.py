"""Findings a page at a time, and one with its places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, select

from pipeline.basics.errors import UnusableInput
from pipeline.basics.identity import identity
from pipeline.checks.finding import Severity
from pipeline.findings.stored import StoredFinding, read_findings, stands_in
from pipeline.logbook.audit_log import Entry, entries
from pipeline.record.tables.documents import documents
from pipeline.record.tables.findings import finding_evidence, findings, run_findings

Sort = Literal["period", "severity", "code", "reference", "first_seen", "status"]
_AT_A_TIME = 500
SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which findings, in which order. An empty text lets all pass; messages are searched for `text`."""

    status: str = "open"
    severity: str = ""
    code: str = ""
    period: str = ""
    reference: str = ""
    text: str = ""
    sort: Sort = "period"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as a line of a list."""

    fingerprint: str
    code: str
    name: str
    severity: str
    period: str
    reference: str | None
    message: str
    status: str
    first_seen: Any
    last_seen: Any


def findings_page(
    connection: Connection, wanted: Filter, *, offset: int, limit: int
) -> tuple[int, Sequence[FindingLine]]:
    """How many findings fit, and those from `offset` on, at most `limit`. Two statements."""
    c = findings.c
    where = _conditions(wanted)
    total = connection.execute(select(func.count()).select_from(findings).where(where)).scalar_one()
    columns = [c[name] for name in FindingLine.__slots__]
    # Sorted by their names alone: whole findings are too much to carry through a sort.
    chosen = select(c.fingerprint).where(where).order_by(*_order(wanted)).offset(offset).limit(limit)
    rows = connection.execute(select(*columns).where(c.fingerprint.in_(chosen)).order_by(*_order(wanted)))
    return total, [FindingLine(*row) for row in rows]


def matching(connection: Connection, wanted: Filter, *, most: int) -> Iterator[list[StoredFinding]]:
    """The findings that fit, whole, in the order asked for, some hundreds at a time.

    Raises UnusableInput where they are more than `most`, before it gives any.
    """
    chosen = select(findings.c.fingerprint).where(_conditions(wanted)).order_by(*_order(wanted))
    names = list(connection.scalars(chosen.limit(most + 1)))
    if len(names) > most:
        raise UnusableInput(f"More than {most} findings fit. Choose fewer, or use `csrecon export`.")
    for first in range(0, len(names), _AT_A_TIME):
        part = names[first : first + _AT_A_TIME]
        found = {one.fingerprint: one for one in read_findings(connection, findings.c.fingerprint.in_(part))}
        yield [found[name] for name in part]


def finding_parts(connection: Connection, fingerprint: str) -> tuple[Row[Any], Sequence[Row[Any]]] | None:
    """A finding and its evidence; None where there is no such finding. Two statements."""
    finding = connection.execute(select(findings).where(findings.c.fingerprint == fingerprint)).first()
    if finding is None:
        return None
    e = finding_evidence.c
    places = select(finding_evidence).where(e.fingerprint == fingerprint).order_by(e.ordinal)
    return finding, connection.execute(places).all()


def is_document(connection: Connection, sha256: str) -> bool:
    """Whether the archive keeps the bytes of this document."""
    kept = and_(documents.c.sha256 == sha256, documents.c.archived)
    return connection.execute(select(1).where(kept)).first() is not None


def _order(wanted: Filter) -> list[ColumnElement[Any]]:
    c = findings.c
    gravity = case({word: rank for rank, word in enumerate(get_args(Severity))}, value=c.severity)
    keys: dict[Sort, ColumnElement[Any]] = {name: c[name] for name in SORTS} | {"severity": gravity}
    first = keys[wanted.sort]
    chosen = first.desc().nulls_last() if wanted.descending else first.asc().nulls_last()
    return [chosen, gravity, c.code, c.fingerprint]


def _conditions(wanted: Filter) -> ColumnElement[bool]:
    c = findings.c
    where: list[ColumnElement[bool]] = [c.fingerprint.is_not(None)]
    if wanted.status and wanted.status != "all":
        where.append(c.status == wanted.status)
    where += [c[name] == value for name in ("severity", "code") if (value := getattr(wanted, name))]
    if wanted.period:
        where.append(stands_in(wanted.period))
    if wanted.reference:
        where.append(c.modification == identity(wanted.reference.upper().replace(" ", "")))
    if wanted.text:
        where.append(c.message.icontains(wanted.text, autoescape=True))
    return and_(*where)


@dataclass(frozen=True, slots=True)
class History:
    """What became of a finding: its acts, oldest first, how many runs saw it, and its neighbours.

    `neighbours` are other findings about the same modification, or else of the same check and month.
    """

    acts: list[Entry]
    runs: int
    first_run: int | None
    last_run: int | None
    neighbours: Sequence[FindingLine]


def finding_history(connection: Connection, finding: Row[Any], *, limit: int) -> History:
    """The history of a finding, with at most `limit` neighbours. Three statements."""
    c, r = findings.c, run_findings.c
    seen = select(func.count(), func.min(r.run_id), func.max(r.run_id)).where(
        r.fingerprint == finding.fingerprint
    )
    near = (
        c.modification == finding.modification
        if finding.modification
        else and_(c.code == finding.code, c.period == finding.period)
    )
    others = (
        select(*(c[name] for name in FindingLine.__slots__))
        .where(near, c.fingerprint != finding.fingerprint, c.status != "resolved")
        .order_by(c.period.desc(), c.code, c.fingerprint)
        .limit(limit)
    )
    number, first, last = connection.execute(seen).one()
    return History(
        entries(connection, finding.fingerprint),
        number,
        first,
        last,
        [FindingLine(*row) for row in connection.execute(others)],
    )
