"""Every fetch written down, and what the last one of an address brought."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select

from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.base import number_for
from pipeline.record.tables.register import register_fetches
from pipeline.register.fetching.fetch import Fetched


@dataclass(frozen=True, slots=True)
class LastFetch:
    """The last body that came from an address, what the server called it, and when it was asked last."""

    sha256: str
    etag: str | None
    last_modified: str | None
    at: datetime


def last_fetch_of(engine: Engine, url: str) -> LastFetch | None:
    """The last time that there was a body, whether it came then or was the same still."""
    c = register_fetches.c
    query = select(c.sha256, c.etag, c.last_modified, c.fetched_at).where(c.url == url, c.sha256.is_not(None))
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
) -> None:
    """Adds one fetch: `fetched`, `unchanged` or `failed`."""
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
    }
    with write_transaction(engine) as connection:
        connection.execute(insert(register_fetches), [row])
