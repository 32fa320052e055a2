"""What a command gives to its flow holds for that run, and for no other."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from flows.ending import ended
from flows.given import Given, given, giving, settings_for
from pipeline.settings import load_settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("CSRECON_DATABASE_URL", "CSRECON_ARCHIVE"):
        monkeypatch.delenv(name, raising=False)


def test_what_is_given_goes_before_all_that_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = load_settings(database="sqlite:///mine.db").model_copy(update={"archive": Path("mine")})
    monkeypatch.setenv("CSRECON_ARCHIVE", "theirs")
    with giving(Given(mine)):
        assert settings_for(None) is mine
    assert given() == Given()
    assert settings_for(None).archive == Path("theirs")


def test_a_failure_leaves_nothing_given() -> None:
    with pytest.raises(KeyError), giving(Given(load_settings())):
        raise KeyError
    assert given().settings is None


def test_without_a_command_the_parameters_go_before_the_settings() -> None:
    settings = settings_for(SecretStr("sqlite:///theirs.db"), workers=5)
    assert (settings.database_url, settings.workers) == ("sqlite:///theirs.db", 5)


@pytest.mark.parametrize(("refused", "name"), [(0, "Completed"), (2, "Quarantine")])
def test_quarantine_is_a_completed_state_of_its_own(refused: int, name: str) -> None:
    state = ended({"stored": 1, "refused": refused})
    assert (state.name, state.is_completed()) == (name, True)
