"""A record to work on, and `csrecon` as a process that the test talks to while it runs."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from samples import REGISTER, REPORTS

COMMAND = Path(sys.executable).with_name("csrecon")
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture(scope="session")
def sample_record(csrecon: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record of the samples, reconciled with the register; made once, for looking at only.

    Tests that use it belong into the xdist group `record`.
    """
    folder = tmp_path_factory.mktemp("record")
    ran = csrecon("ingest", *sorted(REPORTS.glob("*.pdf")), folder=folder)
    assert (ran.status, ran.out) == (0, "3 documents: 3 stored.\n")
    assert "Log of acts: 1 entry, head " in ran.err
    for source in sorted(REGISTER.iterdir()):
        ran = csrecon("register", "load", source, folder=folder)
        assert ran.status == 0, ran.err
    ran = csrecon("reconcile", folder=folder)
    assert ran.status == 0, ran.err
    assert "entries, head " in ran.err
    return folder


@pytest.fixture
def record(sample_record: Path, tmp_path: Path) -> Path:
    """A folder with a copy of that record, the test's own."""
    shutil.copytree(sample_record, tmp_path, dirs_exist_ok=True)
    return tmp_path


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
