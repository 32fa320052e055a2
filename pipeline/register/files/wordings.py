"""The register's own vocabulary: tables in `vocabulary/` with one row a wording.

A new wording of the register is a new row there, not new code. `first_seen` is the month of the first
page or file that had it, empty where a wording is
expected but was not met yet.
"""

import csv
import re
from functools import cache
from importlib.resources import files

_NOT_A_WORD = re.compile(r"[\W_]+")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `vocabulary/{name}.csv` in their order, by column name."""
    text = (files(__package__) / "vocabulary" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def plain(wording: str) -> str:
    """A wording as the tables spell it, in words and lower case: `Date_raised:` is `date raised`."""
    return _NOT_A_WORD.sub(" ", wording).strip().casefold()
