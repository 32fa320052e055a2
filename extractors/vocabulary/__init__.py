"""Reviewed tables of wordings: one row a wording, what it means, and the first report it was seen in.

A new month's wording is a new row here, not new code.
"""

import csv
from functools import cache
from importlib.resources import files


@cache
def vocabulary(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.csv in this folder, in order, by column name."""
    text = (files(__package__) / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
