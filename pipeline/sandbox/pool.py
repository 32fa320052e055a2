"""The parent's side: a few warm workers, each given one document at a time, replaced when they die."""

import hashlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Self

from extractors.facts import Document, Extraction, Refusal
from pipeline.errors import OutOfReach
from pipeline.sandbox.limits import Limits
from pipeline.sandbox.verdict import judge
from pipeline.sandbox.wire import Ending, receive_ending, send_document

_START_SECONDS = 120
_GRACE_SECONDS = 10
_TRIES = 3
# What a worker may see of our environment; credentials and database addresses are no reader's business.
_INHERITED = ("PATH", "PYTHONPATH", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH")
_FIXED = {
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_WORKER = (sys.executable, "-P", "-m", "pipeline.sandbox.worker")


class Stopped(Exception):
    """The sandbox was closed while the document was waiting or being read."""


class Sandbox:
    """Reads documents in child processes; safe to share between threads, of which `workers` read at once.

    Workers start when first needed. `command` is for tests: it stands in for the worker's program.
    """

    def __init__(
        self, workers: int = 1, limits: Limits | None = None, command: Sequence[str] = _WORKER
    ) -> None:
        self.limits = limits or Limits()
        self.workers = workers
        self._command = (*command, self.limits.to_text())
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._running: set[_Worker] = set()
        self._closed = threading.Event()
        for _ in range(workers):
            self._idle.put(None)

    def start(self) -> None:
        """Starts one worker without waiting, so that it gets warm while the caller does other things."""
        worker = self._idle.get()
        self._idle.put(worker or self._new_worker())

    def read(self, data: bytes, filename: str) -> Extraction | Refusal:
        """What the document says, or why it was refused: never raises because of the document."""
        document = Document(filename, hashlib.sha256(data).hexdigest(), len(data))
        ending, answer = self._read(data, filename)
        return judge(ending, answer, document, self.limits)

    def _read(self, data: bytes, filename: str) -> tuple[Ending, bytes]:
        """Tries again where the worker died or its child was killed from outside, as no document can."""
        began = time.monotonic()
        for _ in range(_TRIES):
            outcome = self._try(data, filename)
            if self._closed.is_set():
                raise Stopped
            if outcome and (outcome[0].how, outcome[0].code) != ("signal", signal.SIGKILL):
                return outcome
            if time.monotonic() - began > self.limits.seconds:
                break
        return outcome or (Ending("signal", signal.SIGKILL, 0), b"")

    def _try(self, data: bytes, filename: str) -> tuple[Ending, bytes] | None:
        worker, outcome = self._idle.get(), None
        try:
            worker = worker or self._new_worker()
            outcome = worker.read(data, filename)
            return outcome
        except OutOfReach:  # a worker that we ended before it was ready is no fault of the installation
            if self._closed.is_set():
                raise Stopped from None
            raise
        finally:
            if worker and outcome is None:
                self._bury(worker)
                worker = None
            self._idle.put(worker)

    def _new_worker(self) -> "_Worker":
        if self._closed.is_set():
            raise Stopped
        worker = _Worker(self._command, self.limits)
        self._running.add(worker)
        if self._closed.is_set():  # closed while it was starting
            self._bury(worker)
            raise Stopped
        return worker

    def _bury(self, worker: "_Worker") -> None:
        self._running.discard(worker)
        worker.kill()

    def close(self) -> None:
        """Ends every worker and what it is reading; threads that wait for an answer get `Stopped`."""
        self._closed.set()
        for worker in list(self._running):
            self._bury(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Worker:
    """One worker process and the pipes to it."""

    def __init__(self, command: Sequence[str], limits: Limits) -> None:
        environment = {name: os.environ[name] for name in _INHERITED if name in os.environ} | _FIXED
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        self._seconds = limits.seconds + _GRACE_SECONDS
        self._ready = False

    def read(self, data: bytes, filename: str) -> tuple[Ending, bytes] | None:
        """The document's ending and answer; None where the worker died."""
        if not self._ready:
            self._await_ready()
        with _Watch(self._seconds, self._process):
            try:
                source, target = self._process.stdout, self._process.stdin
                assert source is not None
                assert target is not None
                send_document(target.write, filename, data)
                target.flush()
                return receive_ending(source.read)
            except (OSError, ValueError):  # the pipe is broken, or closed under us
                return None

    def _await_ready(self) -> None:
        """Waits for the imports; a worker that cannot even start is the installation's fault."""
        with _Watch(_START_SECONDS, self._process):
            assert self._process.stdout is not None
            self._ready = receive_ending(self._process.stdout.read) is not None
        if not self._ready:
            raise OutOfReach(
                "The document reader did not start. Run `csrecon doctor` to see what is missing."
            )

    def kill(self) -> None:
        """Ends the worker; its child, if it has one, ends with it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):  # unsent bytes cannot be flushed to a dead worker
                pipe.close()


class _Watch:
    """Kills a process that takes longer than it may: the last resort, should a worker itself hang."""

    def __init__(self, seconds: float, process: "subprocess.Popen[bytes]") -> None:
        self._timer = threading.Timer(seconds, process.kill)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
