"""A database that is damaged, sealed, half-copied or on a full disk: told plainly, and nothing made worse."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, make_url, select

from pipeline.basics.errors import OutOfReach, UnusableInput, not_written
from pipeline.record.complaints import explained
from pipeline.record.database import open_database, read_transaction, write_transaction
from pipeline.record.embedded import embedded_engine
from pipeline.record.integrity import damage
from pipeline.record.tables.findings import runs


@pytest.fixture
def file(tmp_path: Path, now: "object") -> Path:
    """A closed database of one run, alone in its folder."""
    file = tmp_path / "record" / "csrecon.db"
    file.parent.mkdir()
    engine = open_database(f"sqlite:///{file}", upgrade=True)
    with write_transaction(engine) as connection:
        connection.execute(
            insert(runs), {"kind": "ingest", "started_at": now, "status": "failed", "counts": {}}
        )
    engine.dispose()
    assert os.listdir(file.parent) == ["csrecon.db"]
    return file


def sealed(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """As a disk that can only be read; the tests may run as root, whom no rights keep out."""
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) not in paths)


def test_a_sealed_copy_is_read_and_nothing_is_made_beside_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(monkeypatch, file, file.parent)
    engine = open_database(f"sqlite:///{file}", upgrade=False)
    with read_transaction(engine) as connection:
        assert len(connection.execute(select(runs)).all()) == 1
        assert os.listdir(file.parent) == ["csrecon.db"]
    with pytest.raises(OutOfReach, match="can only be read here"), write_transaction(engine) as connection:
        connection.execute(runs.delete())
    engine.dispose()


def test_a_sealed_file_in_an_open_folder_is_read_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed(monkeypatch, file)
    engine = open_database(f"sqlite:///{file}", upgrade=False)
    with read_transaction(engine) as connection:
        assert len(connection.execute(select(runs)).all()) == 1
    engine.dispose()


def test_a_copy_that_keeps_from_us_what_is_not_yet_in_it_is_not_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.with_name("csrecon.db-wal").write_bytes(b"what was written last")
    sealed(monkeypatch, file, file.parent)
    with pytest.raises(OutOfReach, match=r"csrecon\.db-wal holds what is not yet in it"):
        embedded_engine(make_url(f"sqlite:///{file}"))


def test_a_damaged_database_is_told_with_what_to_do(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    file.write_bytes(data[: len(data) * 2 // 3])  # cut, and overwritten
    with pytest.raises(OutOfReach, match="csrecon db check") as told:
        _read_everything(f"sqlite:///{file}")
    assert told.value.status == 4


def _read_everything(url: str) -> None:
    engine = open_database(url, upgrade=False)
    with read_transaction(engine) as connection:
        for name in connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars():
            connection.exec_driver_sql(f"SELECT * FROM {name}").all()


def _write_more_than_fits(url: str) -> None:
    engine = create_engine(url)
    with explained(engine.url), engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 2")
        connection.exec_driver_sql("CREATE TABLE a (b)")
        connection.exec_driver_sql("INSERT INTO a VALUES (zeroblob(100000))")


def test_what_is_damaged_without_being_asked_for_is_found(file: Path, now: "object") -> None:
    engine = open_database(f"sqlite:///{file}", upgrade=False)
    assert damage(engine) == []
    engine.dispose()
    with sqlite3.connect(file) as connection:
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_damage'").fetchone()
        assert root is None
        connection.execute("CREATE INDEX ix_damage ON runs (kind)")
        [root] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_damage'").fetchone()
    connection.close()
    data = bytearray(file.read_bytes())
    data[(root - 1) * page + 8 : root * page] = b"\x07" * (page - 8)
    file.write_bytes(data)
    engine = open_database(f"sqlite:///{file}", upgrade=False)
    assert damage(engine)
    engine.dispose()


def test_rows_that_refer_to_nothing_are_damage(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO run_findings (run_id, fingerprint) VALUES (4711, 'x')")
    connection.close()
    engine = open_database(f"sqlite:///{file}", upgrade=False)
    assert any(line.startswith("a row of run_findings refers to none of") for line in damage(engine))
    engine.dispose()


def test_a_full_disk_is_out_of_reach(tmp_path: Path) -> None:
    with pytest.raises(OutOfReach, match=r"full: database or disk is full\. Nothing is half-written"):
        _write_more_than_fits(f"sqlite:///{tmp_path}/x.db")


@pytest.mark.parametrize(("number", "kind"), [(28, OutOfReach), (27, OutOfReach), (13, UnusableInput)])
def test_a_file_that_finds_no_room_is_told_apart_from_one_that_may_not_be_written(
    number: int, kind: type[Exception]
) -> None:
    assert type(not_written("x.csv", OSError(number, os.strerror(number)))) is kind


def test_a_copy_of_the_file_alone_is_whole(file: Path, tmp_path: Path) -> None:
    """What is committed is in the file once the last connection is closed."""
    copy = shutil.copy(file, tmp_path / "copy.db")
    engine = open_database(f"sqlite:///{copy}", upgrade=False)
    assert damage(engine) == []
    engine.dispose()
