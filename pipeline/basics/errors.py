"""What can go wrong in a way that a person can mend: said in plain words, with the exit status it gives."""

import errno
from pathlib import Path

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class CsreconError(Exception):
    """Says what, where and what to do. `status` is the command line's exit status for it."""

    status = 2


class UnusableInput(CsreconError):
    """The input cannot be used; nothing was written."""

    status = 2


class OutOfReach(CsreconError):
    """A database, a register source or a server cannot be reached; nothing is half-written."""

    status = 4


class Locked(CsreconError):
    """Another run holds the lock."""

    status = 5


def not_written(what: Path | str, problem: OSError) -> CsreconError:
    """Why a file could not be written: a full disk is out of reach, anything else a name of no use."""
    if is_full(problem):
        return OutOfReach(f"{what} cannot be written: {problem.strerror}. Make room and try again.")
    return UnusableInput(f"{what} cannot be written: {problem.strerror or problem}.")


def is_full(problem: OSError) -> bool:
    """Whether it is the disk, or the share of it that this user may take, that is full."""
    return problem.errno in _FULL
