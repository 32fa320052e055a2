"""The sandbox: every end that a reader can come to is classified, and the next document is read as ever."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.contract import Extraction, Refusal
from pipeline.basics.errors import OutOfReach
from pipeline.sandbox import Limits, Sandbox, Stopped
from pipeline.sandbox.limits import MIB

PROGRAM = Path(__file__).with_name("misbehaving_worker.py")
LIMITS = Limits(memory=400 * MIB, seconds=2, answer=1000)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(1, LIMITS, (sys.executable, str(PROGRAM))) as sandbox:
        yield sandbox


def read(sandbox: Sandbox, order: str) -> Refusal:
    result = sandbox.read(order.encode(), "x.pdf")
    assert isinstance(result, Refusal)
    return result


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ("hang", "time_limit"),
        ("spin", "time_limit"),
        ("raise", "damaged"),
        ("fill", "memory_limit"),
        ("crash", "damaged"),
        ("fill-and-crash", "memory_limit"),
        ("print", "not_a_status_report"),
        ("kill-worker", "memory_limit"),
    ],
)
def test_every_end_is_classified_and_the_next_document_is_read(
    sandbox: Sandbox, order: str, code: str
) -> None:
    assert read(sandbox, order).code == code
    after = read(sandbox, "fine")
    assert (after.code, after.message) == ("not_a_status_report", "fine")


def test_a_refusal_names_the_bytes_and_keeps_the_readers_page_count(sandbox: Sandbox) -> None:
    document = read(sandbox, "fine").document
    assert (document.sha256, document.bytes) == (hashlib.sha256(b"fine").hexdigest(), 4)
    assert (document.filename, document.pages) == ("x.pdf", 3)


def test_a_worker_killed_once_costs_the_document_nothing(sandbox: Sandbox, tmp_path: Path) -> None:
    assert read(sandbox, f"kill-worker-once {tmp_path / 'killed'}").code == "not_a_status_report"
    assert (tmp_path / "killed").exists()


@pytest.mark.parametrize(("size", "said"), [(10, "no usable answer"), (100_000, "larger than any")])
def test_an_answer_that_is_no_json_or_too_long_is_damage(sandbox: Sandbox, size: int, said: str) -> None:
    refusal = read(sandbox, f"shout {size}")
    assert refusal.code == "damaged"
    assert said in refusal.message


def test_a_reader_cannot_write_files(sandbox: Sandbox, tmp_path: Path) -> None:
    assert read(sandbox, f"write-a-file {tmp_path / 'loot'}").code == "damaged"
    assert not (tmp_path / "loot").exists() or (tmp_path / "loot").stat().st_size == 0


def test_a_reader_sees_no_settings_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSRECON_DATABASE_URL", "postgresql://user:secret@host/db")
    with Sandbox(1, LIMITS, (sys.executable, str(PROGRAM))) as sandbox:
        assert "CSRECON" not in read(sandbox, "environment").message


def _worker_and_child(fifo: Path) -> tuple[int, int]:
    while not fifo.exists():
        pass
    worker, child = fifo.read_text().split()
    return int(worker), int(child)


def _gone(pid: int) -> bool:
    """Whether the process ends (a zombie that nobody has waited for has ended too)."""
    status = Path(f"/proc/{pid}/status")
    for _ in range(100_000):
        try:
            if "State:\tZ" in status.read_text():
                return True
        except OSError:
            return True
    return False


def test_closing_ends_a_read_in_progress_and_leaves_no_process(tmp_path: Path) -> None:
    fifo, seen = tmp_path / "pids", []
    sandbox = Sandbox(1, Limits(seconds=500), (sys.executable, str(PROGRAM)))

    def work() -> None:
        with pytest.raises(Stopped):
            sandbox.read(f"pid {fifo}".encode(), "x.pdf")
        seen.append("stopped")

    thread = threading.Thread(target=work)
    thread.start()
    worker, child = _worker_and_child(fifo)
    sandbox.close()
    thread.join(20)
    assert seen == ["stopped"]
    assert _gone(worker)
    assert _gone(child)


def test_no_process_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    fifo = tmp_path / "pids"
    program = (
        "import sys; from pipeline.sandbox import *;"
        f"Sandbox(1, Limits(), (sys.executable, {str(PROGRAM)!r})).read({f'pid {fifo}'.encode()!r}, 'x.pdf')"
    )
    parent = subprocess.Popen([sys.executable, "-c", program])
    worker, child = _worker_and_child(fifo)
    parent.kill()
    assert parent.wait() == -signal.SIGKILL
    assert _gone(child)
    assert _gone(worker)


def test_a_worker_that_cannot_start_is_the_installations_fault() -> None:
    broken = (sys.executable, "-c", "raise SystemExit(1)")
    with Sandbox(1, LIMITS, broken) as sandbox, pytest.raises(OutOfReach, match="doctor"):
        sandbox.read(b"fine", "x.pdf")


def test_several_threads_share_the_workers() -> None:
    with Sandbox(2, LIMITS, (sys.executable, str(PROGRAM))) as sandbox:
        answers: dict[int, Extraction | Refusal] = {}
        threads = [
            threading.Thread(target=lambda n=n: answers.update({n: sandbox.read(b"order%d" % n, "x.pdf")}))
            for n in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [answers[n].message for n in range(12)] == [f"order{n}" for n in range(12)]  # type: ignore[union-attr]


def test_descriptors_are_given_back() -> None:
    before = len(os.listdir("/proc/self/fd"))
    with Sandbox(1, LIMITS, (sys.executable, str(PROGRAM))) as sandbox:
        read(sandbox, "kill-worker")
    assert len(os.listdir("/proc/self/fd")) == before
