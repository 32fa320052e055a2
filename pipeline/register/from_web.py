"""A register that is fetched: every body kept, every fetch written down, an unchanged one no new snapshot."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import Engine, select

from pipeline.archive.folder import Archive
from pipeline.basics.errors import CsreconError, OutOfReach
from pipeline.record.database import read_transaction
from pipeline.record.tables.register import register_fetches, register_snapshots
from pipeline.register.fetch_log import write_down
from pipeline.register.fetching.addresses import NotPublic, parse
from pipeline.register.fetching.fetch import FetchLimits, fetch
from pipeline.register.files.decode import belied
from pipeline.register.files.read import read_bytes
from pipeline.register.files.table import AskedScope
from pipeline.register.from_site import Tell, load_site
from pipeline.register.snapshots.write import LoadedSnapshot, store_source


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server has what it had the last time; `since` is when that was learned first."""

    source: str
    sha256: str
    since: datetime


@dataclass(frozen=True, slots=True)
class _Last:
    sha256: str
    etag: str | None
    last_modified: str | None
    learned_at: datetime


def load_from_web(
    engine: Engine,
    archive: Archive,
    address: str,
    *,
    as_of: date | None,
    format: str = "auto",
    scope: AskedScope = "auto",
    allow_private: bool = False,
    shrunk: bool = False,
    limits: FetchLimits = FetchLimits(),  # noqa: B008 - frozen
    pause: float = 1.0,
    tell: Tell = lambda _had, _all: None,
    now: datetime,
) -> LoadedSnapshot | Unchanged:
    """Fetches a register and stores it as `store_register` does a file's.

    Every fetch is written down, whatever came of it, and the body kept before it is read. Raises as
    `fetch` and `store_register` do. An address that ends in / is that of a site: its listing, further pages
    and modifications' pages are read, with `pause` seconds between two requests.
    """
    name = str(parse(address))
    if parse(address).path.endswith("/") and format in ("auto", "html"):
        return load_site(
            engine,
            archive,
            parse(address),
            as_of=as_of,
            scope=scope,
            allow_private=allow_private,
            shrunk=shrunk,
            pause=pause,
            tell=tell,
            now=now,
        )
    last = _last(engine, name)
    try:
        got = fetch(
            name,
            etag=last.etag if last else None,
            last_modified=last.last_modified if last else None,
            allow_private=allow_private,
            limits=limits,
        )
    except NotPublic:
        raise
    except CsreconError as problem:
        write_down(engine, name, now, outcome="failed", message=str(problem))
        raise
    digest = sha256(got.body).hexdigest() if got.body is not None else None
    if last and digest in (None, last.sha256):
        write_down(engine, name, now, outcome="unchanged", got=got, digest=last.sha256)
        return Unchanged(name, last.sha256, last.learned_at)
    if got.body is None:
        unasked = f"{name} says that nothing changed, but csrecon has nothing of it yet."
        write_down(engine, name, now, outcome="failed", got=got, message=unasked)
        raise OutOfReach(unasked)
    archive.keep(got.body)
    write_down(engine, name, now, outcome="fetched", got=got, digest=digest)
    read = read_bytes(got.body, name, format, scope)
    if what := belied(got.body, got.charset):
        reading = replace(read.reading, set_aside=(*read.reading.set_aside, f"{name}: {what}"))
        read = replace(read, reading=reading)
    return store_source(engine, read, as_of=as_of, etag=got.etag, shrunk=shrunk, now=now)


def _last(engine: Engine, name: str) -> _Last | None:
    """The last body from that address, where it was a register that the record has."""
    c = register_fetches.c
    with read_transaction(engine) as connection:
        row = connection.execute(
            select(c.sha256, c.etag, c.last_modified)
            .where(c.url == name, c.sha256.is_not(None))
            .order_by(c.fetched_at.desc(), c.id.desc())
            .limit(1)
        ).first()
        if row is None:
            return None
        s = register_snapshots.c
        learned = connection.scalar(
            select(s.learned_at)
            .where(s.sha256 == row.sha256, s.source == name)
            .order_by(s.learned_at)
            .limit(1)
        )
    return _Last(row.sha256, row.etag, row.last_modified, learned) if learned else None
