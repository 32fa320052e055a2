"""Paragraphs, bullets and footnotes: their mentions first, then what each sentence says."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.blocks.model import Block
from extractors.facts.reading.lead_in import lead_of
from extractors.facts.reading.records import close_record, record
from extractors.facts.reading.sentence import understand
from extractors.facts.reading.state import Reading, add_mentions, unit_of
from extractors.facts.reading.stated_counts import close_list, lists_counted, shares_list
from extractors.facts.reading.votes import adds_to_votes, follows_count, goes_on_with_votes
from extractors.facts.sentences.cut import sentences_of
from extractors.facts.sentences.passage import passage_of
from extractors.facts.sentences.unit import Unit
from extractors.vocabulary.column_names import column_role


def paragraph(state: Reading, block: Block) -> None:
    """A paragraph or bullet: its mentions first, then what each sentence says."""
    listed = block.kind == "bullet"
    passage = passage_of(block.words, state.known)
    sentences = sentences_of(passage.text, state.near, state.titles, listed)
    covering = state.section in ("cover", "purpose")
    units = [unit_of(state, passage, sentence, listed and not covering) for sentence in sentences]
    for unit in units:
        add_mentions(state, unit)
    going_on = not listed and goes_on_with_votes(state, units)
    _add_to_list(state, units, listed, going_on)
    if record(state, passage, units):
        return
    close_record(state)
    if len(units) == 1 and state.headings and _dates_release(units[0]):
        state.printed[units[0].sentence] = units[0].words
        state.place = state.place.below_line(units[0].sentence)
        state.claim("fact", units[0].words)
        return
    alone = len(units) == 1 and re.fullmatch(r"\W*Ref\W*", units[0].sentence.mask)
    state.named = tuple(block.words) if alone else ()
    before = _understand_all(state, units, listed, going_on)
    if not listed and not going_on and units and not adds_to_votes(state, units):
        state.lead = None if before is not None and _is_nil(before) else before
    state.previous = before


def _add_to_list(state: Reading, units: Sequence[Unit], listed: bool, going_on: bool) -> None:
    """Counts an item, or the votes of a paragraph that goes on with them; other text ends the list."""
    if listed:
        for pending in state.pending:
            pending.listed += 1
            pending.bulleted = True
    elif going_on:
        for pending in state.pending:
            pending.listed += len({m.reference for u in units for m in u.sentence.mentions})
    elif not (adds_to_votes(state, units) or shares_list(state, units)):
        close_list(state)


def _understand_all(state: Reading, units: Sequence[Unit], listed: bool, going_on: bool) -> Unit | None:
    """Understands the sentences of a block, each with the one before it; gives the last."""
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
    return before


def footnote(state: Reading, block: Block) -> None:
    """A note at the foot of a page: what it says by itself. What says nothing more is narrative."""
    passage = passage_of(block.words, state.known)
    for sentence in sentences_of(passage.text, state.near, state.titles, False):
        unit = replace(unit_of(state, passage, sentence, listed=False), headings=())
        add_mentions(state, unit)
        understand(state, unit)
        if not (sentence.dates or sentence.numbers):
            state.claim("narrative", unit.words)


def _dates_release(unit: Unit) -> bool:
    """`Implementation date: Dat` on a line of its own: the day of the release that the heading names."""
    label, _, value = unit.sentence.mask.rstrip(".").partition(":")
    dated = unit.section == "releases" and value.strip() == "Dat"
    return dated and column_role(label) in ("implementation", "date") and bool(unit.headings[0].releases)


def _is_nil(unit: Unit) -> bool:
    """`Implementations in September: none.` leads into no list."""
    s = unit.sentence
    return s.has("negation") and not s.mentions and not s.text.rstrip().endswith(":")
