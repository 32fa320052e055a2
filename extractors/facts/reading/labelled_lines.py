"""Records set as labelled lines: `Proposer: …`, `Date raised: …` under a modification that they tell of."""

import re
from dataclasses import dataclass, field

from extractors.blocks.tables.header import header_of_names
from extractors.blocks.tables.model import Cell
from extractors.contract import Section
from extractors.facts.rules.table_row import TableRow
from extractors.facts.sentences.passage import Passage
from extractors.pages.model import Word
from extractors.vocabulary.column_names import ColumnRole, column_role

# "Outcome: approved. Route: Self-Governance. Next step: …"
_LABEL = re.compile(r"(?:^|(?<=\s))(?P<name>[A-Z][a-z]+(?: [a-z]+| [A-Z][a-z]+){0,2}):\s+")

_TELLING: frozenset[ColumnRole] = frozenset(
    (
        "proposer",
        "organisation",
        "raised_on",
        "outcome",
        "governance",
        "implementation",
        "decided_on",
        "stage",
    )
)

_PROSE: ColumnRole = "note"


@dataclass(slots=True)
class LabelledLines:
    """What has been read of one modification's record: a name and the words of each of its lines."""

    names: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for cell in self.cells for word in cell.words)

    def row(self, section: Section, over: str) -> TableRow:
        """The record as a table's row, its labels being the columns' names."""
        return TableRow(header_of_names(self.names), tuple(self.cells), section, over)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled part of a passage: its name, its column role, and where its value stands in the text."""

    name: str
    role: ColumnRole | None
    start: int
    value: int
    end: int


def labelled_parts(text: str) -> tuple[Labelled, ...]:
    """The labelled parts of a text where some label is a known column of a record; else none."""
    found = [(_own_name(m["name"]), m) for m in _LABEL.finditer(text)]
    if not found:
        return ()
    starts = [m.end("name") - len(own) for own, m in found]
    parts = tuple(
        Labelled(_name(own), column_role(_name(own)), start, m.end(), end)
        for (own, m), start, end in zip(found, starts, [*starts[1:], len(text)], strict=True)
    )
    return parts if any(part.role in _TELLING for part in parts) else ()


def _own_name(name: str) -> str:
    """A label without the end of the value before it: `Cadent Gas Raised` is `Raised`."""
    words = name.split()
    ends = (" ".join(words[first:]) for first in range(len(words)))
    return next((end for end in ends if end[0].isupper() and column_role(_name(end))), name)


def _name(name: str) -> str:
    """`Received` and `From` mean something else over a column than in a new proposal's record."""
    return {"Received": "Date raised", "Submitted": "Date raised", "From": "Proposer"}.get(name, name)


def add_parts(
    record: LabelledLines, passage: Passage, parts: tuple[Labelled, ...]
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Adds labelled parts to a record; the words that tell facts and those of mere prose."""
    told: list[Word] = []
    prose: list[Word] = []
    for part in parts:
        words = passage.words_in(part.start, part.end)
        if part.role == _PROSE:
            prose.extend(words)
            continue
        told.extend(words)
        value = passage.text[part.value : part.end].rstrip()
        own = passage.words_in(part.value, part.value + len(value))
        record.names.append(part.name)
        record.cells.append(Cell(own))
    return tuple(told), tuple(prose)
