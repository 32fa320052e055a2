"""The child that reads one document: takes its limits upon itself, reads, prints JSON, and is gone."""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from json import dumps

from extractors.contract import to_json
from extractors.facts import Extraction, Refusal
from pipeline.sandbox.limits import Limits

OUT_OF_MEMORY = 81
FAILED = 82
_PR_SET_PDEATHSIG = 1

Reader = Callable[[bytes, str], Extraction | Refusal]


def run_child(
    reader: Reader, data: bytes, filename: str, answer_to: int, limits: Limits, parent: int
) -> None:
    """Reads the document, writes the answer to the descriptor and ends the process. Never returns."""
    status = FAILED
    try:
        _die_with(parent)
        _limit(limits)
        answer = dumps(to_json(reader(data, filename)), ensure_ascii=False, separators=(",", ":")).encode()
        _write(answer_to, answer)
        status = 0
    except MemoryError:
        status = OUT_OF_MEMORY
    except BaseException as error:  # whatever it was, it must not unwind into the worker's loop
        _write(answer_to, type(error).__name__.encode())
    finally:
        os._exit(status)


def _limit(limits: Limits) -> None:
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_FSIZE, 0)
    _cap(resource.RLIMIT_NOFILE, limits.files)
    _cap(resource.RLIMIT_CPU, limits.seconds)
    if sys.platform.startswith("linux"):  # other systems ignore or refuse a cap on the address space
        _cap(resource.RLIMIT_AS, limits.memory)


def _cap(what: int, value: int) -> None:
    hard = resource.getrlimit(what)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))


def _die_with(parent: int) -> None:
    """Asks the kernel to end this process with its worker, however the worker ends."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(FAILED)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
