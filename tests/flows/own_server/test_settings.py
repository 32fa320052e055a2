"""Prefect's settings: quiet and in our folder, unless somebody has set Prefect up."""

import os
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


def test_a_folder_that_cannot_be_made_is_named(home: Path) -> None:
    (home / "archive").touch()
    with pytest.raises(OutOfReach, match="archive"):
        prepare(home / "archive" / ".prefect")
