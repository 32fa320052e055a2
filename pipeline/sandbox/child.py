"""The child for one document: takes its limits upon itself, answers, and is gone."""

import ctypes
import gc
import os
import resource
import signal
import sys
from collections.abc import Callable

from pipeline.sandbox.confinement import Confinement, confine
from pipeline.sandbox.limits import Limits

OUT_OF_MEMORY = 81
FAILED = 82
_PR_SET_PDEATHSIG = 1

# From a document's bytes, and its name or what is wanted of it, to the bytes of an answer.
Answerer = Callable[[bytes, str], bytes]


def run_child(
    answerer: Answerer,
    data: bytes,
    request: str,
    answer_to: int,
    limits: Limits,
    parent: int,
    confinement: Confinement,
) -> None:
    """Confines itself, then writes the answer to the descriptor and ends the process. Never returns."""
    status = FAILED
    try:
        _die_with(parent)
        _limit(limits)
        confine(confinement)
        if confinement.rules is not None:
            os.close(confinement.rules)
        gc.enable()
        _write(answer_to, answerer(data, request))
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
