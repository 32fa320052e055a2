"""A worker whose reader does what the document's bytes say: every way in which a reader can go wrong."""

import ctypes
import os
import signal
import time

from extractors.contract import Document, Extraction, Refusal
from pipeline.sandbox.worker import in_json, serve, take_streams


def misbehave(data: bytes, filename: str) -> Extraction | Refusal:
    order, _, rest = data.decode().partition(" ")
    if order == "hang":
        time.sleep(600)
    if order == "spin":
        while True:
            pass
    if order == "raise":
        raise TypeError("a bad MediaBox")
    if order == "fill":
        kept = []
        while True:
            kept.append(bytearray(1 << 24))
    if order == "crash":
        ctypes.string_at(0)
    if order == "fill-and-crash":
        kept = [b"x" * (1 << 24) for _ in range(20)]
        ctypes.string_at(0)
    if order == "shout":
        os.write(_answer_descriptor(), b"{" * int(rest))
        os._exit(0)
    if order == "print":
        print("noise that must not reach the frames")
        os.write(1, b"\xff" * 64)
    if order == "write-a-file":
        with open(rest, "w") as file:
            file.write("x" * 100_000)
    if order == "kill-worker":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(600)
    if order == "kill-worker-once" and not os.path.exists(rest):
        os.mkdir(rest)
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(600)
    if order == "environment":
        return Refusal(Document(filename, None), "damaged", ",".join(sorted(os.environ)))
    if order == "pid":
        os.mkfifo(rest)
        with open(rest, "w") as file:
            file.write(f"{os.getppid()} {os.getpid()}")
        time.sleep(600)
    return Refusal(Document(filename, None, pages=3), "not_a_status_report", order)


def _answer_descriptor() -> int:
    """The pipe to the worker: the one pipe that a child has open."""
    links = {name: os.readlink(f"/proc/self/fd/{name}") for name in map(str, range(3, 20)) if _open(name)}
    return max(int(name) for name, target in links.items() if target.startswith("pipe:"))


def _open(name: str) -> bool:
    return os.path.lexists(f"/proc/self/fd/{name}")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(in_json(misbehave), *take_streams())
