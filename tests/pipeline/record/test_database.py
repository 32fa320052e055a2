"""A database that cannot be used is told in a line that says what to do; what is read is one moment."""

import sqlite3
from threading import Thread

import pytest
from sqlalchemy import insert, make_url, select, text

from pipeline.basics.errors import OutOfReach, UnusableInput
from pipeline.record.database import (
    open_database,
    read_transaction,
    schema_state,
    sqlite_file,
    write_transaction,
)
from pipeline.record.tables.findings import runs


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/x", "://", ""])
def test_a_url_that_is_none_is_wrong_usage(url):
    with pytest.raises(UnusableInput, match=r"SQLite|database URL"):
        open_database(url, upgrade=True)


def test_looking_at_a_database_that_is_not_there_makes_none(tmp_path):
    with pytest.raises(UnusableInput, match="csrecon backfill"):
        open_database(f"sqlite:///{tmp_path}/none.db", upgrade=False)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_is_not_ready_to_be_read(databases):
    url = databases.empty()
    if databases.kind == "sqlite":
        sqlite3.connect(sqlite_file(make_url(url))).close()
    with pytest.raises(UnusableInput, match="csrecon backfill"):
        open_database(url, upgrade=False)


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(OutOfReach, match="folder"):
        open_database(f"sqlite:///{tmp_path}/no/such/x.db", upgrade=True)


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    file = tmp_path / "notes.db"
    file.write_text("these are my notes, " * 100)
    with pytest.raises(UnusableInput, match="not a database"):
        open_database(f"sqlite:///{file}", upgrade=True)
    assert file.read_text().startswith("these are my notes")


def test_a_server_that_does_not_answer_is_out_of_reach():
    with pytest.raises(OutOfReach) as told:
        open_database("postgresql://me:secret@127.0.0.1:1/x", upgrade=True)
    assert told.value.status == 4
    assert "secret" not in str(told.value)


def test_every_spelling_of_a_postgresql_url_is_understood(databases):
    if databases.kind == "sqlite":
        url = databases.migrated().replace("sqlite:", "sqlite+pysqlite:")
        open_database(url, upgrade=False).dispose()
        return
    made = make_url(databases.migrated())
    for name in ("postgresql", "postgresql+psycopg", "postgres"):
        url = made.set(drivername=name).render_as_string(hide_password=False)
        open_database(url, upgrade=False).dispose()


def test_a_database_in_memory_serves_a_whole_process():
    engine = open_database("sqlite://", upgrade=True)
    assert schema_state(engine) == "current"
    engine.dispose()


def _run(now):
    return {"kind": "ingest", "started_at": now, "status": "failed", "counts": {}}


def test_what_is_read_is_one_moment(engine, now):
    """A writer in between changes nothing for who is reading."""
    with read_transaction(engine) as connection:
        before = connection.execute(select(runs)).all()

        def write() -> None:
            with write_transaction(engine) as second:
                second.execute(insert(runs), _run(now))

        thread = Thread(target=write)
        thread.start()
        thread.join()
        assert connection.execute(select(runs)).all() == before == []
    with read_transaction(engine) as connection:
        assert len(connection.execute(select(runs)).all()) == 1


def test_writers_wait_for_each_other(engine, now):
    def write() -> None:
        for _ in range(5):
            with write_transaction(engine) as connection:
                held = connection.execute(text("SELECT COUNT(*) FROM runs")).scalar_one()
                connection.execute(insert(runs), _run(now) | {"counts": {"before": held}})

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with read_transaction(engine) as connection:
        assert len(connection.execute(select(runs)).all()) == 20


def test_a_change_that_fails_stands_not_at_all(engine, now):
    def write():
        with write_transaction(engine) as connection:
            connection.execute(insert(runs), _run(now))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write()
    with read_transaction(engine) as connection:
        assert connection.execute(select(runs)).all() == []
