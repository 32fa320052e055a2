"""Waivers: why a finding may stand, by whom, approved by whom, until when, and what ended each."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Engine, Select, select, update

from pipeline.checks.finding import Finding, normal
from pipeline.logbook.audit_log import Json, canonical
from pipeline.record.database import read_transaction
from pipeline.record.tables.audit import waivers

MOST_DAYS = 180

WaiverEnd = Literal["expired", "reopened", "resolved", "values"]


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver of one finding. It counts once it has an approver, until its last day or `ended_at`.

    `digest` is that of both sides' values when it was written: others are not covered by it.
    """

    id: int
    fingerprint: str
    digest: str
    reason: str
    until: date
    author: str
    written_at: datetime
    approver: str | None
    approved_at: datetime | None
    ended_at: datetime | None
    ended_why: WaiverEnd | None

    def particulars(self) -> dict[str, Json]:
        """What the log says of it."""
        return {
            "waiver": self.id,
            "reason": self.reason,
            "until": self.until.isoformat(),
            "author": self.author,
            "digest": self.digest,
        }


def waivers_of(engine: Engine, fingerprint: str) -> list[Waiver]:
    """Every waiver that the finding ever had, oldest first; the last may stand."""
    query = select(waivers).where(waivers.c.fingerprint == fingerprint).order_by(waivers.c.id)
    with read_transaction(engine) as connection:
        return _read(connection, query)


def in_force(connection: Connection, *where: ColumnElement[bool]) -> dict[str, Waiver]:
    """The waivers that fulfil the conditions and have not ended, approved or not, by fingerprint."""
    query = select(waivers).where(waivers.c.ended_at.is_(None), *where)
    return {one.fingerprint: one for one in _read(connection, query)}


def end(connection: Connection, waiver: Waiver, why: WaiverEnd, *, at: datetime) -> None:
    """Ends the waiver; it stays on record with what ended it."""
    ended = {"ended_at": at, "ended_why": why}
    connection.execute(update(waivers).where(waivers.c.id == waiver.id).values(ended))


def rebind(connection: Connection, waiver: Waiver, digest: str) -> None:
    """Lets the waiver cover the same values under the names that they have now."""
    connection.execute(update(waivers).where(waivers.c.id == waiver.id).values(digest=digest))


def values_digest(finding: Finding) -> str:
    """The digest of both sides' values, blind to what is no difference: case, quotes, dashes and spaces."""
    return sha256(canonical([normal(finding.stated), normal(finding.expected)]).encode()).hexdigest()


def _read(connection: Connection, query: Select[tuple[object, ...]]) -> list[Waiver]:
    return [Waiver(**row) for row in connection.execute(query).mappings()]
