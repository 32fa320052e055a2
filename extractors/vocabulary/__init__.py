"""Reviewed tables of wordings: one row a wording, what it means, and the first report it was seen in.

A new month's wording is a new row here, not new code. `phrases` finds the rows of `phrases.csv` in a text,
`set_phrases` those of `formulas.csv`; `column_names` and `headings` say what the names of columns and
headings mean; `tokens` is spaCy's tokeniser, which only this room knows. Takes text, gives labels; knows no
reference and no date, no page and no fact.
"""

import csv
from functools import cache
from importlib.resources import files


@cache
def vocabulary(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.csv in this folder, in order, by column name."""
    text = (files(__package__) / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
