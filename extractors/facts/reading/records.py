"""A modification's record in labelled lines: taken line by line, and read as a table's row."""

import re
from collections.abc import Sequence

from extractors.blocks.tables.model import Cell, Table
from extractors.facts.reading.labelled_lines import LabelledLines, add_parts, labelled_parts
from extractors.facts.reading.state import Reading
from extractors.facts.reading.table import read_record
from extractors.facts.sentences.passage import Passage
from extractors.facts.sentences.unit import Unit
from extractors.values.dates import find_dates
from extractors.vocabulary.column_names import column_role


def record(state: Reading, passage: Passage, units: Sequence[Unit]) -> bool:
    """Whether a block is a modification's record in labelled lines, or goes on with one; it is kept."""
    parts = labelled_parts(passage.text)
    if not parts:
        return False
    head = [u for u in units if u.sentence.start < parts[0].start]
    named = [m for u in head for m in u.sentence.mentions if m.start < parts[0].start]
    if named:
        rest = passage.text[: named[0].start] + passage.text[named[0].end : parts[0].start]
        if len(named) > 1 or len(parts) < 2 or re.search(r"\w", rest):
            return False
        close_record(state)
        state.record = LabelledLines(["Reference"], [Cell(passage.words_in(0, parts[0].start))])
    elif state.record is None:
        if not state.named or parts[0].start > 0:
            return False
        state.record = LabelledLines(["Reference"], [Cell(state.named)])
    told, prose = add_parts(state.record, passage, parts)
    state.claim("narrative", prose)
    state.record_words += told
    return True


def labelled_table(state: Reading, table: Table) -> None:
    """A table of labels and values under a modification's heading, or the rest of one that a page cut."""
    if state.record is None and not state.named:
        state.unread.append(table.words)
        return
    record = state.record or LabelledLines(["Reference"], [Cell(state.named)])
    state.record = record
    for label, value in table.rows:
        name = label.text.rstrip(" :")
        if column_role(name) == "note" or (column_role(name) == "next_step" and not _speaks(state, value)):
            state.claim("narrative", (*label.words, *value.words))
            continue
        record.names.append(name)
        record.cells.append(value)
        state.record_words += label.words


def _speaks(state: Reading, value: Cell) -> bool:
    """Whether a next step says when: `Consultation closes 14 October`, and not only what."""
    return any(find_dates(value.text, state.near))


def close_record(state: Reading) -> None:
    """The record is over: it is read as a table's row would be."""
    record, state.record = state.record, None
    if record is None:
        return
    over = state.headings[0].text if state.headings else ""
    if read_record(state, record.row(state.section, over), state.headings):
        state.claim("fact", (*record.words, *state.record_words))
    else:
        state.unread.append(record.words)
    state.record_words = ()
    state.named = ()
