"""A database that is replaced, restored or brought to another version while the pages are open."""

import sqlite3
from contextlib import closing
from pathlib import Path

from accounts_house import FINDINGS, shown
from sqlalchemy import text

from pipeline.findings.stored import one_finding
from pipeline.record.database import open_database, write_transaction

ONE = FINDINGS[0].fingerprint


def copied(engine, to: Path) -> Path:
    """A backup of the record, whole."""
    with closing(sqlite3.connect(engine.url.database)) as here, closing(sqlite3.connect(to)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode = DELETE")
    return to


def status_in(file: Path) -> str:
    engine = open_database(f"sqlite:///{file}", upgrade=False)
    try:
        return one_finding(engine, ONE).status
    finally:
        engine.dispose()


def put_in_place(other: Path, here: Path) -> None:
    """As somebody does who knows what SQLite keeps beside a database."""
    for end in ("-wal", "-shm"):
        here.with_name(here.name + end).unlink(missing_ok=True)
    other.replace(here)


def test_an_act_is_done_in_the_database_that_bears_the_name_now(browser, engine, tmp_path):
    """It was restored from a backup: whoever is signed in there goes on there, and nothing is lost."""
    al = browser("Al")
    al.get(f"/findings/{ONE}")
    here = Path(engine.url.database)
    put_in_place(copied(engine, tmp_path / "backup.db"), here)
    answer = al.submit("/findings/acknowledge", shown=shown(engine, ONE))
    assert answer.status_code == 303
    assert status_in(here) == "acknowledged"
    assert "acknowledged" in al.get(f"/findings/{ONE}").text
    with closing(sqlite3.connect(here)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_was_not_yet_written_into_the_old_one_is_not_written_into_the_new_one(browser, engine, tmp_path):
    al = browser("Al")
    al.get(f"/findings/{ONE}")
    was, here = shown(engine, ONE), Path(engine.url.database)
    copied(engine, tmp_path / "backup.db").replace(here)
    answer = al.submit("/findings/acknowledge", shown=was)
    assert (answer.status_code, "was replaced while it was in use" in answer.text) == (503, True)
    for end in ("-wal", "-shm"):
        here.with_name(here.name + end).unlink()
    assert al.submit("/findings/acknowledge", shown=was).status_code == 303
    assert status_in(here) == "acknowledged"


def test_in_a_database_of_somebody_else_nobody_is_signed_in(browser, engine, tmp_path):
    al = browser("Al")
    al.get(f"/findings/{ONE}")
    was = shown(engine, ONE)
    open_database(f"sqlite:///{tmp_path}/other.db", upgrade=True).dispose()
    put_in_place(tmp_path / "other.db", Path(engine.url.database))
    answer = al.submit("/findings/acknowledge", shown=was)
    assert answer.status_code == 403
    assert "Nothing was done" in answer.text


def test_a_newer_database_is_told_before_the_act(browser, engine):
    al = browser("Al")
    al.get(f"/findings/{ONE}")
    was = shown(engine, ONE)
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    answer = al.submit("/findings/acknowledge", shown=was)
    assert answer.status_code == 503
    assert "another version" in answer.text
    assert one_finding(engine, ONE).status == "open"


def test_a_database_that_is_gone_is_told(browser, engine):
    al = browser("Al")
    Path(engine.url.database).unlink()
    answer = al.get("/findings")
    assert answer.status_code == 503
    assert "is gone" in answer.text
    assert not Path(engine.url.database).exists()
