"""The parent's side: a few warm workers, each given one document at a time, replaced when they die."""

import hashlib
import queue
import signal
import sys
import threading
import time
from collections.abc import Sequence
from typing import Self

from extractors.contract import NO_OWN_WORDS, Document, Extraction, OwnVocabulary, Refusal
from pipeline.basics.errors import OutOfReach
from pipeline.sandbox.limits import Limits
from pipeline.sandbox.process import Worker
from pipeline.sandbox.verdict import verdict_of
from pipeline.sandbox.wire import Ending, request_for

_TRIES = 3
_WORKER = (sys.executable, "-P", "-m", "pipeline.sandbox.worker")


_ahead: "queue.SimpleQueue[Worker]" = queue.SimpleQueue()


def start_ahead() -> None:
    """Starts a worker for the first sandbox of this process, which has less long to wait for it then."""
    _ahead.put(Worker(_WORKER))


def end_ahead() -> None:
    """Ends it where no sandbox came for it."""
    while not _ahead.empty():
        _ahead.get().kill()


class Stopped(Exception):
    """The sandbox was closed while the document was waiting or being read."""


class Sandbox:
    """Reads documents in child processes; safe to share between threads, of which `workers` read at once.

    Workers start when first needed, if none was started ahead. `command` is for tests: it stands in for the
    worker's program.
    """

    def __init__(
        self, workers: int = 1, limits: Limits | None = None, command: Sequence[str] = _WORKER
    ) -> None:
        self.workers = workers
        self.limits = limits or Limits()
        self._command = command
        self._idle: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        self._running: set[Worker] = set()
        self._closed = threading.Event()
        for _ in range(workers):
            self._idle.put(None)
        if command == _WORKER and not _ahead.empty():
            self._idle.get()
            self._idle.put(worker := _ahead.get())
            self._running.add(worker)

    def read(self, data: bytes, filename: str, own: OwnVocabulary = NO_OWN_WORDS) -> Extraction | Refusal:
        """What the document says, or why it was refused: never raises because of the document.

        `own` are the archive's own words, by which it is read beside the built-in ones.
        """
        document = Document(filename, hashlib.sha256(data).hexdigest(), len(data))
        ending, answer = self.ask(data, request_for(filename, own))
        return verdict_of(ending, answer, document, self.limits)

    def ask(self, data: bytes, request: str) -> tuple[Ending, bytes]:
        """How the child for this document ended, and what it answered.

        Tries again where the worker died or its child was killed from outside, as no document can.
        """
        began = time.monotonic()
        for _ in range(_TRIES):
            outcome = self._try(data, request)
            if self._closed.is_set():
                raise Stopped
            if outcome and (outcome[0].how, outcome[0].code) != ("signal", signal.SIGKILL):
                return outcome
            if time.monotonic() - began > self.limits.seconds:
                break
        return outcome or (Ending("signal", signal.SIGKILL, 0), b"")

    def _try(self, data: bytes, request: str) -> tuple[Ending, bytes] | None:
        worker, outcome = self._idle.get(), None
        try:
            worker = worker or self._new_worker()
            outcome = worker.ask(data, request, self.limits)
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

    def _new_worker(self) -> Worker:
        if self._closed.is_set():
            raise Stopped
        worker = Worker(self._command)
        self._running.add(worker)
        if self._closed.is_set():  # closed while it was starting
            self._bury(worker)
            raise Stopped
        return worker

    def _bury(self, worker: Worker) -> None:
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
