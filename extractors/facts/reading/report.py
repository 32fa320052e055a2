"""The pass over a report: its blocks in order, each to the reader of its kind."""

import re
from collections.abc import Sequence
from datetime import date

from extractors.blocks.model import Block
from extractors.contract import Fact, Warning
from extractors.facts.reading.charts import chart, sideways_summary
from extractors.facts.reading.headings import caption, heading
from extractors.facts.reading.paragraphs import footnote, paragraph
from extractors.facts.reading.records import close_record
from extractors.facts.reading.state import Reading
from extractors.facts.reading.stated_counts import close_list, close_raised
from extractors.facts.reading.table import read_table
from extractors.ledger import Ledger
from extractors.pages.model import Link
from extractors.sections import assign_sections
from extractors.values.mention_span import Titles


def read_blocks(
    blocks: Sequence[Block],
    near: date,
    known: frozenset[str],
    titles: Titles,
    links: dict[int, tuple[Link, ...]],
    ledger: Ledger,
) -> tuple[list[Fact], list[Warning]]:
    """The facts of a report's blocks in order, and what a person should look at."""
    state = Reading(near, known, titles, links, ledger)
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
            state.ledger.claim("heading", block.words)
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
    for words in state.unread:
        if left := state.ledger.unclaimed(words):
            said = " ".join(word.text for word in left)
            state.warnings.append(Warning("unclaimed_sentence", f"no rule reads: “{said}”", left[0].page))
    return [fact for fact in state.facts if fact is not None], state.warnings


# "Proposer: Siân Pritchard"
_LINE = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,3}:\s+\S")
