"""seccomp: the system calls that a reading process may still make, all others being refused.

`syscalls.csv` lists them with their numbers on each kind of machine. It names what is allowed, not what is
forbidden, so a call that a newer kernel adds is refused too. Through ctypes: the package `pyseccomp` needs
the library libseccomp, which no wheel brings.
"""

import csv
import ctypes
import os
import platform
import sys
from functools import cache
from importlib.resources import files
from struct import pack

_PR_GET_SECCOMP, _PR_SET_SECCOMP, _MODE_FILTER = 21, 22, 2
_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # as the kernel names them to the filter
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38  # EPERM, ENOSYS
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CLONE_THREAD = 0x10000
_ON_DESCRIPTORS = (0, 1, 2, 3, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def machine() -> str:
    """The kind of this machine, as `syscalls.csv` calls it."""
    return platform.machine()


def known_machine() -> bool:
    """Whether the kernel takes filters, and the numbers of this machine's calls are in the table."""
    if not sys.platform.startswith("linux") or sys.maxsize < 2**32 or machine() not in _MACHINES:
        return False
    return int(ctypes.CDLL(None).prctl(_PR_GET_SECCOMP, 0, 0, 0, 0)) >= 0


def restrict() -> bool:
    """Puts the filter in force for this process and all its threads to come; whether the kernel took it.

    The process must have given up gaining privileges.
    """
    program = filter_of(machine(), os.getpid())
    pointed = _Program(len(program) // 8, program)
    call = ctypes.CDLL(None).prctl
    return int(call(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(pointed), 0, 0)) == 0


def filter_of(kind: str, process: int) -> bytes:
    """The filter as the kernel's packet-filter program; `process` is the only one that it may signal."""
    head = [
        _step(_LOAD, _MACHINE_AT),
        _step(_EQUAL, _MACHINES[kind], 1, 0),
        _step(_RETURN, _REFUSE),
        _step(_LOAD, _NUMBER_AT),
    ]
    return b"".join(
        [*head, *(_allowed(number, only, process) for number, only in _table(kind)), _step(_RETURN, _REFUSE)]
    )


def _allowed(number: int, only: str, process: int) -> bytes:
    """The steps for one call: where it is another, they are jumped over."""
    steps = _decision(only, process)
    return b"".join([_step(_EQUAL, number, 0, len(steps)), *steps])


def _decision(only: str, process: int) -> list[bytes]:
    kind, _, argument = only.partition(" ")
    match kind:
        case "":
            return [_step(_RETURN, _ALLOW)]
        case (
            "unknown"
        ):  # its arguments lie in memory, where no filter looks; the C library takes the older call
            return [_step(_RETURN, _UNKNOWN)]
        case "read-only":
            return [_argument(int(argument)), _step(_ANY_BIT, _WRITES, 1, 0), *_yes_or_no()]
        case "thread":
            return [_argument(0), _step(_ANY_BIT, _CLONE_THREAD, 0, 1), *_yes_or_no()]
        case "itself":
            return [_argument(0), _step(_EQUAL, process, 0, 1), *_yes_or_no()]
        case "descriptor":
            left = range(len(_ON_DESCRIPTORS) - 1, -1, -1)
            tests = [
                _step(_EQUAL, wanted, 1 + more, 0) for more, wanted in zip(left, _ON_DESCRIPTORS, strict=True)
            ]
            return [_argument(1), *tests, _step(_RETURN, _REFUSE), _step(_RETURN, _ALLOW)]
    raise ValueError(only)


def _yes_or_no() -> list[bytes]:
    return [_step(_RETURN, _ALLOW), _step(_RETURN, _REFUSE)]


def _argument(position: int) -> bytes:
    return _step(_LOAD, _ARGUMENTS_AT + 8 * position)  # the lower half, on machines that put it first


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return pack("=HBBI", code, if_so, if_not, value)


@cache
def _table(kind: str) -> list[tuple[int, str]]:
    with (files("pipeline.sandbox") / "syscalls.csv").open(encoding="utf-8") as table:
        return [(int(row[kind]), row["only"]) for row in csv.DictReader(table) if row[kind]]
