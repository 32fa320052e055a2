"""The log of acts: who did what to what, and when. Entries are added, chained by digest, and never changed.

An entry is added in the transaction of the act itself, so that neither stands without the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from json import dumps, loads

from sqlalchemy import Connection, RowMapping, insert, select, update

from pipeline.basics.errors import CsreconError
from pipeline.record.database import one_at_a_time
from pipeline.record.tables.audit import audit_head, audit_log

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

NOTHING = "0" * 64  # what stands before the first entry
_BACK = "dated_back_from"
_APPEND_LOCK = 0x63737261  # any number will do, as long as every csrecon takes the same


class LogBroken(CsreconError):
    """The log is not what it was when the last entry was added."""

    status = 4


_COLUMNS = tuple(column.name for column in audit_log.c)


@dataclass(frozen=True, slots=True)
class Act:
    """What an actor did to a subject, with its particulars."""

    actor: str
    act: str
    subject: str
    payload: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """An act in the log. `payload` is canonical JSON, `previous` the hash of the entry before."""

    sequence: int
    at: datetime
    actor: str
    act: str
    subject: str
    payload: str
    previous: str
    hash: str

    @property
    def particulars(self) -> dict[str, Json]:
        """The payload, read."""
        read: dict[str, Json] = loads(self.payload)
        return read


@dataclass(frozen=True, slots=True)
class LogHead:
    """Where the log ends: how many entries it has, and the hash of the last one."""

    entries: int
    hash: str


def canonical(value: Json) -> str:
    """The one spelling of a value that is digested: ASCII, keys in order, no spaces."""
    return dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def digest_of(entry: Entry) -> str:
    """The hash that the entry must bear: SHA-256 over the canonical JSON of everything else in it."""
    at = _spelled(entry.at)
    said: list[Json] = [
        entry.sequence,
        at,
        entry.actor,
        entry.act,
        entry.subject,
        entry.payload,
        entry.previous,
    ]
    return sha256(canonical(said).encode()).hexdigest()


def hold(connection: Connection) -> None:
    """Waits for its turn to add to the log; what is read after this stays true until the end."""
    one_at_a_time(connection, _APPEND_LOCK)


def append(connection: Connection, acts: Iterable[Act], *, at: datetime) -> LogHead:
    """Adds the acts in their order, inside the caller's transaction; gives where the log then ends.

    An act dated before an entry that stands there already says so in its payload: a clock was set back.
    Raises LogBroken, having added nothing, where the log no longer ends where it did.
    """
    hold(connection)
    head = last = head_of(connection)
    latest = _stands(connection, head)
    back = {_BACK: _spelled(latest)} if latest and at < latest else {}
    rows = []
    for act in acts:
        payload = canonical({**act.payload, **back})
        bare = Entry(last.entries + 1, at, act.actor, act.act, act.subject, payload, last.hash, "")
        last = LogHead(bare.sequence, digest_of(bare))
        rows.append({name: getattr(bare, name) for name in _COLUMNS} | {"hash": last.hash})
    if not rows:
        return head
    connection.execute(insert(audit_log), rows)
    after = {"entries": last.entries, "hash": last.hash}
    if head.entries == 0:
        connection.execute(insert(audit_head).values(id=1, **after))
    else:
        connection.execute(update(audit_head).values(after))
    return last


def head_of(connection: Connection) -> LogHead:
    """Where the log ends."""
    row = connection.execute(select(audit_head.c.entries, audit_head.c.hash)).first()
    return LogHead(row.entries, row.hash) if row else LogHead(0, NOTHING)


def entries(connection: Connection, subject: str | None = None) -> list[Entry]:
    """The log in order: of one subject, or whole."""
    query = select(audit_log).order_by(audit_log.c.sequence)
    if subject is not None:
        query = query.where(audit_log.c.subject == subject)
    return [entry_of(row) for row in connection.execute(query).mappings()]


def entry_of(row: RowMapping) -> Entry:
    """An entry from its row."""
    return Entry(**row)


def _stands(connection: Connection, head: LogHead) -> datetime | None:
    """Up to when the entries reach that stand there, if there are any."""
    row = (
        connection.execute(select(audit_log).order_by(audit_log.c.sequence.desc()).limit(1))
        .mappings()
        .first()
    )
    last = entry_of(row) if row else None
    if (LogHead(last.sequence, last.hash) if last else LogHead(0, NOTHING)) != head:
        raise LogBroken(
            "The log of acts does not end where it did: nothing was written. Run: csrecon audit verify"
        )
    if last is None:
        return None
    back = last.particulars.get(_BACK)
    return max(last.at, datetime.fromisoformat(back)) if isinstance(back, str) else last.at


def _spelled(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
