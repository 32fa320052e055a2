"""One run at a time: a second one is told who is at work, and a dead one's lock is nobody's.

Beside an embedded database the operating system holds the lock, on PostgreSQL the server does, for all
the machines that share it. Both let go by themselves when the holder dies, however it dies.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.exc import DBAPIError

from pipeline.basics.errors import Locked, UnusableInput
from pipeline.record.embedded import sqlite_file

_RUN_LOCK = 0x63737272  # any number will do, as long as every csrecon takes the same


@contextmanager
def run_lock(engine: Engine, *, now: datetime) -> Iterator[None]:
    """Holds the database's run lock for as long as the block lasts. Raises Locked naming who has it."""
    if engine.dialect.name == "postgresql":
        with _server_lock(engine, now, "pg_try_advisory_lock"):
            yield
    elif file := sqlite_file(engine.url):
        with _file_lock(file, now):
            yield
    else:  # a database in memory is nobody else's
        yield


@contextmanager
def shard_lock(engine: Engine, *, now: datetime) -> Iterator[None]:
    """Holds the run lock together with other shards, against every other run, while the block lasts.

    Raises Locked as `run_lock` does, UnusableInput on SQLite, which one run at a time writes.
    """
    if engine.dialect.name != "postgresql":
        raise UnusableInput("Shards side by side need PostgreSQL. Leave the shard out.")
    with _server_lock(engine, now, "pg_try_advisory_lock_shared"):
        yield


@contextmanager
def _file_lock(database: Path, now: datetime) -> Iterator[None]:
    lock = FileLock(f"{database}.lock", timeout=0)
    holder = Path(f"{database}.lock-holder")  # apart: whoever tries the lock empties the lock's own file
    try:
        lock.acquire()
    except Timeout as problem:
        raise Locked(_said(database.name, _read(holder))) from problem
    try:
        holder.write_text(_me(now), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


@contextmanager
def _server_lock(engine: Engine, now: datetime, function: str) -> Iterator[None]:
    # A connection of its own, never from the pool: the lock lives as long as it does.
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        took = connection.scalar(select(getattr(func, function)(_RUN_LOCK)))
        if not took:
            raise Locked(_said(str(engine.url.database), _server_holder(connection)))
        connection.execute(text("SELECT set_config('application_name', :me, false)"), {"me": _me(now)[:63]})
        try:
            yield
        finally:
            # By word first: the server notices only some time later that a connection was closed.
            with suppress(DBAPIError):
                connection.execute(text("SELECT pg_advisory_unlock_all()"))
            connection.invalidate()


def _me(now: datetime) -> str:
    return f"process {os.getpid()} on {socket.gethostname()[:20]} since {now:%Y-%m-%d %H:%M} UTC"


def _read(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _server_holder(connection: Connection) -> str:
    query = text(
        "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
        " WHERE l.locktype = 'advisory' AND l.granted AND l.objid = :key AND l.classid = 0"
    )
    return connection.execute(query, {"key": _RUN_LOCK}).scalar() or ""


def _said(what: str, holder: str) -> str:
    who = holder or "another process"
    return f"{what} is in use by {who}. Wait until it is done, or end it, and try again."
