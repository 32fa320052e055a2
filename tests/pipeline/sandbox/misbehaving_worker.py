"""A worker whose reader does what the document's bytes say: every way in which a reader can go wrong.

Not confined, so that it can.
"""

import ctypes
import os
import signal
import time

from extractors.contract import Document, Extraction, OwnVocabulary, Refusal
from pipeline.sandbox.confinement import NONE
from pipeline.sandbox.worker import in_json, serve, take_streams


def misbehave(data: bytes, filename: str, _own: OwnVocabulary) -> Extraction | Refusal:
    order, _, rest = data.decode().partition(" ")
    if order == "environment":
        return Refusal(Document(filename, None), "damaged", ",".join(sorted(os.environ)))
    if order in _ORDERS:
        _ORDERS[order](rest)
    return Refusal(Document(filename, None, pages=3), "not_a_status_report", order)


def _hang(_: str) -> None:
    time.sleep(600)


def _spin(_: str) -> None:
    while True:
        pass


def _raise(_: str) -> None:
    raise TypeError("a bad MediaBox")


def _fill(_: str) -> None:
    kept = []
    while True:
        kept.append(bytearray(1 << 24))


def _crash(_: str) -> None:
    ctypes.string_at(0)


def _fill_and_crash(_: str) -> None:
    kept = [b"x" * (1 << 24) for _ in range(20)]
    ctypes.string_at(0)
    kept.clear()


def _shout(length: str) -> None:
    os.write(_answer_descriptor(), b"{" * int(length))
    os._exit(0)


def _print(_: str) -> None:
    print("noise that must not reach the frames")
    os.write(1, b"\xff" * 64)


def _write_a_file(path: str) -> None:
    with open(path, "w") as file:
        file.write("x" * 100_000)


def _kill_worker(_: str) -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(600)


def _kill_worker_once(mark: str) -> None:
    if not os.path.exists(mark):
        os.mkdir(mark)
        _kill_worker(mark)


def _pid(path: str) -> None:
    os.mkfifo(path)
    with open(path, "w") as file:
        file.write(f"{os.getppid()} {os.getpid()}")
    time.sleep(600)


_ORDERS = {
    "hang": _hang,
    "spin": _spin,
    "raise": _raise,
    "fill": _fill,
    "crash": _crash,
    "fill-and-crash": _fill_and_crash,
    "shout": _shout,
    "print": _print,
    "write-a-file": _write_a_file,
    "kill-worker": _kill_worker,
    "kill-worker-once": _kill_worker_once,
    "pid": _pid,
}


def _answer_descriptor() -> int:
    """The pipe to the worker: the one pipe that a child has open."""
    links = {name: os.readlink(f"/proc/self/fd/{name}") for name in map(str, range(3, 20)) if _open(name)}
    return max(int(name) for name, target in links.items() if target.startswith("pipe:"))


def _open(name: str) -> bool:
    return os.path.lexists(f"/proc/self/fd/{name}")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(in_json(misbehave), *take_streams(), confinement=NONE)
