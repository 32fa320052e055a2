"""What the log of acts says last of each finding, run and snapshot, with what an upgrade found."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from pipeline.logbook.audit_log import Entry, entry_of
from pipeline.logbook.contents import content_digest
from pipeline.record.tables.audit import audit_log, upgrade_states
from pipeline.register.fetch_log import ASKED, ASKING
from pipeline.register.snapshots.unchanged import CONFIRMED, confirmation_of

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A table says something else than the log; `entry` is the number of the entry that it contradicts."""

    said: str
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """The digest that something must have, and the entry that says so."""

    entry: int
    digest: str


@dataclass(slots=True)
class Life:
    """A finding's life: since when it is there, how it stands, and what it must say; None if not told."""

    entry: int
    status: str
    first_seen: datetime
    computed: str | None = None
    content: Sealed | None = None
    seen: Sealed | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A run's entry: when it was, and the digest of which findings it saw, if it told."""

    entry: int
    at: datetime
    digest: str | None


@dataclass(slots=True)
class Told:
    """All of it. `upgrade` is the last one's entry and the digest of the states that it found.

    `found_findings` is the entry of the last upgrade that found findings, not the register's alone.
    `fetches` are by their moment; `asking` are the moments at which a site began to be asked.
    """

    lives: dict[str, Life] = field(default_factory=dict)
    runs: dict[int, Seen] = field(default_factory=dict)
    snapshots: dict[str, Sealed] = field(default_factory=dict)
    confirmations: dict[str, Sealed] = field(default_factory=dict)
    fetches: dict[str, Sealed] = field(default_factory=dict)
    asking: set[str] = field(default_factory=set)
    upgrade: Sealed | None = None
    found_findings: int = 0


def told_by(connection: Connection) -> Told:
    """Goes through the log once; the memory that takes grows with the findings, not with the entries."""
    told = Told()
    query = select(audit_log).order_by(audit_log.c.sequence).execution_options(yield_per=_AT_ONCE)
    with connection.execute(query) as found:
        for row in found.mappings():
            _take(told, entry_of(row))
    if told.upgrade:
        _take_states(connection, told, told.upgrade)
    return told


def states_digest(connection: Connection) -> str | None:
    """The one digest of what the last upgrade found; None where it left nothing."""
    u = upgrade_states.c
    rows = connection.execute(select(u.kind, u.subject, u.digest)).all()
    said = sorted((row.kind, row.subject, row.digest) for row in rows)
    return content_digest({"kind": k, "subject": s, "digest": d} for k, s, d in said) if said else None


def _take(told: Told, entry: Entry) -> None:
    said = entry.particulars
    content, number = said.get("content"), entry.sequence
    sealed = Sealed(number, str(content)) if content is not None else None
    if entry.act == "run":
        seen = said.get("seen")
        told.runs[int(entry.subject)] = Seen(number, entry.at, None if seen is None else str(seen))
    elif entry.act == "registered" and sealed:
        told.snapshots[entry.subject] = sealed
    elif entry.act == CONFIRMED and sealed:
        told.confirmations[confirmation_of(entry.subject, str(said.get("confirmed_on")))] = sealed
    elif entry.act == ASKED and sealed:
        told.fetches[str(said.get("at"))] = sealed
    elif entry.act == ASKING:
        told.asking.add(str(said.get("at")))
    elif entry.act == "upgraded":
        told.upgrade = Sealed(number, str(said.get("digest")))
        told.found_findings = told.found_findings if "of" in said else number
    elif (status := said.get("status")) is not None:
        life = told.lives.setdefault(entry.subject, Life(number, str(status), entry.at))
        life.entry, life.status, life.content = number, str(status), sealed or life.content
        if entry.act == "carried":
            life.computed = str(said.get("computed"))


def _take_states(connection: Connection, told: Told, upgrade: Sealed) -> None:
    """What no entry since says otherwise is as the upgrade found it."""
    kinds = {"snapshot": told.snapshots, "confirmation": told.confirmations, "fetches": told.fetches}
    for row in connection.execute(select(upgrade_states)):
        found = Sealed(upgrade.entry, row.digest)
        if row.kind in kinds:
            kinds[row.kind].setdefault(row.subject, found)
        elif row.subject in told.lives:
            life = told.lives[row.subject]
            if row.kind == "seen":
                life.seen = found
            elif life.content is None:
                life.content = found
