"""The pass over a report: its blocks in order, each to the reader of its kind."""

import re
from collections.abc import Sequence
from datetime import date

from extractors.blocks.model import Block
from extractors.contract import Fact, Section, Warning
from extractors.facts.reading.charts import chart, sideways_summary
from extractors.facts.reading.headings import caption, heading
from extractors.facts.reading.paragraphs import footnote, paragraph
from extractors.facts.reading.records import close_record
from extractors.facts.reading.state import Reading
from extractors.facts.reading.stated_counts import close_list, close_raised
from extractors.facts.reading.table import read_table
from extractors.facts.reading.told import warning_at
from extractors.ledger import Ledger
from extractors.pages.model import Link, Word
from extractors.sections import assign_sections
from extractors.values.mention_span import Titles


def read_blocks(
    blocks: Sequence[Block],
    near: date,
    known: frozenset[str],
    titles: Titles,
    links: dict[int, tuple[Link, ...]],
    ledger: Ledger,
) -> tuple[list[Fact], list[Warning], dict[Word, Section]]:
    """The facts of a report's blocks in order, what a person should look at, and each word's section."""
    state = Reading(near, known, titles, links, ledger)
    sections = assign_sections(blocks)
    section_of: dict[Word, Section] = {}
    position = 0
    while position < len(blocks):
        taken = _step(state, blocks, position, sections)
        for block in blocks[position : position + taken]:
            section_of.update(dict.fromkeys((*block.number, *block.words), state.section))
        position += taken
    close_record(state)
    close_list(state)
    close_raised(state)
    for words in state.unread:
        if left := state.ledger.unclaimed(words):
            said = " ".join(word.text for word in left)
            section = section_of.get(left[0], "cover")
            state.warnings.append(warning_at("unclaimed_sentence", f"no rule reads: “{said}”", left, section))
    return [fact for fact in state.facts if fact is not None], state.warnings, section_of


def _step(state: Reading, blocks: Sequence[Block], position: int, sections: dict[int, Section]) -> int:
    """Reads the block at a position with what belongs to it, and gives how many blocks that were."""
    block = blocks[position]
    opens = position in sections
    if block.kind == "heading" and not opens and _LINE.match(block.text) and not block.bold:
        paragraph(state, block)  # "Number raised: three", in a larger type than the body's
        return 1
    if block.kind in ("heading", "table", "footnote"):
        close_record(state)
    if block.kind == "heading" and state.section == "cover" and not opens:
        state.ledger.claim("heading", block.words)
        return 1
    if not opens and (
        taken := chart(state, blocks, position, sections)
        or sideways_summary(state, blocks, position, sections)
    ):
        return taken
    if block.kind == "heading":
        _read_heading(state, blocks, position, sections.get(position))
    elif block.kind == "table" and block.table is not None:
        read_table(state, block.table)
    elif block.kind == "footnote":
        footnote(state, block)
    else:
        paragraph(state, block)
    return 1


def _read_heading(state: Reading, blocks: Sequence[Block], position: int, section: Section | None) -> None:
    """A heading that opens no section and stands over a table is the table's caption."""
    following = blocks[position + 1].kind if position + 1 < len(blocks) else None
    if following == "table" and section is None:
        caption(state, blocks[position])
    else:
        heading(state, blocks[position], section)


# "Proposer: Siân Pritchard"
_LINE = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,3}:\s+\S")
