"""What the commands say when the disk is full, the folder is the wrong one, or the machine is lost."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.logbook.run_log import record_run
from pipeline.record.database import open_database
from samples import REGISTER, REPORTS

COMMAND = Path(sys.executable).with_name("csrecon")
REPORT = REPORTS / "2020-08.pdf"


@pytest.fixture(scope="module")
def kept(csrecon, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one report; whoever changes it takes a copy."""
    folder = tmp_path_factory.mktemp("kept")
    assert csrecon("ingest", REPORT, folder=folder).status == 0
    return folder


def cramped(folder: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """The command with no room for another byte, as on a full disk."""

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))

    return subprocess.run(
        [COMMAND, *map(str, arguments)],
        cwd=folder,
        preexec_fn=no_room,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("ingest", REPORTS / "2020-07.pdf"),
        ("register", "load", REGISTER / "2020-08-07.csv"),
        ("reconcile",),
        ("db", "backup", "night.zip"),
        ("export", "out"),
    ],
)
def test_a_full_disk_is_exit_4_and_leaves_the_record_as_it_was(
    csrecon, kept: Path, tmp_path: Path, arguments: tuple[object, ...]
) -> None:
    folder = shutil.copytree(kept, tmp_path / "record")
    before = csrecon("documents", "--format", "json", folder=folder).out
    ran = cramped(folder, *arguments)
    assert (ran.returncode, len(ran.stderr.splitlines())) == (4, 1), ran.stderr
    assert "Traceback" not in ran.stderr
    assert csrecon("documents", "--format", "json", folder=folder).out == before
    assert csrecon("db", "check", folder=folder).status == 0
    assert not (folder / "night.zip").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_finds_no_room_is_exit_4(kept: Path) -> None:
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [COMMAND, "documents", "--format", "json"],
            cwd=kept,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 4
    assert "Traceback" not in ran.stderr
    assert "No space left" in ran.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["nightly"],
        ["nightly", "--inbox", "nowhere"],
        ["nightly", "--register", "register.csv"],
        ["reconcile"],
        ["documents"],
        ["findings"],
        ["runs"],
        ["register", "list"],
        ["register", "remove", "2020-08-07", "--by", "Ann", "--reason", "misfiled"],
        ["document", "withdraw", "2020-08.pdf", "--by", "Ann", "--reason", "draft"],
        ["audit", "verify"],
        ["db", "check"],
        ["db", "backup", "night.zip"],
        ["export", "out"],
        ["doctor"],
    ],
)
def test_in_the_wrong_folder_nothing_is_made(csrecon, tmp_path: Path, command: list[str]) -> None:
    ran = csrecon(*command, folder=tmp_path)
    assert ran.status == (0 if command == ["doctor"] else 2)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_is_exit_4(csrecon, kept: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(kept, tmp_path / "record")
    file = folder / "csrecon.db"
    sqlite3.connect(file).execute("PRAGMA journal_mode = DELETE").close()  # nothing lies beside it
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])
    for command in (["db", "check"], ["documents"], ["ingest", REPORT]):
        ran = csrecon(*command, folder=folder)
        assert ran.status == 4, command
        assert "db backup" in ran.err


def test_the_restore_drill(csrecon, kept: Path, tmp_path: Path) -> None:
    """A copy made while others write, the machine lost: unpacked elsewhere, the record is whole."""
    folder = shutil.copytree(kept, tmp_path / "record")
    done, writing = threading.Event(), threading.Event()

    def write() -> None:
        engine = open_database(f"sqlite:///{folder}/csrecon.db", upgrade=False)
        while not done.is_set():
            with record_run(engine, "ingest", now=datetime.now(UTC)):
                writing.set()
        engine.dispose()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert writing.wait(60)
        ran = csrecon("db", "backup", "night.zip", folder=folder)
    finally:
        done.set()
        writer.join()
    assert (ran.status, ran.out) == (0, "night.zip: the database and 1 kept file.\n")
    elsewhere = tmp_path / "elsewhere"
    with ZipFile(folder / "night.zip") as packed:
        assert packed.testzip() is None
        packed.extractall(elsewhere)
    shutil.rmtree(folder)
    assert csrecon("db", "check", folder=elsewhere).status == 0
    proven = csrecon("audit", "verify", "--facts", folder=elsewhere)
    assert proven.status == 0
    assert csrecon("documents", "--format", "json", folder=elsewhere).objects()[0]["filename"] == REPORT.name
    assert csrecon("reconcile", folder=elsewhere).status == 0


def test_a_backup_is_never_written_over_anything(csrecon, kept: Path) -> None:
    before = (kept / "csrecon.db").read_bytes()
    ran = csrecon("db", "backup", "csrecon.db", folder=kept)
    assert ran.status == 2
    assert "there already" in ran.err
    assert (kept / "csrecon.db").read_bytes() == before


def test_a_backup_names_what_the_archive_no_longer_has(csrecon, kept: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(kept, tmp_path / "record")
    [document] = [path for path in (folder / "csrecon-archive").glob("??/*") if path.is_file()]
    document.chmod(0o644)
    document.write_bytes(b"altered")
    ran = csrecon("db", "backup", "night.zip", folder=folder)
    assert ran.status == 4
    assert document.name in ran.err
    with ZipFile(folder / "night.zip") as packed:
        assert packed.namelist() == ["csrecon.db"]


@pytest.mark.parametrize("after", [0.2, 0.5, 0.8])
def test_a_backup_that_is_killed_leaves_none(kept: Path, tmp_path: Path, after: float) -> None:
    folder = shutil.copytree(kept, tmp_path / "record")
    process = subprocess.Popen([COMMAND, "db", "backup", "night.zip"], cwd=folder)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    if (folder / "night.zip").exists():  # it was quicker
        with ZipFile(folder / "night.zip") as packed:
            assert packed.testzip() is None
