"""The parts that a report is laid out from; each part carries the facts that it states.

Words and expected facts are made side by side from the same data (`wording.py`), so the truth that
the samples are scored against never passes through the extractor.
"""

from dataclasses import dataclass
from html import escape

from samples.facts import Fact
from samples.months import Named


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is a numbered section, 2 a part of it, 3 a single proposal."""

    level: int
    text: str
    facts: tuple[Fact, ...] = ()
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, in markup; `leads` keeps it on the page of what follows."""

    markup: str
    facts: tuple[Fact, ...] = ()
    leads: bool = False
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Bullet:
    markup: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    cells: tuple[str, ...]
    fact: Fact


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: a caption over all columns, a header row, then the rows."""

    caption: str
    header: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class StageChart:
    counts: tuple[tuple[str, int], ...]
    facts: tuple[Fact, ...]


Block = Heading | Text | Bullet | Table | StageChart


def linked(modification: Named) -> str:
    """The reference and the title under one hyperlink, as markup."""
    words = escape(f"{modification.reference} ‘{modification.title}’", quote=False)
    return f'<link href="{escape(modification.url)}" color="#0563c1"><u>{words}</u></link>'
