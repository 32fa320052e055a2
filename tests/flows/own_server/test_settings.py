"""Prefect's settings: quiet and in our folder, unless somebody has set Prefect up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.own_server.settings import has_own_server, prepare
from pipeline.basics.errors import OutOfReach


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's folder without any Prefect, and an environment that is put back afterwards."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    monkeypatch.setattr(os, "environ", kept | {"HOME": str(tmp_path)})
    return tmp_path


def test_without_a_server_prefect_is_quiet_and_keeps_to_our_folder(home: Path) -> None:
    prepare(home / "archive" / ".prefect")
    assert (home / "archive" / ".prefect").is_dir()
    assert os.environ["PREFECT_HOME"] == str(home / "archive" / ".prefect")
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "CRITICAL"
    assert os.environ["DO_NOT_TRACK"] == "1"


def test_what_somebody_set_stays_as_it_is(home: Path) -> None:
    os.environ["PREFECT_LOGGING_LEVEL"] = "DEBUG"
    os.environ["PREFECT_HOME"] = str(home / "mine")
    prepare(home / "ours")
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert os.environ["PREFECT_HOME"] == str(home / "mine")
    assert not (home / "ours").exists()


def test_a_server_in_the_environment_is_used(home: Path) -> None:
    os.environ["PREFECT_API_URL"] = "http://prefect.example/api"
    assert has_own_server()
    prepare(home / "ours")
    assert "PREFECT_HOME" not in os.environ
    assert "PREFECT_LOGGING_LEVEL" not in os.environ
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


@pytest.mark.parametrize(
    ("active", "chosen", "own"),
    [("office", None, True), ("local", None, False), ("local", "office", True), ("office", "gone", False)],
)
def test_a_server_in_the_active_profile_is_used(
    home: Path, active: str, chosen: str | None, own: bool
) -> None:
    (home / ".prefect").mkdir()
    (home / ".prefect" / "profiles.toml").write_text(
        f'active = "{active}"\n[profiles.local]\n[profiles.office]\nPREFECT_API_URL = "http://prefect.example/api"\n'
    )
    if chosen:
        os.environ["PREFECT_PROFILE"] = chosen
    assert has_own_server() is own


PLACES = {
    ".env": 'PREFECT_API_URL="{}"',
    "prefect.toml": '[api]\nurl = "{}"',
    "pyproject.toml": '[tool.prefect.api]\nurl = "{}"',
    "elsewhere.toml": 'active = "office"\n[profiles.office]\nPREFECT_API_URL = "{}"',
}
HOUSE = "http://prefect.example/api"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("url", [HOUSE, ""])
def test_a_server_is_found_where_prefect_finds_it(home: Path, monkeypatch, place: str, url: str) -> None:
    monkeypatch.chdir(home)
    (home / place).write_text(PLACES[place].format(url))
    if place == "elsewhere.toml":
        os.environ["PREFECT_PROFILES_PATH"] = place
    assert has_own_server() is bool(url)
    assert _asked_of_prefect() == url


def test_the_first_place_that_says_anything_counts(home: Path, monkeypatch) -> None:
    monkeypatch.chdir(home)
    (home / ".env").write_text('PREFECT_API_URL=""\nPREFECT_PROFILES_PATH=elsewhere.toml\n')
    for place in ("prefect.toml", "elsewhere.toml"):
        (home / place).write_text(PLACES[place].format(HOUSE))
    assert (has_own_server(), _asked_of_prefect()) == (False, "")
    (home / ".env").write_text("PREFECT_PROFILES_PATH=elsewhere.toml\n")
    (home / "prefect.toml").write_text("[api]\n")
    assert (has_own_server(), _asked_of_prefect()) == (True, HOUSE)


def _asked_of_prefect() -> str:
    """What Prefect itself takes for its server."""
    ask = "from prefect.settings import PREFECT_API_URL; print(PREFECT_API_URL.value() or '')"
    return subprocess.check_output([sys.executable, "-c", ask], env=os.environ, text=True).strip()


def test_a_home_that_is_not_there_is_made(home: Path) -> None:
    os.environ["PREFECT_HOME"] = str(home / "not" / "there")
    prepare(home / "ours")
    assert (home / "not" / "there").is_dir()


def test_a_folder_that_cannot_be_made_is_named(home: Path) -> None:
    (home / "archive").touch()
    with pytest.raises(OutOfReach, match="archive"):
        prepare(home / "archive" / ".prefect")
