"""Telling of a night: the command gets the night, and what goes wrong is said in a sentence."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from flows.notify import by_command
from pipeline.basics.errors import CsreconError, OutOfReach, UnusableInput

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
