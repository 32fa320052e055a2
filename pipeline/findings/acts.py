"""What people do about a finding: acknowledge it, waive it, approve another's waiver, open it again.

Each act is one transaction: it changes the finding, adds an entry to the log of acts, and gives the finding
as it then stands. Each takes the finding's fingerprint or an unambiguous start of it, the name of the
person, and the moment; each raises UnusableInput, having written nothing, where it makes no sense.
Where accounts were made, the person must have one with the right to do this. `login` is that of the command
line, for the log.
`if_values` is the digest of the finding as the person saw it: where it is another now, ChangedMeanwhile.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, insert, update

from pipeline.basics.errors import UnusableInput
from pipeline.basics.persons import same_person
from pipeline.findings import waivers as kept
from pipeline.findings.stored import FindingStatus, StoredFinding, find_one
from pipeline.findings.waivers import MOST_DAYS, Waiver, values_digest
from pipeline.logbook.actors import actor_named, signed
from pipeline.logbook.audit_log import Act, Entry, Json, append, entries, hold
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.audit import waivers
from pipeline.record.tables.findings import findings


class ChangedMeanwhile(UnusableInput):
    """The finding is not what the person saw, so nothing was done to it. `found` is what it is now."""

    def __init__(self, found: StoredFinding) -> None:
        super().__init__(
            f"{_name(found)} changed since it was shown to you, so nothing was done. It is {found.status} now"
            f"{_said_of(found.waiver)}. Look at it again, then decide."
        )
        self.found = found


def acknowledge(
    engine: Engine,
    id: str,
    *,
    by: str,
    now: datetime,
    reason: str = "",
    if_values: str | None = None,
    login: str | None = None,
) -> StoredFinding:
    """Says that a person has seen an open finding and takes it on; it stays until it is resolved."""
    with write_transaction(engine) as connection:
        hold(connection)
        by = actor_named(connection, by, "judge")
        found = _as_shown(connection, id, if_values)
        if found.status != "open":
            raise UnusableInput(f"{_name(found)} is {found.status} already; only an open finding can be.")
        payload: dict[str, Json] = {"reason": reason.strip()} if reason.strip() else {}
        act = Act(by, "acknowledged", "", payload)
        return _become(connection, found, "acknowledged", act, login, now)


def waive(
    engine: Engine,
    id: str,
    *,
    reason: str,
    until: date,
    by: str,
    now: datetime,
    if_values: str | None = None,
    login: str | None = None,
) -> tuple[StoredFinding, Waiver]:
    """Proposes to let a finding stand until a day, at most 180 days on; it counts once another approves.

    Gives the finding, whose status is as before, and the waiver.
    """
    reason = reason.strip()
    if not reason:
        raise UnusableInput("A waiver needs a reason: what makes this finding acceptable?")
    _check_end(until, now.date())
    with write_transaction(engine) as connection:
        hold(connection)
        by = actor_named(connection, by, "judge")
        found = _as_shown(connection, id, if_values)
        if found.status not in ("open", "acknowledged"):
            raise UnusableInput(f"{_name(found)} is {found.status}; only an open one can be waived.")
        if found.waiver:
            raise UnusableInput(
                f"{_name(found)} has a waiver by {found.waiver.author} that awaits approval. "
                "Approve it, or withdraw it with reopen."
            )
        row = {
            "fingerprint": found.fingerprint,
            "digest": values_digest(found.finding),
            "reason": reason,
            "until": until,
            "author": by,
            "written_at": now,
        }
        connection.execute(insert(waivers), row)
        waiver = find_one(connection, found.fingerprint).waiver
        assert waiver is not None
        act = Act(by, "waived", "", waiver.particulars())
        return _become(connection, found, found.status, act, login, now), waiver


def approve(
    engine: Engine, id: str, *, by: str, now: datetime, if_values: str | None = None, login: str | None = None
) -> StoredFinding:
    """Approves the waiver that the finding has; the approver must be another person than its author.

    The finding that it gives has the waiver that was approved.
    """
    with write_transaction(engine) as connection:
        hold(connection)
        by = actor_named(connection, by, "approve")
        found = _as_shown(connection, id, if_values)
        waiver = found.waiver
        if waiver is None:
            raise UnusableInput(f"{_name(found)} has no waiver to approve. Write one first: finding waive.")
        if waiver.approver is not None:
            raise UnusableInput(f"The waiver of {_name(found)} was approved by {waiver.approver} already.")
        if same_person(by, waiver.author):
            raise UnusableInput(
                f"{waiver.author} wrote this waiver; another person must approve it, "
                "with a name that nobody takes for the same."
            )
        if waiver.until < now.date():
            raise UnusableInput(
                f"This waiver ended on {waiver.until}. Withdraw it with reopen, write a new one."
            )
        if waiver.digest != values_digest(found.finding):
            raise UnusableInput(
                f"The values of {_name(found)} changed since the waiver was written. "
                "Withdraw it with reopen, and judge anew."
            )
        approved = {"approver": by, "approved_at": now}
        connection.execute(update(waivers).where(waivers.c.id == waiver.id).values(approved))
        act = Act(by, "approved", "", waiver.particulars())
        return _become(connection, found, "waived", act, login, now)


def reopen(
    engine: Engine,
    id: str,
    *,
    by: str,
    now: datetime,
    reason: str = "",
    if_values: str | None = None,
    login: str | None = None,
) -> StoredFinding:
    """Takes back what was said of a finding: an acknowledgement, or a waiver, approved or not."""
    with write_transaction(engine) as connection:
        hold(connection)
        by = actor_named(connection, by, "judge")
        found = _as_shown(connection, id, if_values)
        waiver = found.waiver
        if found.status == "resolved":
            raise UnusableInput(
                f"{_name(found)} is resolved: no run finds it any more. It opens by itself when one does."
            )
        if found.status == "open" and waiver is None:
            raise UnusableInput(f"{_name(found)} is open already.")
        payload: dict[str, Json] = {"reason": reason.strip()} if reason.strip() else {}
        if waiver is not None:
            kept.end(connection, waiver, "reopened", at=now)
            payload |= {"waiver": waiver.id}
        return _become(connection, found, "open", Act(by, "reopened", "", payload), login, now)


def history(engine: Engine, fingerprint: str) -> list[Entry]:
    """Every change in the life of a finding, oldest first: what runs saw and what people did.

    Where several became this one, their lives are in it too.
    """
    with read_transaction(engine) as connection:
        life = entries(connection, fingerprint)
        for one in list(life):
            joined = one.particulars.get("joined")
            for other in joined if isinstance(joined, list) else ():
                life += entries(connection, other)
    return sorted(life, key=lambda entry: entry.sequence)


def _as_shown(connection: Connection, id: str, digest: str | None) -> StoredFinding:
    """The finding, within the transaction that acts on it; ChangedMeanwhile where it was shown otherwise."""
    found = find_one(connection, id)
    if digest is not None and digest != found.digest:
        raise ChangedMeanwhile(found)
    return found


def _become(
    connection: Connection,
    found: StoredFinding,
    status: FindingStatus,
    act: Act,
    login: str | None,
    now: datetime,
) -> StoredFinding:
    changed = update(findings).where(findings.c.fingerprint == found.fingerprint).values(status=status)
    connection.execute(changed)
    payload: dict[str, Json] = {**act.payload, "status": status, "shown": found.digest}
    append(connection, [Act(act.actor, act.act, found.fingerprint, signed(payload, login))], at=now)
    return find_one(connection, found.fingerprint)


def _check_end(until: date, today: date) -> None:
    if until <= today:
        raise UnusableInput(f"{until} is not after today, {today}: the waiver would never hold.")
    if until - today > timedelta(days=MOST_DAYS):
        last = today + timedelta(days=MOST_DAYS)
        raise UnusableInput(f"A waiver holds {MOST_DAYS} days at most, that is until {last}, not {until}.")


def _said_of(waiver: Waiver | None) -> str:
    if waiver is None:
        return ", without a waiver"
    approved = f"approved by {waiver.approver}" if waiver.approver else "which awaits approval"
    return f", with a waiver by {waiver.author} until {waiver.until}, {approved}: {waiver.reason}"


def _name(found: StoredFinding) -> str:
    return f"Finding {found.fingerprint[:8]} ({found.finding.code}, {found.finding.period})"
