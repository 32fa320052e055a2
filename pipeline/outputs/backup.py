"""A copy of the record in one file, made while others work on it: the database, and the archive's bytes.

It is a zip archive that any program unpacks: `csrecon.db` and `csrecon-archive/`, side by side as csrecon
looks for them. Of PostgreSQL it holds the archive alone.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from sqlalchemy import Engine

from pipeline.archive.folder import Archive
from pipeline.basics.errors import UnusableInput, not_written
from pipeline.record.complaints import explained
from pipeline.record.database import read_transaction
from pipeline.record.embedded import sqlite_file

DATABASE = "csrecon.db"
ARCHIVE = "csrecon-archive"


def back_up(engine: Engine, archive: Archive, target: Path) -> tuple[int, list[str]]:
    """Writes the copy, whole or not at all; gives how many kept files are in it, and which were left out.

    The database is copied first, as it is at one moment. What it refers to is in the archive by then, and
    stays there. A kept file whose bytes are no longer those of its name is left out and named.
    Raises UnusableInput where the target is there already, and OutOfReach where the disk is full.
    """
    if target.exists():
        raise UnusableInput(f"{target} is there already, and a copy is never written over another.")
    try:
        with TemporaryDirectory(prefix=".", dir=target.absolute().parent) as folder:
            aside = Path(folder, "backup.zip")
            with ZipFile(aside, "w", ZIP_STORED) as packed:
                _put_database(engine, packed, Path(folder, DATABASE))
                kept, altered = _put_archive(archive, packed)
            with aside.open("rb") as file:
                os.fsync(file.fileno())
            aside.replace(target)
    except OSError as problem:
        raise not_written(target, problem) from problem
    return kept, altered


def _put_database(engine: Engine, packed: ZipFile, copy: Path) -> None:
    if sqlite_file(engine.url) is None:
        return
    with (
        explained(engine.url),
        read_transaction(engine) as connection,
        closing(sqlite3.connect(copy)) as into,
    ):
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.backup(into)
        into.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    packed.write(copy, DATABASE, ZIP_DEFLATED)
    copy.unlink()


def _put_archive(archive: Archive, packed: ZipFile) -> tuple[int, list[str]]:
    kept, altered = 0, []
    for path in _kept_files(archive.folder):
        data = path.read_bytes()
        if sha256(data).hexdigest() == path.name:
            packed.writestr(f"{ARCHIVE}/{path.parent.name}/{path.name}", data)
            kept += 1
        else:
            altered.append(str(path))
    return kept, altered


def _kept_files(folder: Path) -> Iterator[Path]:
    """The files that are named by what they hold; not pictures, which can be drawn again."""
    for path in sorted(folder.glob("??/*")):
        if len(path.name) == 64 and path.name.startswith(path.parent.name) and path.is_file():
            yield path
