"""SQLite, the database as it comes: a file beside the archive, written by one at a time, read by all."""

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError

from pipeline.basics.errors import OutOfReach

if TYPE_CHECKING:
    from sqlalchemy.pool import ConnectionPoolEntry

_BUSY_MILLISECONDS = 30_000


def sqlite_file(url: URL) -> Path | None:
    """The file of an embedded database; None for a server or a database in memory."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def embedded_engine(url: URL) -> Engine:
    """The engine for a database in a file or in memory. One that cannot be written here can still be read.

    Raises OutOfReach where a file that cannot be written here was not closed by whoever wrote to it.
    """
    file = sqlite_file(url)
    if file and (how := _sealed(file)):
        address = f"{file.absolute().as_uri()}?{how}"
        engine = create_engine(
            url, creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False)
        )
        event.listen(engine, "connect", _prepare_to_read)
    else:
        engine = create_engine(url)
        event.listen(engine, "connect", _prepare)
    if file:
        _watch(engine, file.absolute())
    event.listen(engine, "begin", _begin)
    return engine


def _sealed(file: Path) -> str:
    """How a file is opened that this process cannot write to; nothing where it can, or where there is none.

    SQLite makes files beside a database even for readers. Where the folder takes none, the database is read
    as one that nobody changes; but what was not yet written into it would be missed.
    """
    if not file.exists() or (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        return ""
    log = file.with_name(f"{file.name}-wal")
    unfinished = log.exists() and log.stat().st_size > 0
    if os.access(file.parent, os.W_OK) or (unfinished and file.with_name(f"{file.name}-shm").exists()):
        return "mode=ro"
    if unfinished:
        raise OutOfReach(
            f"The database {file} cannot be written to, and {log.name} holds what is not yet in it. Copy "
            "both into a folder that can be written to, and name that copy with --database."
        )
    return "mode=ro&immutable=1"


def _watch(engine: Engine, file: Path) -> None:
    """A connection is to the file that bears the name now: one that was put in its place is opened anew.

    Whoever goes on writing to the file that was there before writes for nobody. What was not yet written into
    that file lies beside it, and SQLite would write it into the new one: then nothing is opened.
    """
    beside = file.with_name(f"{file.name}-wal")

    def note(_connection: sqlite3.Connection, record: "ConnectionPoolEntry") -> None:
        record.info["files"] = _identity(file), _identity(beside)

    def compare(_connection: sqlite3.Connection, record: "ConnectionPoolEntry", _proxy: object) -> None:
        there, (was, log) = _identity(file), record.info["files"]
        if there is None:
            raise OutOfReach(f"The database {file} is gone. Put it back, or name another with --database.")
        if there == was:
            return
        if log is not None and log == _identity(beside) and beside.stat().st_size:
            raise OutOfReach(
                f"The database {file} was replaced while it was in use, and {beside.name} still holds what "
                f"belongs to the one before. Remove {beside.name} and {file.name}-shm."
            )
        raise DisconnectionError

    event.listen(engine, "connect", note)
    event.listen(engine, "checkout", compare)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _prepare_to_read(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are ours to begin, below
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")


def _prepare(connection: sqlite3.Connection, record: object) -> None:
    _prepare_to_read(connection, record)
    cursor = connection.cursor()
    _write_ahead(cursor)
    cursor.execute("PRAGMA synchronous = FULL")  # what was reported as stored survives a power cut
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Keeps the log beside the file.

    SQLite waits for nobody where two turn a new file to it at once, but says that it is locked; for the lock
    to write it does wait.
    """
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("ROLLBACK")
        cursor.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("csrecon_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
