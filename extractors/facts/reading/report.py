"""The walk from blocks to facts: sections, headings, charts, lists and their lead-ins."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from extractors.blocks.assemble import Block
from extractors.blocks.tables.ruled import Cell
from extractors.blocks.tables.sideways import turned_table
from extractors.contract import Fact, Section, StageCount, Warning
from extractors.facts.reading.labelled_lines import Record, add_parts, labelled_parts
from extractors.facts.reading.sentence import understand
from extractors.facts.reading.state import Walk, add_mentions, lead_of, unit_of
from extractors.facts.reading.stated_counts import (
    adds_to_votes,
    close_list,
    close_raised,
    count_in_heading,
    follows_count,
    goes_on_with_votes,
    lists_counted,
    parts_votes,
    shares_list,
    tells_of_others,
)
from extractors.facts.reading.table import read_record, read_table
from extractors.facts.rules.stage_counts import chart_counts
from extractors.facts.rules.topics import Unit, frame_of
from extractors.facts.sentences.cut import Sentence, labels_of, sentences_of
from extractors.facts.sentences.passage import Passage, passage_of
from extractors.ledger import Ledger
from extractors.pages.pdfium import Link, Word
from extractors.sections import assign_sections, is_known, part_of, plain_heading, sections_in
from extractors.values.mentions import Titles
from extractors.vocabulary.column_names import column_role


def walk(
    blocks: Sequence[Block],
    near: date,
    known: frozenset[str],
    titles: Titles,
    links: dict[int, tuple[Link, ...]],
    ledger: Ledger,
) -> tuple[list[Fact], list[Warning]]:
    """The facts of a report's blocks in order, and what a person should look at."""
    state = Walk(near, known, titles, links, ledger)
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
            _text(state, block)  # "Number raised: three", in a larger type than the body's
            position += 1
            continue
        if block.kind in ("heading", "table", "footnote"):
            close_record(state)
        if block.kind == "heading" and state.section == "cover" and position not in sections:
            state.ledger.claim("heading", block.words)
            position += 1
            continue
        taken = 0 if position in sections else _chart(state, blocks, position, sections)
        taken = taken or (0 if position in sections else _turned(state, blocks, position, sections))
        if taken:
            position += taken
            continue
        if block.kind == "heading":
            following = blocks[position + 1].kind if position + 1 < len(blocks) else None
            if following == "table" and position not in sections:
                _caption(state, block)
            else:
                _heading(state, block, sections.get(position))
        elif block.kind == "table" and block.table is not None:
            read_table(state, block.table)
        elif block.kind == "footnote":
            _footnote(state, block)
        else:
            _text(state, block)
        position += 1
    close_record(state)
    close_list(state)
    close_raised(state)
    for words in state.unread:
        if left := state.ledger.unclaimed(words):
            said = " ".join(word.text for word in left)
            state.warnings.append(Warning("unclaimed_sentence", f"no rule reads: “{said}”", left[0].page))
    return [fact for fact in state.facts if fact is not None], state.warnings


def _heading(state: Walk, block: Block, section: Section | None) -> None:
    if section in (None, state.section) and state.pending and parts_votes(state, block):
        _caption(state, block)
        return
    passage = passage_of(block.words, state.known)
    sentences = sentences_of(passage.text, state.near, state.titles, True)
    if section is None and sentences and sentences[0].mentions:
        _item(state, block, unit_of(state, passage, sentences[0], listed=False))
        return
    close_list(state)
    if section is not None:
        close_raised(state)
        state.section = section
        state.merged = sections_in(block.text)
    elif len(state.merged) > 1 and (part := part_of(block.text, state.merged)):
        state.section = part
    if not sentences:
        return
    sentence, text = sentences[0], passage.text
    state.ledger.claim("heading", block.words)
    state.lead = state.previous = None
    state.named = ()
    unit = unit_of(state, passage, sentence, listed=False)
    add_mentions(state, unit)
    above = state.headings
    _over(state, block, sentence, section)
    told = sentence.dates or (sentence.numbers and text.rstrip().endswith(")"))
    if section is None and told and not sentence.releases and state.section not in ("cover", "purpose"):
        # "Ad-hoc meeting held on 15 April 2022", "Approved by Ofgem (1)": a heading that tells something
        # "To be opened in the week commencing 6 March" says of what only with the heading over it
        unit = replace(unit, headings=())
        if frame_of(unit) is None:
            unit = replace(unit, headings=state.headings[1:] or above[:1])
        understand(state, unit)
        state.lead = unit
    covering = state.section in ("cover", "purpose", "recommendations")
    if (
        not covering
        and section is None
        and not is_known(block.text)
        and not (sentence.labels or sentence.releases or sentence.dates)
        and len(plain_heading(block.text)) > 2
    ):
        state.warnings.append(
            Warning("unknown_heading", f"heading not in the vocabulary: “{block.text}”", block.page)
        )


def _item(state: Walk, block: Block, unit: Unit) -> None:
    """A heading that names a modification: an item of the list that a sentence over it led into."""
    state.ledger.claim("heading", block.words)
    add_mentions(state, unit)
    for pending in state.pending:
        pending.listed += len({m.reference for m in unit.sentence.mentions})
    state.previous = None
    state.named = tuple(block.words)
    state.carried = unit.sentence.mentions[:1]
    state.carried_words = unit.mention_words[unit.sentence.mentions[0].start]


def _over(state: Walk, block: Block, sentence: Sentence, section: Section | None) -> None:
    """Puts a heading over what follows, under those headings of its section that outrank it."""
    rank = None if section is not None else (round(block.size * 2) / 2, block.bold)
    above = [
        (other, heading)
        for other, heading in zip(state.ranks, state.headings, strict=True)
        if rank is not None and other is not None and other > rank
    ]
    state.ranks = (rank, *(other for other, _ in above))
    state.headings = (sentence, *(heading for _, heading in above))


def _caption(state: Walk, block: Block) -> None:
    """A heading right over a table names the table; the sentence before it still leads in."""
    sentences = sentences_of(passage_of(block.words, state.known).text, state.near, state.titles, True)
    if sentences and not sentences[0].mentions:
        state.ledger.claim("heading", block.words)
        headings, ranks = state.headings[-1:], state.ranks[-1:]
        _over(state, block, sentences[0], None)
        if len(state.headings) == 1:  # set no smaller than the heading over it, it still stands under that
            state.headings, state.ranks = (*state.headings, *headings), (*state.ranks, *ranks)
        if tells_of_others(state, block):
            close_list(state)
            state.lead = None
        for pending in state.pending:
            pending.bulleted = False
        unit = unit_of(state, passage_of(block.words, state.known), sentences[0], listed=False)
        count_in_heading(state, replace(unit, headings=state.headings[1:]))
    else:
        _heading(state, block, None)


_STAGES_NAMED = 3


def _chart(state: Walk, blocks: Sequence[Block], position: int, sections: Collection[int]) -> int:
    """How many blocks from here are a chart of the stages; their facts are added."""
    best: tuple[list[StageCount], list[Word]] = [], []
    taken = 0
    for count in (1, 2, 3, 4):
        run = blocks[position : position + count]
        if len(run) < count or any(b.kind == "table" for b in run) or not _of_chart(run[0]):
            continue
        if len({b.page for b in run}) > 1 or any(p in sections for p in range(position, position + count)):
            continue
        words = [w for b in run for w in b.words]
        if len(words) > 24 or any(w.text.endswith((".", ":")) and len(w.text) > 4 for w in words):
            continue
        facts = chart_counts(words, state.section)
        if len(facts) > len(best[0]):  # "In Opine 4" and "Approved for release 9" may be blocks of their own
            best, taken = (facts, words), count
    state.facts.extend(best[0])
    state.ledger.claim("fact", best[1])
    return taken


def _turned(state: Walk, blocks: Sequence[Block], position: int, sections: Collection[int]) -> int:
    """How many blocks from here are a summary set sideways; it is read as a table."""
    for count in (4, 3, 2, 1):
        run = blocks[position : position + count]
        within = len(run) == count and not any(p in sections for p in range(position, position + count))
        if not within or any(b.kind in ("table", "bullet") for b in run) or run[0].text.endswith("."):
            continue
        if (table := turned_table(run)) is not None:
            for block in run[:-1]:
                state.ledger.claim("heading", block.words)
            read_table(state, table)
            return count
    return 0


# "Proposer: Siân Pritchard"
_LINE = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,3}:\s+\S")


# What may stand before a stage's name in a chart
_BEFORE_STAGE = len("in the ") + 1


def _of_chart(block: Block) -> bool:
    """Whether a block begins with a figure or a stage's name, as a chart's text does, or names them all."""
    if len({x.value for x in labels_of(block.text) if x.kind == "stage"}) >= _STAGES_NAMED:
        return True
    return block.words[0].text.isdigit() or any(
        x.kind in ("stage", "chart_stage") and x.start < _BEFORE_STAGE for x in labels_of(block.text)
    )


def _text(state: Walk, block: Block) -> None:
    """A paragraph or bullet: its mentions first, then what each sentence says."""
    listed = block.kind == "bullet"
    passage = passage_of(block.words, state.known)
    sentences = sentences_of(passage.text, state.near, state.titles, listed)
    units: list[Unit] = []
    for sentence in sentences:
        unit = unit_of(state, passage, sentence, listed and state.section not in ("cover", "purpose"))
        units.append(unit)
        add_mentions(state, unit)
    going_on = not listed and goes_on_with_votes(state, units)
    if listed:
        for pending in state.pending:
            pending.listed += 1
            pending.bulleted = True
    elif going_on:
        for pending in state.pending:
            pending.listed += len({m.reference for u in units for m in u.sentence.mentions})
    elif not (adds_to_votes(state, units) or shares_list(state, units)):
        close_list(state)
    if _record(state, passage, units):
        return
    close_record(state)
    if len(units) == 1 and state.headings and _dates_release(units[0]):
        state.headings = (units[0].sentence, *state.headings)
        state.ranks = (state.ranks[0], *state.ranks)
        state.ledger.claim("fact", units[0].words)
        return
    alone = len(units) == 1 and re.fullmatch(r"\W*Ref\W*", units[0].sentence.mask)
    state.named = tuple(block.words) if alone else ()
    before: Unit | None = None
    for unit in units:
        follows = not listed and not going_on and follows_count(state, units, unit)
        lead = lead_of(state) if listed or going_on else state.pending[-1].unit if follows else None
        unit = replace(
            unit, before=before, lead=lead, carried=state.carried, carried_words=state.carried_words
        )
        understand(state, unit)
        if follows:
            state.pending[-1].listed += len({m.reference for m in unit.sentence.mentions})
        elif before is not None and unit.refers_back:
            lists_counted(state, unit)
        before = unit
        if unit.sentence.mentions:
            state.carried = unit.sentence.mentions
            state.carried_words = unit.mention_words[unit.sentence.mentions[0].start]
    if not listed and not going_on and units and not adds_to_votes(state, units):
        state.lead = None if before is not None and _is_nil(before) else before
    state.previous = before


def _footnote(state: Walk, block: Block) -> None:
    """A note at the foot of a page: what it says by itself. What says nothing more is narrative."""
    passage = passage_of(block.words, state.known)
    for sentence in sentences_of(passage.text, state.near, state.titles, False):
        unit = replace(unit_of(state, passage, sentence, listed=False), headings=())
        add_mentions(state, unit)
        understand(state, unit)
        if not (sentence.dates or sentence.numbers):
            state.ledger.claim("narrative", unit.words)


def _dates_release(unit: Unit) -> bool:
    """`Implementation date: Dat` on a line of its own: the day of the release that the heading names."""
    label, _, value = unit.sentence.mask.rstrip(".").partition(":")
    dated = unit.section == "releases" and value.strip() == "Dat"
    return dated and column_role(label) in ("implementation", "date") and bool(unit.headings[0].releases)


def _is_nil(unit: Unit) -> bool:
    """`Implementations in September: none.` leads into no list."""
    s = unit.sentence
    return s.has("negation") and not s.mentions and not s.text.rstrip().endswith(":")


def _record(state: Walk, passage: Passage, units: Sequence[Unit]) -> bool:
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
        state.record = Record(["Reference"], [Cell(passage.words_in(0, parts[0].start))])
    elif state.record is None:
        if not state.named or parts[0].start > 0:
            return False
        state.record = Record(["Reference"], [Cell(state.named)])
    told, prose = add_parts(state.record, passage, parts)
    state.ledger.claim("narrative", prose)
    state.record_words += told
    return True


def close_record(state: Walk) -> None:
    """The record is over: it is read as a table's row would be."""
    record, state.record = state.record, None
    if record is None:
        return
    over = state.headings[0].text if state.headings else ""
    if read_record(state, record.row(state.section, over), state.headings):
        state.ledger.claim("fact", (*record.words, *state.record_words))
    else:
        state.unread.append(record.words)
    state.record_words = ()
    state.named = ()
