"""Every fetch written down, what the last one of an address brought, and what the log says of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from json import loads

from sqlalchemy import Connection, Engine, insert, select

from pipeline.basics.persons import TOOL
from pipeline.logbook.audit_log import Act, Json, append
from pipeline.logbook.contents import content_digest
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.audit import audit_log
from pipeline.record.tables.base import number_for
from pipeline.record.tables.register import register_fetches
from pipeline.register.fetching.fetch import Fetched

ASKED, ASKING = "register_asked", "register_asking"


@dataclass(frozen=True, slots=True)
class LastFetch:
    """The last body that came from an address, what the server called it, and when it was asked last.

    `answered_by` is the address that sent it, where another one led there.
    """

    sha256: str
    etag: str | None
    last_modified: str | None
    at: datetime
    answered_by: str | None


def last_fetch_of(engine: Engine, url: str) -> LastFetch | None:
    """The last time that there was a body, whether it came then or was the same still."""
    c = register_fetches.c
    wanted = select(c.sha256, c.etag, c.last_modified, c.fetched_at, c.answered_by)
    query = wanted.where(c.url == url, c.sha256.is_not(None))
    with read_transaction(engine) as connection:
        row = connection.execute(query.order_by(c.fetched_at.desc(), c.id.desc()).limit(1)).first()
    return LastFetch(*row) if row else None


def write_down(
    engine: Engine,
    url: str,
    now: datetime,
    *,
    outcome: str,
    got: Fetched | None = None,
    digest: str | None = None,
    message: str | None = None,
    source: str | None = None,
) -> None:
    """Adds one fetch: `fetched`, `unchanged` or `failed`; and puts it to the log.

    The fetches of a site, which is the `source` of its pages, are put to the log by `end_asking`, all in one.
    """
    row = {
        "id": number_for(url, now.isoformat(), outcome),
        "url": url,
        "fetched_at": now,
        "outcome": outcome,
        "http_status": got.http_status if got else None,
        "etag": got.etag if got else None,
        "last_modified": got.last_modified if got else None,
        "sha256": digest,
        "bytes": len(got.body) if got and got.body is not None else None,
        "message": message,
        "answered_by": got.url if got and got.url != url else None,
    }
    with write_transaction(engine) as connection:
        connection.execute(insert(register_fetches), [row])
        if source is None:
            append(connection, [_asked(connection, url, now)], at=now)


def begin_asking(engine: Engine, source: str, now: datetime) -> None:
    """Says in the log that a site is going to be asked, and what came where the last time was cut off."""
    said = select(audit_log.c.act, audit_log.c.payload).where(audit_log.c.subject == source)
    with write_transaction(engine) as connection:
        open_since: set[str] = set()
        for act, payload in connection.execute(said.order_by(audit_log.c.sequence)):
            if act in (ASKED, ASKING):
                (open_since.add if act == ASKING else open_since.discard)(str(loads(payload)["at"]))
        acts = [_asked(connection, source, datetime.fromisoformat(at)) for at in sorted(open_since)]
        append(connection, [*acts, Act(TOOL, ASKING, source, {"at": moment_of(now)})], at=now)


def end_asking(engine: Engine, source: str, now: datetime) -> None:
    """Puts all that was fetched at that moment to the log, as one digest."""
    with write_transaction(engine) as connection:
        append(connection, [_asked(connection, source, now)], at=now)


def moment_of(fetched_at: datetime) -> str:
    """The name under which the log has what was fetched in one go."""
    return fetched_at.astimezone(UTC).isoformat(timespec="microseconds")


def fetches_by_moment(connection: Connection) -> Iterator[tuple[str, str]]:
    """All that was fetched, as one digest for each moment."""
    c = register_fetches.c
    rows = connection.execute(select(register_fetches).order_by(c.fetched_at, c.id)).mappings()
    for at, some in groupby(rows, key=lambda row: moment_of(row["fetched_at"])):
        yield at, content_digest(dict(row) for row in some)


def _asked(connection: Connection, source: str, at: datetime) -> Act:
    c = register_fetches.c
    rows = (
        connection.execute(select(register_fetches).where(c.fetched_at == at).order_by(c.id)).mappings().all()
    )
    said: dict[str, Json] = {
        "at": moment_of(at),
        "fetches": len(rows),
        "content": content_digest(dict(row) for row in rows),
    }
    return Act(TOOL, ASKED, source, said)
