"""Passwords: how good one must be, and proving one without keeping it."""

from functools import cache
from os import cpu_count
from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from pipeline.basics.errors import UnusableInput

LEAST, MOST = 12, 200
_GOOD_ENOUGH = 3  # of 4: more than 100 million guesses
_LOOKED_AT = 72  # zxcvbn's own limit; it takes seconds over more
# One proof takes 64 MiB and a core: however many sign in at once, half the machine is left to others.
_AT_ONCE = Semaphore(max(1, (cpu_count() or 2) // 2))

hasher = PasswordHasher()


def check_strength(password: str, name: str) -> None:
    """Raises UnusableInput, with what to do, where a password could be guessed."""
    if not LEAST <= len(password) <= MOST:
        raise UnusableInput(f"A password has {LEAST} to {MOST} characters. Take three or four unusual words.")
    judged = zxcvbn(password[:_LOOKED_AT], user_inputs=[name, *name.split(), "csrecon"])
    if judged["score"] < _GOOD_ENOUGH:
        said = judged["feedback"]["warning"].rstrip(".")
        why = f" ({said[:1].lower()}{said[1:]})" if said else ""
        raise UnusableInput(f"This password can be guessed{why}. Take three or four unusual words.")


def hash_of(password: str) -> str:
    """What the record keeps of a password."""
    with _AT_ONCE:
        return hasher.hash(password)


def proves(password: str, kept: str | None) -> bool:
    """Whether this is the password. It takes as long where there is no account, so nobody learns that."""
    with _AT_ONCE:
        nobodys = _nobodys()  # made by whoever comes first, with an account or without
        try:
            return hasher.verify(kept or nobodys, password[: MOST + 1]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def _nobodys() -> str:
    return hasher.hash("")
