"""Running `csrecon` as a process that the test talks to while it runs."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("csrecon")
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def csrecon_process(tmp_path: Path) -> Iterator[Start]:
    """Starts `csrecon ARGUMENTS` at the head of a process group of its own, as a terminal does."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: object) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [COMMAND, *map(str, arguments)],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
