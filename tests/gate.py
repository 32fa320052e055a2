"""Stops runs of csrecon in mid-work, so that what befalls them there comes neither early nor late."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import gated_csrecon
import psutil
import psycopg
from prefect_house import until
from sqlalchemy import make_url

from pipeline.sandbox import worker

_KEY = 20200807
TABLES = ("document_names", "extractions", "reports", "evidence", "reported_mentions")


class Gate:
    """A gate for a run that the test starts itself, on any database."""

    def __init__(self, pipe: Path) -> None:
        self._pipe = pipe
        os.mkfifo(pipe)

    def command(self, documents: int, table: str, *arguments: object) -> list[str]:
        """`csrecon ARGUMENTS` that stands here once it wrote of so many documents, before this table."""
        program = (sys.executable, str(gated_csrecon.__file__), str(self._pipe), table, str(documents))
        return [*program, *map(str, arguments)]

    @contextmanager
    def holding(self) -> Iterator[None]:
        """The block begins when a run stands at the gate; at its end the gate opens, for later runs too."""
        end = until(f"a run at {self._pipe}", self._far_end)
        try:
            yield
        finally:
            self._pipe.unlink()
            os.mknod(self._pipe)  # an empty file now, which nobody waits for
            os.close(end)

    def _far_end(self) -> int | None:
        """The end to write to, which cannot be opened before somebody reads at the other."""
        try:
            return os.open(self._pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as nobody:
            if nobody.errno != errno.ENXIO:
                raise
            return None


def readers(process: int) -> list[psutil.Process]:
    """What reads documents for this process or for those that it started."""
    try:
        below = psutil.Process(process).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return [one for one in below if _is(one, worker.__name__)]


def _is(process: psutil.Process, module: str) -> bool:
    try:
        return module in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def until_told(process: int) -> None:
    """Waits until a run that was interrupted knows it: the first that it does is to end its readers."""
    until("the end of the readers", lambda: not readers(process))


@contextmanager
def stopped_at(url: str, documents: int, table: str) -> Iterator[None]:
    """While the block lasts, nobody writes to this table of the record once it has so many documents.

    The block begins when somebody stands there, in the middle of a document's transaction. On PostgreSQL,
    whoever runs.
    """
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_KEY])
        connection.execute(
            f"""
            CREATE OR REPLACE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF (SELECT count(*) FROM extractions) >= {documents} THEN
                    PERFORM pg_advisory_xact_lock_shared({_KEY});
                END IF;
                RETURN NEW;
            END $$;
            CREATE OR REPLACE TRIGGER gate BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION gate();
            """
        )
        waiting = f"SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = {_KEY} AND NOT granted"
        until(f"a run at {table}", lambda: connection.execute(waiting).fetchone())
        try:
            yield
        finally:
            with suppress(psycopg.OperationalError):  # the server itself may be what was killed
                connection.execute("SELECT pg_advisory_unlock(%s)", [_KEY])
    with suppress(psycopg.OperationalError), psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"DROP TRIGGER IF EXISTS gate ON {table}")
