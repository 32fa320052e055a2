"""What the child that reads a document cannot do, whatever the document makes of it."""

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.contract import Extraction, Refusal
from pipeline.sandbox import Limits, Sandbox, landlock, seccomp
from pipeline.sandbox.confinement import NONE, Confinement, confine, in_force
from pipeline.sandbox.limits import MIB
from samples import REPORTS

PROGRAM = Path(__file__).with_name("probing_worker.py")
TAKEN = in_force()
# What Landlock alone stops: for it is about which file, and not about which call.
OF_FILES = ["read-passwords", "read-file", "list-folder", "list-processes", "read-environment"]
OF_CALLS = [
    *("write-file", "append", "truncate", "delete", "rename", "link", "mode", "make-folder"),
    *("tcp", "udp", "unix-socket", "socket-pair", "execute", "shell", "fork"),
    *("terminate-worker", "look-for-worker", "memory-file"),
]
BY_NUMBER = ["trace", "read-memory-of", "shared-memory", "message-queue", "own-limits", "io-ring", "mount"]

needs_landlock = pytest.mark.skipif("Landlock" not in TAKEN, reason="this kernel has no Landlock")
needs_seccomp = pytest.mark.skipif("seccomp" not in TAKEN, reason="this kernel takes no seccomp filter")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(1, Limits(memory=600 * MIB), (sys.executable, str(PROGRAM))) as sandbox:
        yield sandbox


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A file of the user's that must stay as it is."""
    file = tmp_path / "csrecon.db"
    file.write_bytes(b"the record")
    return file


def said(sandbox: Sandbox, name: str, argument: object = "") -> str:
    result = sandbox.read(f"{name} {argument}".encode(), "x.pdf")
    assert isinstance(result, Refusal)
    return result.message


def untouched(theirs: Path) -> bool:
    return theirs.read_bytes() == b"the record" and os.listdir(theirs.parent) == ["csrecon.db"]


@needs_landlock
@pytest.mark.parametrize("name", OF_FILES)
def test_no_file_of_the_users_can_be_read(sandbox: Sandbox, theirs: Path, name: str) -> None:
    assert said(sandbox, name, theirs).startswith("denied: PermissionError")
    assert untouched(theirs)


@needs_seccomp
@pytest.mark.parametrize("name", OF_CALLS)
def test_nothing_can_be_written_started_signalled_or_reached(
    sandbox: Sandbox, theirs: Path, name: str
) -> None:
    assert said(sandbox, name, theirs).startswith("denied: PermissionError")
    assert untouched(theirs)


@needs_seccomp
@pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers in the probes are those of x86-64")
@pytest.mark.parametrize("name", BY_NUMBER)
def test_calls_made_past_the_c_library_are_refused_too(sandbox: Sandbox, name: str) -> None:
    assert said(sandbox, name).startswith("denied: PermissionError")


@pytest.mark.parametrize("name", ["thread", "allocate", "import-late"])
def test_a_reader_can_still_do_its_work(sandbox: Sandbox, name: str) -> None:
    assert said(sandbox, name) == "done"


@pytest.mark.skipif(not Path("/usr/share/fonts").is_dir(), reason="no fonts are installed here")
def test_the_fonts_of_the_system_can_still_be_read(sandbox: Sandbox) -> None:
    assert said(sandbox, "read-font", "/usr/share/fonts") == "done"


def test_a_report_is_read_as_ever() -> None:
    from extractors import read

    data = (REPORTS / "2020-08.pdf").read_bytes()
    with Sandbox(1) as sandbox:
        confined = sandbox.read(data, "2020-08.pdf")
    assert isinstance(confined, Extraction)
    assert confined == read(data, "2020-08.pdf")


def test_without_either_nothing_is_said_to_be_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    assert confine(NONE) == ()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert landlock.version() == 0
    assert landlock.ruleset([]) is None
    assert not seccomp.known_machine()


def test_what_the_kernel_refuses_is_not_said_to_be_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "restrict", lambda _: False)
    monkeypatch.setattr(seccomp, "restrict", lambda: False)
    monkeypatch.setattr("pipeline.sandbox.confinement._give_up_privileges", lambda: None)
    assert confine(Confinement(7, True)) == ()


@pytest.mark.parametrize("kind", ["x86_64", "aarch64"])
def test_a_filter_refuses_what_it_does_not_name_and_other_kinds_of_calls(kind: str) -> None:
    program = seccomp.filter_of(kind, 4711)
    assert len(program) % 8 == 0
    assert len(program) // 8 < 4096  # the kernel's most
    refuse = 0x00050001.to_bytes(4, sys.byteorder)
    assert program[-4:] == refuse  # at the end of the list
    assert program[20:24] == refuse  # for another machine's calls
