"""Telling of a night: the command gets the night, and what goes wrong is said in a sentence."""

import json
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import night as night_room
from flows.night import notify
from flows.notify import by_command
from pipeline.basics.errors import CsreconError, OutOfReach, UnusableInput
from pipeline.nights.night import Night
from pipeline.nights.pages import write_pages
from pipeline.nights.untold import kept

PYTHON = f"{sys.executable} -c 'import sys; exec(sys.argv[1])'"


def test_the_command_gets_the_night_on_its_standard_input(tmp_path: Path) -> None:
    told = tmp_path / "told; rm -rf $HOME.json"
    by_command(f"tee {shlex.quote(str(told))}", json.dumps({"said": "“new”"}))
    assert json.loads(told.read_text(encoding="utf-8")) == {"said": "“new”"}


@pytest.mark.parametrize(
    ("command", "error", "said"),
    [
        ("no-such-command --at-all", UnusableInput, "'no-such-command --at-all' that tells"),
        ("'an open quote", UnusableInput, "cannot be run"),
        ("", UnusableInput, "cannot be run"),
        (
            f"{sys.executable} -c 'import sys; sys.exit(\"no\\nmail\")'",
            OutOfReach,
            "ended with status 1: mail",
        ),
        (f"{PYTHON} 'sys.exit(9)'", OutOfReach, "ended with status 9."),
    ],
)
def test_a_command_that_fails_is_told(command: str, error: type[CsreconError], said: str) -> None:
    with pytest.raises(error, match=said):
        by_command(command, "{}")


class Settings:
    """As much of the settings as telling needs."""

    def __init__(self, folder: Path, command: str | None = None, block: str | None = None) -> None:
        self.nights_folder, self.notify_command, self.notify_block = folder, command, block


@pytest.fixture
def block(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What a block of Prefect's was told."""
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(night_room, "by_block", lambda _name, subject, body: told.append((subject, body)))
    return told


def a_night(day: int, *, changed: bool = True) -> Night:
    began = datetime(2026, 3, day, 3, 15, tzinfo=UTC)
    return Night(day, began, 1.0, (), "new.", changed, None)


def told(settings: Settings, night: Night) -> list[str]:
    """What went wrong in telling of it."""
    problems: list[CsreconError] = []
    notify(settings, night, write_pages(night, settings.nights_folder), problems)
    return [str(one) for one in problems]


def test_a_command_that_fails_does_not_keep_the_block_from_being_told(tmp_path: Path, block) -> None:
    (problem,) = told(Settings(tmp_path, f"{PYTHON} 'sys.exit(9)'", "slack/ops"), a_night(2))
    assert "status 9" in problem
    assert [subject for subject, _ in block] == ["csrecon: night of 2026-03-02"]


def test_a_night_that_could_not_be_told_is_told_the_next_time_in_order(tmp_path: Path, block) -> None:
    broken, said = f"{PYTHON} 'sys.exit(9)'", tmp_path / "said.jsonl"
    assert len(told(Settings(tmp_path, broken, "slack/ops"), a_night(2))) == 1
    assert len(told(Settings(tmp_path, broken, "slack/ops"), a_night(3))) == 1
    mended = f"{PYTHON} 'open(sys.argv[2], \"a\").write(sys.stdin.read())' {shlex.quote(str(said))}"
    assert told(Settings(tmp_path, mended, "slack/ops"), a_night(4, changed=False)) == []
    assert [one["began"][:10] for one in _objects(said)] == ["2026-03-02", "2026-03-03"]
    assert [subject[-10:] for subject, _ in block] == ["2026-03-02", "2026-03-03"]
    assert told(Settings(tmp_path, mended), a_night(5, changed=False)) == []
    assert len(_objects(said)) == 2
    assert list(kept(tmp_path)) == []


def _objects(file: Path) -> list[dict[str, str]]:
    text, found, place = file.read_text(encoding="utf-8"), [], 0
    while place < len(text):
        one, place = json.JSONDecoder().raw_decode(text, place)
        found.append(one)
        place += len(text[place:]) - len(text[place:].lstrip())
    return found
