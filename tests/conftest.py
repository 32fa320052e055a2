"""What tests of several folders share: running the `csrecon` command as a person does."""

import os
import subprocess
import sys
from collections.abc import Callable
from json import loads
from pathlib import Path
from typing import Any

import pytest

COMMAND = Path(sys.executable).with_name("csrecon")


class Ran:
    """A finished command: its exit status and what it printed."""

    def __init__(self, done: "subprocess.CompletedProcess[bytes]") -> None:
        self.status = done.returncode
        self.out = done.stdout.decode("utf-8")
        self.err = done.stderr.decode("utf-8")
        assert "Traceback" not in self.err, self.err

    def objects(self) -> list[dict[str, Any]]:
        """Standard output as JSON Lines, each of which must be an object."""
        found = [loads(line) for line in self.out.splitlines()]
        assert all(isinstance(one, dict) for one in found)
        return found


Csrecon = Callable[..., Ran]


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """An environment without this user's settings, whose folders can be looked at afterwards."""
    kept = {
        name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH") if name in os.environ
    }
    (home / "home").mkdir(exist_ok=True)
    (home / "temporary").mkdir(exist_ok=True)
    return kept | {"HOME": str(home / "home"), "TMPDIR": str(home / "temporary"), "LC_ALL": "C"} | more


@pytest.fixture(scope="session")
def csrecon(tmp_path_factory: pytest.TempPathFactory) -> Csrecon:
    """Runs `csrecon ARGUMENTS` in a folder (its own empty one unless given) and gives what came of it."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(*arguments: object, folder: Path | None = None, **environment: str) -> Ran:
        done = subprocess.run(
            [COMMAND, *map(str, arguments)],
            cwd=folder or tmp_path_factory.mktemp("folder"),
            env=clean_environment(elsewhere, **environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=300,
            check=False,
        )
        return Ran(done)

    return run
