"""Landlock (Linux 5.13 and later): which files a process may still open, and that it may not connect.

Through ctypes: the package `landlock` has only development releases, and needs no less than is here.
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every machine
_WHICH_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_DIRECTORY = 1 << 2, 1 << 3
# By the version of Landlock that came to know them: rights on files, rights on TCP, and what is kept inside
# (abstract sockets, signals). What is handled and not granted is denied.
_FILES = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_TCP = {4: 0b11}
_KEPT_INSIDE = {6: 0b11}
_ATTRIBUTE_BYTES = {1: 8, 4: 16, 6: 24}


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("tcp", ctypes.c_uint64), ("inside", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("access", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """Which Landlock this kernel has; 0 where it has none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(_call(_CREATE_RULESET, None, 0, _WHICH_VERSION), 0)


def ruleset(readable: Iterable[Path]) -> int | None:
    """A descriptor of rules by which only these files and folders can be read; None without Landlock.

    Made once by a worker; `restrict` puts them in force in each child.
    """
    known = version()
    if not known:
        return None
    rules = _Ruleset(_up_to(known, _FILES), _up_to(known, _TCP), _up_to(known, _KEPT_INSIDE))
    size = max(size for since, size in _ATTRIBUTE_BYTES.items() if since <= known)
    descriptor = _call(_CREATE_RULESET, ctypes.byref(rules), size, 0)
    if descriptor < 0:
        return None
    for path in readable:
        with suppress(OSError):  # not every system has every folder of fonts
            _grant(descriptor, path)
    return descriptor


def restrict(descriptor: int) -> bool:
    """Puts the rules in force for this process and all it starts, for good; whether the kernel took them.

    The process must have given up gaining privileges.
    """
    return _call(_RESTRICT_SELF, descriptor, 0) == 0


def _grant(descriptor: int, path: Path) -> None:
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        access = _READ_FILE | _READ_DIRECTORY if path.is_dir() else _READ_FILE
        rule = _PathBeneath(access, folder)
        _call(_ADD_RULE, descriptor, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(folder)


def _up_to(known: int, rights: dict[int, int]) -> int:
    return sum(bits for since, bits in rights.items() if since <= known)


def _call(number: int, *arguments: object) -> int:
    """A system call; -1 where the kernel refuses."""
    call = ctypes.CDLL(None, use_errno=True).syscall
    return int(call(number, *(ctypes.c_size_t(a) if isinstance(a, int) else a for a in arguments)))
