"""What makes two references the same modification, and two titles the same title."""

import re
import unicodedata
from functools import lru_cache

SUFFIXES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_REFERENCE = re.compile(r"([A-Z]+)0*(\d+)([A-Z]?)")
_QUOTES_DASHES_SPACES = re.compile(r"[\s\-‐‑‒–—―−­‘’‚‛“”„‟'\"`´′″«»]+")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile(r"[‘’'`´]")


@lru_cache(maxsize=65536)
def identity(reference: str) -> str:
    """A modification's number and suffix, whatever its prefix: `71` of SECMP0071 and MP071, `102A` of MP102A.

    A text that is no canonical reference is its own identity.
    """
    match = _REFERENCE.fullmatch(reference)
    return match[2] + match[3] if match else reference


def number(reference: str) -> str:
    """The number alone, without suffix: `102` of MP102A."""
    return identity(reference).rstrip(SUFFIXES) or reference


@lru_cache(maxsize=65536)
def plain_title(title: str) -> str:
    """The title without what does not count as a difference: case, quotes, dashes and spaces."""
    # Before and after: normalising takes an accent that stands for a quote apart into a space and an accent.
    bare = unicodedata.normalize("NFKC", _QUOTES_DASHES_SPACES.sub("", title))
    return _QUOTES_DASHES_SPACES.sub("", bare).casefold()


@lru_cache(maxsize=65536)
def slug(title: str) -> str:
    """The title as the register's addresses spell it: `smets1-validation-of-srv-6-15-1`."""
    ascii_only = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", title)).encode("ascii", "ignore").decode()
    return _NOT_IN_SLUG.sub("-", ascii_only.lower()).strip("-")
