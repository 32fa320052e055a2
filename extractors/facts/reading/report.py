"""The pass over a report: its blocks in order, each to the reader of its kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractors.blocks.model import Block
from extractors.contract import Fact, Warning
from extractors.facts.reading.charts import chart, sideways_summary
from extractors.facts.reading.headings import caption, heading
from extractors.facts.reading.paragraphs import footnote, paragraph
from extractors.facts.reading.records import close_record
from extractors.facts.reading.state import OpenCount, Reading
from extractors.facts.reading.stated_counts import close_list, close_raised
from extractors.facts.reading.table import read_table
from extractors.ledger import Claimed
from extractors.pages.model import Link, Word
from extractors.sections import assign_sections
from extractors.values.mention_span import Titles


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a report: its facts, what its words were read as, and what a person should look at.

    `unread` are the words of each sentence or record that nothing reads.
    """

    facts: tuple[Fact, ...]
    claims: tuple[Claimed, ...]
    unread: tuple[tuple[Word, ...], ...]
    warnings: tuple[Warning, ...]


def read_blocks(
    blocks: Sequence[Block],
    near: date,
    known: frozenset[str],
    titles: Titles,
    links: dict[int, tuple[Link, ...]],
) -> Read:
    """What a report's blocks tell, in order.

    `near` is a day of the report, `known` its words, `titles` what it calls each modification, `links` those
    of each page.
    """
    state = Reading(near, known, titles, links)
    sections = assign_sections(blocks)
    position = 0
    while position < len(blocks):
        block = blocks[position]
        if (
            block.kind == "heading"
            and position not in sections
            and _LINE.match(block.text)
            and not block.bold
        ):
            paragraph(state, block)  # "Number raised: three", in a larger type than the body's
            position += 1
            continue
        if block.kind in ("heading", "table", "footnote"):
            close_record(state)
        if block.kind == "heading" and state.section == "cover" and position not in sections:
            state.claim("heading", block.words)
            position += 1
            continue
        taken = 0 if position in sections else chart(state, blocks, position, sections)
        taken = taken or (0 if position in sections else sideways_summary(state, blocks, position, sections))
        if taken:
            position += taken
            continue
        if block.kind == "heading":
            following = blocks[position + 1].kind if position + 1 < len(blocks) else None
            if following == "table" and position not in sections:
                caption(state, block)
            else:
                heading(state, block, sections.get(position))
        elif block.kind == "table" and block.table is not None:
            read_table(state, block.table)
        elif block.kind == "footnote":
            footnote(state, block)
        else:
            paragraph(state, block)
        position += 1
    close_record(state)
    close_list(state)
    close_raised(state)
    return Read(
        tuple(told.fact() if isinstance(told, OpenCount) else told for told in state.facts),
        tuple(state.claims),
        tuple(state.unread),
        tuple(state.warnings),
    )


# "Proposer: Siân Pritchard"
_LINE = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,3}:\s+\S")
