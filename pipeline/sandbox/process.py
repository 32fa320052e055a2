"""One worker process as its parent sees it."""

import os
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress

from pipeline.basics.errors import OutOfReach
from pipeline.sandbox.limits import Limits
from pipeline.sandbox.wire import Ending, receive_ending, send_document, send_limits

_START_SECONDS = 180  # of imports that take one, on a machine with much else to do
_GRACE_SECONDS = 10
# What a worker may see of our environment; credentials and database addresses are no reader's business.
_INHERITED = ("PATH", "PYTHONPATH", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH")
_FIXED = {
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


class Worker:
    """One worker process and the pipes to it."""

    def __init__(self, command: Sequence[str]) -> None:
        environment = {name: os.environ[name] for name in _INHERITED if name in os.environ} | _FIXED
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        self._ready = False

    def ask(self, data: bytes, request: str, limits: Limits) -> tuple[Ending, bytes] | None:
        """The document's ending and answer; None where the worker died. A worker's limits are its first."""
        first = not self._ready
        if first:
            self._await_ready()
        with _Watch(limits.seconds + _GRACE_SECONDS, self._process):
            try:
                source, target = self._process.stdout, self._process.stdin
                assert source is not None
                assert target is not None
                if first:
                    send_limits(target.write, limits)
                send_document(target.write, request, data)
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
