"""What can go wrong in a way that a person can mend: said in plain words, with the exit status it gives."""


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
