"""The ready-made Prefect database is the one that Prefect's migrations make, and is put nowhere else."""

import os
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest

from flows import own_server
from flows.own_server import database as prefect_database
from flows.own_server.database import lay_out, migrated

pytestmark = pytest.mark.xdist_group("prefect")


def _revision(file: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchall()


def _lines(schema: str) -> list[str]:
    """Sorted: the constraints of a table that Alembic copies come in any order."""
    return sorted(line.strip().rstrip(", ") for line in schema.splitlines())


def test_it_is_at_the_head_of_the_installed_prefects_migrations(tmp_path: Path) -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from prefect.server import database

    migrations = Path(str(database.__file__)).parent / "_migrations" / "versions" / "sqlite"
    config = Config()
    config.set_main_option("script_location", str(migrations.parent.parent).replace("%", "%%"))
    config.set_main_option("version_locations", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    lay_out(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["prefect.db"]
    assert _revision(tmp_path / "prefect.db") == [(ScriptDirectory.from_config(config).get_current_head(),)]


@pytest.mark.skipif(not os.environ.get("CSRECON_SOAK"), reason="runs all of Prefect's migrations")
def test_it_is_what_the_migrations_make() -> None:
    kept = (files(own_server) / "schema.sql").read_text(encoding="utf-8")
    assert _lines(kept) == _lines(migrated())


def test_a_database_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "prefect.db").write_bytes(b"mine")
    lay_out(tmp_path)
    assert (tmp_path / "prefect.db").read_bytes() == b"mine"


def test_another_prefect_makes_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prefect_database, "version", lambda _: "3.9.0")
    lay_out(tmp_path)
    assert list(tmp_path.iterdir()) == []
