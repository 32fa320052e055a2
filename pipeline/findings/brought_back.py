"""What people had said of a finding that was resolved only because its material was taken out for a while."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, update

from pipeline.checks import Finding
from pipeline.findings.waivers import values_digest
from pipeline.logbook.audit_log import Entry, entries
from pipeline.record.tables.audit import audit_log, waivers

_OUT = ("register_removed", "document_withdrawn")
_IN = ("register_restored", "document_restored")


@dataclass(frozen=True, slots=True)
class Before:
    """How a finding stood before: its status, and the waiver that was in force, if any."""

    status: str
    waiver: int | None = None


def brought_back(
    connection: Connection, reopened: Collection[str], seen: Mapping[str, Finding], today: date
) -> dict[str, Before]:
    """Of the findings that open again, those that a snapshot or document had taken with it, as they stood.

    Somebody took it out, then a run resolved the finding, then it was put back in. A waiver whose day is
    over, or that was for other values, does not come back.
    """
    spells = _spells(connection) if reopened else []
    found: dict[str, Before] = {}
    for name in reopened if spells else ():
        life = entries(connection, name)
        resolved = max((one.sequence for one in life if one.act == "resolved"), default=0)
        if not any(out < resolved < back for out, back in spells):
            continue
        status = next(
            (s for s in (_status(one) for one in reversed(life) if one.sequence < resolved) if s), "open"
        )
        waiver = _ended_with(life, resolved)
        if waiver is not None and not _holds(connection, waiver, seen[name], today):
            waiver, status = None, "open" if status == "waived" else status
        found[name] = Before(status, waiver)
    return {name: one for name, one in found.items() if one != Before("open")}


def take_up(connection: Connection, waiver: int) -> None:
    """The waiver is in force again."""
    again = {"ended_at": None, "ended_why": None}
    connection.execute(update(waivers).where(waivers.c.id == waiver).values(again))


def _spells(connection: Connection) -> list[tuple[int, int]]:
    """From which entry of the log until which something was out that is back in."""
    c = audit_log.c
    query = select(c.sequence, c.act, c.subject).where(c.act.in_((*_OUT, *_IN))).order_by(c.sequence)
    out: dict[str, int] = {}
    found = []
    for sequence, act, subject in connection.execute(query):
        if act in _OUT:
            out[subject] = sequence
        elif subject in out:
            found.append((out.pop(subject), sequence))
    return found


def _status(entry: Entry) -> str | None:
    said = entry.particulars.get("status")
    return str(said) if said is not None else None


def _ended_with(life: Collection[Entry], resolved: int) -> int | None:
    """The waiver that lapsed because the finding was resolved there."""
    for one in life:
        said = one.particulars
        if one.sequence > resolved and one.act == "lapsed" and said.get("why") == "resolved":
            number = said.get("waiver")
            return number if isinstance(number, int) else None
    return None


def _holds(connection: Connection, waiver: int, finding: Finding, today: date) -> bool:
    row = connection.execute(select(waivers.c.digest, waivers.c.until).where(waivers.c.id == waiver)).one()
    return bool(row.digest == values_digest(finding) and row.until >= today)
