"""Stops runs of csrecon in mid-work, so that what befalls them there comes neither early nor late."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from prefect_house import until
from sqlalchemy import make_url

_KEY = 20200807
TABLES = ("document_names", "extractions", "reports", "evidence", "reported_mentions")


@contextmanager
def stopped_at(url: str, documents: int, table: str) -> Iterator[None]:
    """While the block lasts, nobody writes to this table of the record once it has so many documents.

    The block begins when somebody stands there, in the middle of a document's transaction. On PostgreSQL.
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
