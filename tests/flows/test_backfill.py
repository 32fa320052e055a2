"""The backfill on a real Prefect server of its own: quiet, repeatable, and safe to interrupt."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from gate import Gate, until_told
from prefect_house import SECONDS

from pipeline.queries.documents import list_documents
from pipeline.record.database import open_database
from samples import REPORTS

COMMAND = Path(sys.executable).with_name("csrecon")
DOCUMENTS = 7
pytestmark = pytest.mark.xdist_group("prefect")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a run has no business: the person's home, and the folder for temporary files."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "home").mkdir()
    (folder / "temporary").mkdir()
    return folder


@pytest.fixture(scope="module")
def environment(elsewhere: Path) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "CSRECON_"))
    }
    return kept | {"HOME": str(elsewhere / "home"), "TMPDIR": str(elsewhere / "temporary")}


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with a letter, which is refused, and many copies of the samples, no two the same."""
    folder = tmp_path / "papers"
    (folder / "below").mkdir(parents=True)
    (folder / "a letter.pdf").write_text("Dear Panel")
    for number in range(DOCUMENTS - 1):
        source = REPORTS / f"2020-0{7 + number % 3}.pdf"
        (folder / "below" / f"{number}.pdf").write_bytes(source.read_bytes() + b"\n%% copy %d\n" % number)
    return folder


def run(folder: Path, environment: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [COMMAND, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def begun(gate: Gate, papers: Path, environment: dict[str, str], documents: int) -> "subprocess.Popen[str]":
    """A backfill that stands at the gate once it has stored so many documents."""
    return subprocess.Popen(
        gate.command(documents, "document_names", "backfill", papers),
        cwd=papers.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ended(folder: Path, process: "subprocess.Popen[str]") -> None:
    out, said = process.communicate(timeout=SECONDS)
    assert process.returncode == 130, said
    assert (out, said.splitlines()[-1][:12]) == ("", "Interrupted.")
    assert "Traceback" not in said
    assert _processes_in(folder) == []


def test_a_backfill_is_quiet_and_a_second_one_changes_nothing(
    tmp_path: Path, elsewhere: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "letter.pdf").write_text("Dear Panel")
    arguments = ("backfill", str(REPORTS), "letter.pdf")
    first = run(tmp_path, environment, *arguments)
    assert first.returncode == 3, first.stderr
    assert first.stdout == "4 documents: 3 stored, 1 refused and quarantined.\n"
    assert len(first.stderr.splitlines()) == 3, first.stderr  # what was found, refused, and the log's head
    before = _exported(tmp_path, environment, "first")
    second = run(tmp_path, environment, *arguments)
    assert (second.returncode, second.stdout) == (0, "4 documents: 4 already in the record.\n")
    assert _exported(tmp_path, environment, "second") == before
    assert [list((elsewhere / place).iterdir()) for place in ("home", "temporary")] == [[], []]
    assert _processes_in(tmp_path) == []


def test_on_dask_it_is_as_quiet_and_stores_the_same(
    tmp_path: Path, elsewhere: Path, environment: dict[str, str], at_hand: dict[str, str]
) -> None:
    (tmp_path / "letter.pdf").write_text("Dear Panel")
    ran = run(tmp_path, environment | at_hand, "backfill", str(REPORTS), "letter.pdf", "--runner", "dask")
    assert ran.stdout == "4 documents: 3 stored, 1 refused and quarantined.\n"
    assert len(ran.stderr.splitlines()) == 3, ran.stderr
    assert ran.returncode == 3
    again = run(tmp_path, environment, "backfill", str(REPORTS), "letter.pdf")
    assert again.stdout == "4 documents: 4 already in the record.\n"
    assert "Prefect" not in again.stderr  # nothing to do, and it was not started for it
    assert list((elsewhere / "home").iterdir()) == []
    assert _processes_in(tmp_path) == []


@pytest.mark.parametrize("own_server", [True, *([False] if os.environ.get("CSRECON_SOAK") else [])])
def test_a_backfill_that_is_interrupted_goes_on_where_it_stopped(
    tmp_path: Path,
    papers: Path,
    environment: dict[str, str],
    at_hand: dict[str, str],
    gate: Gate,
    csrecon_at_hand: Callable[..., Any],
    own_server: bool,
) -> None:
    first = begun(gate, papers, environment if own_server else environment | at_hand, 3)
    with gate.holding():
        os.killpg(first.pid, signal.SIGINT)  # as a terminal's Ctrl-C does: to everything in the foreground
        until_told(first.pid)
    ended(tmp_path, first)
    kept = len(_documents(tmp_path))
    assert 3 <= kept < DOCUMENTS  # the one at the gate has been read: it may be finished
    again = csrecon_at_hand("backfill", papers, folder=tmp_path)
    assert again.status == 0, again.err  # the letter was refused before
    assert len(_documents(tmp_path)) == DOCUMENTS
    runs = csrecon_at_hand("runs", "--format", "json", folder=tmp_path).objects()
    assert [one["status"] for one in runs] == ["interrupted", "completed"]
    told = [one["counts"]["stored"] + one["counts"]["refused"] for one in runs]
    assert told == [kept, DOCUMENTS - kept]


def test_an_interrupted_backfill_begins_none_of_the_batches_that_stood_in_the_queue(
    tmp_path: Path, papers: Path, environment: dict[str, str], at_hand: dict[str, str], gate: Gate
) -> None:
    source = (REPORTS / "2020-07.pdf").read_bytes()
    for number in range(50 - DOCUMENTS):  # two batches are full then, and keep both threads
        (papers / f"b {number}.pdf").write_bytes(source + b"\n%% another %d\n" % number)
    for number in range(50):  # what stands in the queue is done in no time, once it begins
        (papers / f"z {number}.pdf").write_text(f"Dear Panel {number}")
    run = begun(gate, papers, environment | at_hand | {"CSRECON_WORKERS": "1"}, 1)
    with gate.holding():
        run.terminate()
        until_told(run.pid)
    ended(tmp_path, run)
    assert 0 < len(_documents(tmp_path)) < 50
    assert not [name for name in _documents(tmp_path) if name.startswith("z")]


def _documents(folder: Path) -> list[str]:
    """The names of what is in the record."""
    engine = open_database(f"sqlite:///{folder}/csrecon.db", upgrade=False)
    found = [one.filename for one in list_documents(engine)]
    engine.dispose()
    return found


def _exported(folder: Path, environment: dict[str, str], name: str) -> dict[str, bytes]:
    """Every table of the record but the run log, which grows with each run."""
    assert run(folder, environment, "export", name).returncode == 0
    tables = (folder / name).glob("*.csv")
    return {path.name: path.read_bytes() for path in tables if not path.name.startswith(("run", "audit_"))}


def _processes_in(folder: Path) -> list[str]:
    """The command lines of the processes that still work in this folder."""
    return list(_commands(folder))


def _commands(folder: Path) -> Iterator[str]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder:
                yield (process / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
