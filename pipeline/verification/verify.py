"""Proving the log of acts whole: entries, chain, end and guards, and what other tables say of it.

What stands in the log cannot be proved against somebody who rewrites all of it and every table that knows of
it; a head that was kept elsewhere can: `verify` takes one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Text, select, text, type_coerce

from pipeline.logbook.audit_log import NOTHING, Entry, LogHead, digest_of
from pipeline.record.database import read_transaction
from pipeline.record.tables import audit_triggers as guards
from pipeline.record.tables.audit import audit_head, audit_log, run_heads
from pipeline.record.tables.base import PrintedText
from pipeline.verification.against_accounts import accounts_contradicted
from pipeline.verification.against_tables import contradicted

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Proof:
    """Where the log ends, and what is wrong with it first; `fault` is None where it is whole.

    `entry` is the number of the first broken entry, None where no single one is.
    """

    head: LogHead
    fault: str | None = None
    entry: int | None = None


def verify(engine: Engine, kept: str | None = None) -> Proof:
    """Goes through the whole log; the memory that takes grows with the findings, not with the entries.

    `kept` is a head that was printed once, or its start of at least 8 characters: the log must have an
    entry that bears it.
    """
    with read_transaction(engine) as connection:
        proof, heads = _chain(connection)
        if proof.fault is None:
            proof = _end(connection, proof)
        if proof.fault is None:
            proof = _noted(connection, proof, heads)
        if proof.fault is None and kept is not None and not _had(connection, kept):
            fault = f"No entry bears the head {kept}: the log was cut short or made anew since."
            proof = replace(proof, fault=fault)
        if proof.fault is None:
            proof = replace(proof, fault=_unguarded(connection))
        if proof.fault is None and (found := contradicted(connection) or accounts_contradicted(connection)):
            proof = replace(proof, fault=found.said, entry=found.entry)
    return proof


def _chain(connection: Connection) -> tuple[Proof, dict[int, str]]:
    """Goes from entry to entry; gives the hashes at the places where runs ended too."""
    wanted = set(connection.scalars(select(run_heads.c.entries)))
    found = {0: NOTHING}
    last = LogHead(0, NOTHING)
    for row in _raw(connection):
        number = last.entries + 1
        fault = _wrong(row, last, connection)
        if fault:
            return Proof(last, fault, number), found
        last = LogHead(number, row.hash)
        if number in wanted:
            found[number] = row.hash
    return Proof(last), found


def _wrong(row: Row[Any], last: LogHead, connection: Connection) -> str | None:
    number = last.entries + 1
    if row.sequence != number:
        if isinstance(row.sequence, int) and row.sequence > number:
            return f"Entry {number} is missing: {row.sequence} follows on {last.entries}."
        return f"Entry {row.sequence} stands where entry {number} should."
    try:
        bears = digest_of(_entry(row, connection))
    except (TypeError, ValueError, AttributeError):
        return f"Entry {number} holds what csrecon never writes."
    if row.hash != bears:
        return f"Entry {number} was changed: what it says is not what its hash says."
    if row.previous != last.hash:
        return f"Entry {number} does not follow on the one before it: that was changed or put in its place."
    return None


def _raw(connection: Connection) -> Iterator[Row[Any]]:
    """The entries as they are stored, because what was tampered with may not be readable otherwise."""
    columns = [type_coerce(c, Text()).label(c.name) if c.name != "sequence" else c for c in audit_log.c]
    query = select(*columns).order_by(audit_log.c.sequence)
    with connection.execution_options(yield_per=_AT_ONCE).execute(query) as rows:
        yield from rows


def _entry(row: Row[Any], connection: Connection) -> Entry:
    values = dict(row._mapping)
    for column in audit_log.c:
        if isinstance(column.type, PrintedText):
            values[column.name] = column.type.process_result_value(values[column.name], connection.dialect)
    at = values["at"] if isinstance(values["at"], datetime) else datetime.fromisoformat(values["at"])
    values["at"] = at if at.tzinfo else at.replace(tzinfo=UTC)
    return Entry(**values)


def _end(connection: Connection, proof: Proof) -> Proof:
    """The log must end where its own head says."""
    rows = connection.execute(select(audit_head.c.entries, audit_head.c.hash)).all()
    said = LogHead(*rows[0]) if rows else LogHead(0, NOTHING)
    found = proof.head
    if said == found:
        return proof
    if said.entries > found.entries:
        fault = f"Entry {found.entries + 1} is missing: the log had {said.entries} entries."
        return replace(proof, fault=fault, entry=found.entries + 1)
    if said.entries < found.entries:
        fault = f"Entry {said.entries + 1} was added by another hand: the log ended with {said.entries}."
        return replace(proof, fault=fault, entry=said.entries + 1)
    fault = f"Entry {found.entries} is not the one that the log ended with."
    return replace(proof, fault=fault, entry=found.entries)


def _noted(connection: Connection, proof: Proof, heads: dict[int, str]) -> Proof:
    """Where each run ended, the log must still have the entry that it ended with then."""
    query = select(run_heads).order_by(run_heads.c.entries, run_heads.c.run_id)
    for run, number, head in connection.execute(query):
        if heads.get(number) == head:
            continue
        if number > proof.head.entries:
            number = proof.head.entries + 1
            fault = f"Entry {number} is missing: run {run} ended with a longer log."
        else:
            fault = f"Entry {number} is not the one that the log ended with after run {run}."
        return replace(proof, fault=fault, entry=number)
    return proof


def _had(connection: Connection, kept: str) -> bool:
    start = kept.strip().lower()
    if start == NOTHING:
        return True
    query = select(audit_log.c.sequence).where(audit_log.c.hash.startswith(start, autoescape=True))
    return len(start) >= 8 and connection.execute(query.limit(1)).first() is not None


def _unguarded(connection: Connection) -> str | None:
    """A sentence where the triggers that keep the log are not what they were."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_log'"
        rows = connection.execute(text(query)).all()
        meant = guards.SQLITE
    else:
        query = (
            "SELECT tgname, CASE WHEN tgenabled IN ('O', 'A') THEN pg_get_triggerdef(oid) END"
            " FROM pg_trigger WHERE tgrelid = 'audit_log'::regclass AND NOT tgisinternal"
        )
        bodies = "SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'audit~_log~_%' ESCAPE '~'"
        rows = connection.execute(text(f"{query} UNION ALL {bodies}")).all()
        meant = guards.POSTGRESQL | guards.FUNCTIONS
    standing: dict[str, str | None] = {row[0]: row[1] for row in rows}
    for name in sorted(meant.keys() | standing.keys()):
        if standing.get(name) != meant.get(name):
            return f"The trigger {name}, which keeps the log append-only, was removed, changed or added."
    return None
