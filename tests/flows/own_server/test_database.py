"""The ready-made Prefect database is the one that Prefect's migrations make, once for a version."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from flows.own_server import database as prefect_database
from flows.own_server.database import lay_out

pytestmark = pytest.mark.xdist_group("prefect")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder without a database of Prefect's."""
    home = tmp_path / "home"
    home.mkdir()
    return home


def _revision(file: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchall()


def test_it_is_at_the_head_of_the_installed_prefects_migrations(home: Path) -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from prefect.server import database

    migrations = Path(str(database.__file__)).parent / "_migrations" / "versions" / "sqlite"
    config = Config()
    config.set_main_option("script_location", str(migrations.parent.parent).replace("%", "%%"))
    config.set_main_option("version_locations", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    lay_out(home)
    assert [path.name for path in home.iterdir()] == ["prefect.db"]
    assert _revision(home / "prefect.db") == [(ScriptDirectory.from_config(config).get_current_head(),)]


def test_a_database_that_is_there_stays(home: Path) -> None:
    (home / "prefect.db").write_bytes(b"mine")
    lay_out(home)
    assert (home / "prefect.db").read_bytes() == b"mine"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """An empty cache, and where databases were made: not real ones, which take seven seconds."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made: list[Path] = []

    def make(folder: Path) -> Path:
        made.append(folder)
        (folder / "prefect.db").write_bytes(b"made")
        return folder / "prefect.db"

    monkeypatch.setattr(prefect_database, "_make", make)
    return made


def test_it_is_made_once_for_each_version_of_prefect(
    home: Path, made: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        lay_out(home)
        assert (home / "prefect.db").read_bytes() == b"made"
        (home / "prefect.db").unlink()
    assert len(made) == 1
    monkeypatch.setattr(prefect_database, "version", lambda _: "3.9.0")
    lay_out(home)
    assert len(made) == 2
    names = {path.name for path in user_cache_path("csrecon").iterdir()}
    assert {"prefect-3.9.0.db"} < names
    assert len(names) == 2, "what it was made in is gone"


@pytest.mark.parametrize("problem", [OSError(28, "full"), subprocess.CalledProcessError(1, "prefect")])
def test_where_none_can_be_made_the_server_migrates_by_itself(
    home: Path, made: list[Path], monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def fail(_: Path) -> Path:
        raise problem

    monkeypatch.setattr(prefect_database, "_make", fail)
    lay_out(home)
    assert list(home.iterdir()) == []
    assert os.listdir(user_cache_path("csrecon")) == []
