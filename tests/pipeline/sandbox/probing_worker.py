"""A worker whose reader tries what a document that has taken it over would try, and says how it went."""

import ctypes
import mmap
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from extractors.contract import Document, Extraction, OwnVocabulary, Refusal
from pipeline.sandbox.confinement import prepare
from pipeline.sandbox.worker import in_json, serve, take_streams


def probe(data: bytes, filename: str, _own: OwnVocabulary) -> Extraction | Refusal:
    name, _, argument = data.decode().partition(" ")
    try:
        PROBES[name](argument)
    except (OSError, AttributeError, RuntimeError) as problem:
        said = f"denied: {type(problem).__name__} {problem}"
    else:
        said = "done"
    return Refusal(Document(filename, None), "not_a_status_report", said)


def _call(number: int, *arguments: int) -> None:
    """A system call by its number on x86-64, past the C library."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, *map(ctypes.c_size_t, arguments)) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def _thread(_: str) -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.set)
    thread.start()
    thread.join()
    assert done.is_set()


def _allocate(_: str) -> None:
    with mmap.mmap(-1, 1 << 20) as memory:
        memory[:4] = b"fine"


def _import_late(_: str) -> None:
    sys.modules.pop("tomllib", None)
    import tomllib  # noqa: F401


def _signal(number: int) -> Callable[[str], None]:
    return lambda _: os.kill(os.getppid(), number)


def _connect(family: int, kind: int, address: object) -> Callable[[str], None]:
    def attempt(_: str) -> None:
        with socket.socket(family, kind) as connection:
            connection.connect(address)

    return attempt


PROBES: dict[str, Callable[[str], object]] = {
    "thread": _thread,
    "allocate": _allocate,
    "import-late": _import_late,
    "read-font": lambda path: os.listdir(path),
    "read-passwords": lambda _: Path("/etc/passwd").read_bytes(),
    "read-file": lambda path: Path(path).read_bytes(),
    "write-file": lambda path: Path(path + ".new").touch(),
    "append": lambda path: os.open(path, os.O_WRONLY | os.O_APPEND),
    "truncate": lambda path: os.truncate(path, 0),
    "delete": lambda path: os.unlink(path),
    "rename": lambda path: os.rename(path, path + ".moved"),
    "link": lambda path: os.symlink(path, path + ".link"),
    "mode": lambda path: os.chmod(path, 0o777),
    "make-folder": lambda path: os.mkdir(path + ".folder"),
    "list-folder": lambda path: os.listdir(os.path.dirname(path)),
    "list-processes": lambda _: os.listdir("/proc"),
    "read-environment": lambda _: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    "tcp": _connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 9)),
    "udp": _connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 9)),
    "unix-socket": _connect(socket.AF_UNIX, socket.SOCK_STREAM, "\0nobody"),
    "socket-pair": lambda _: socket.socketpair(),
    "execute": lambda _: os.execv("/bin/true", ["true"]),
    "shell": lambda _: subprocess.run("true", shell=True, check=True),
    "fork": lambda _: os.fork() or os._exit(0),
    "trace": lambda _: _call(101, 0, 0, 0, 0),
    "read-memory-of": lambda _: _call(310, os.getppid(), 0, 0, 0, 0, 0),
    "terminate-worker": _signal(signal.SIGTERM),
    "look-for-worker": _signal(0),
    "shared-memory": lambda _: _call(29, 0, 4096, 0o1600),
    "memory-file": lambda _: os.memfd_create("kept"),
    "message-queue": lambda _: _call(68, 0, 0o1600),
    "own-limits": lambda _: _call(302, 0, 7, 0, 0),
    "io-ring": lambda _: _call(425, 1, 0),
    "mount": lambda _: _call(165, 0, 0, 0, 0, 0),
    "user-namespace": lambda _: _call(272, 0x10000000),
}


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(in_json(probe), *take_streams(), confinement=prepare())
