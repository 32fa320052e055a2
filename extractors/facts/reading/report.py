"""The pass over a report: its blocks in order, each to the reader of its kind."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.blocks.model import Block, Kind
from extractors.contract import Fact, Section, Warning
from extractors.facts.reading.charts import chart, sideways_summary, tiles
from extractors.facts.reading.headings import caption, heading
from extractors.facts.reading.paragraphs import footnote, paragraph
from extractors.facts.reading.records import close_record, labelled_table
from extractors.facts.reading.state import OpenCount, Reading
from extractors.facts.reading.stated_counts import close_list, close_raised
from extractors.facts.reading.table import read_table
from extractors.ledger import Claimed
from extractors.pages.model import Link, Word
from extractors.sections import Part
from extractors.values.mention_span import Titles


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a report: its facts, what its words were read as, and what a person should look at.

    `unread` are the words of each sentence or record that nothing reads, `sections` has each word's section.
    """

    facts: tuple[Fact, ...]
    claims: tuple[Claimed, ...]
    unread: tuple[tuple[Word, ...], ...]
    warnings: tuple[Warning, ...]
    sections: dict[Word, Section]


def read_blocks(
    parts: Sequence[Part],
    near: date,
    known: frozenset[str],
    titles: Titles,
    links: dict[int, tuple[Link, ...]],
) -> Read:
    """What the parts of a report tell, block by block.

    `near` is a day of the report, `known` its words, `titles` what it calls each modification, `links` those
    of each page.
    """
    state = Reading(near, known, titles, links)
    for part in parts:
        if part.heading is not None:
            close_record(state)
            heading(state, part.heading, part)
            _place(state, part.heading)
        position = 0
        while position < len(part.blocks):
            taken = _read_next(state, part.blocks[position : position + _MOST_TOGETHER])
            for block in part.blocks[position : position + taken]:
                _place(state, block)
            position += taken
    close_record(state)
    close_list(state)
    close_raised(state)
    return Read(
        tuple(told.fact() if isinstance(told, OpenCount) else told for told in state.facts),
        tuple(state.claims),
        tuple(state.unread),
        tuple(state.warnings),
        state.sections,
    )


def _place(state: Reading, block: Block) -> None:
    """Notes in which section a block's words stand, once the block itself has told."""
    state.sections.update(dict.fromkeys((*block.number, *block.words), state.section))


# Tiles of counts, a figure and a name each, are at most so many blocks; a chart is fewer.
_MOST_TOGETHER = 16


def _read_next(state: Reading, blocks: Sequence[Block]) -> int:
    """Reads the first of these blocks, and others with it where they are one chart; how many were read."""
    block = blocks[0]
    is_heading = block.kind == "heading"
    if is_heading and _LINE.match(block.text) and not block.bold:
        paragraph(state, block)  # "Number raised: three", in a larger type than the body's
        return 1
    labelled = block.table is not None and block.table.header is None
    if block.kind in ("heading", "table", "footnote") and not labelled:
        close_record(state)
    if is_heading and state.section == "cover":
        state.claim("heading", block.words)
        return 1
    if taken := tiles(state, blocks) or chart(state, blocks) or sideways_summary(state, blocks):
        return taken
    if is_heading and len(blocks) > 1 and blocks[1].kind == "table":
        caption(state, block)
    else:
        _READERS[block.kind](state, block)
    return 1


def _table(state: Reading, block: Block) -> None:
    assert block.table is not None
    if block.table.header is None:
        labelled_table(state, block.table)
    else:
        read_table(state, block.table)


_READERS: dict[Kind, Callable[[Reading, Block], None]] = {
    "heading": heading,
    "table": _table,
    "footnote": footnote,
    "paragraph": paragraph,
    "bullet": paragraph,
}

# "Proposer: Siân Pritchard"
_LINE = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,3}:\s+\S")
