"""Reviewed tables of wordings: one row a wording, what it means, and the first report it was seen in.

A new month's wording is a new row here, not new code. `phrases` finds the rows of `phrases.csv` in a text and
the verbs of `verbs.csv` in all their forms, `modality` negation and modality, `set_phrases` the rows of
`formulas.csv`; `column_names` and `headings` say what the names of columns and headings mean; `tokens` is
spaCy's tokeniser, which only this room knows. Takes text, gives labels; knows no reference and no date, no
page and no fact.

The rows of an archive's own vocabulary are merged into the tables while a document is read (`using`).
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

from extractors.contract import NO_OWN_WORDS, OwnVocabulary

_IN_USE: ContextVar[OwnVocabulary] = ContextVar("own_vocabulary", default=NO_OWN_WORDS)


@contextmanager
def using(own: OwnVocabulary) -> Iterator[None]:
    """While the block lasts, these rows are merged into the tables."""
    before = _IN_USE.set(own)
    try:
        yield
    finally:
        _IN_USE.reset(before)


def in_use() -> OwnVocabulary:
    """The own rows that are merged into the tables: whatever is kept of a table is kept by this value."""
    return _IN_USE.get()


@cache
def vocabulary(name: str, own: OwnVocabulary = NO_OWN_WORDS) -> tuple[dict[str, str], ...]:
    """The rows of `name`.csv in this folder by column name, in order, behind the own rows of that table.

    An own row stands in the place of those that mean something else by the same wording.
    """
    text = (files(__package__) / f"{name}.csv").read_text(encoding="utf-8")
    built_in = list(csv.DictReader(text.splitlines()))
    latest = {spoken(name, row.cells()): row.cells() for row in own if row.table == name}
    return (*latest.values(), *(row for row in built_in if spoken(name, row) not in latest))


def spoken(name: str, row: dict[str, str]) -> tuple[str, ...]:
    """What only one row of a table can give a meaning: its wording, of phrases that of one kind."""
    return (row.get("kind", ""), row["wording"]) if name == "phrases" else (row["wording"],)
