"""Headings: the section or the list they open, and what they tell by themselves."""

from dataclasses import replace

from extractors.blocks.model import Block
from extractors.contract import Section
from extractors.facts.reading.sentence import understand
from extractors.facts.reading.state import Reading, add_mentions, unit_of
from extractors.facts.reading.stated_counts import close_list, close_raised, count_in_heading
from extractors.facts.reading.told import warning_at
from extractors.facts.reading.votes import parts_votes, tells_of_others
from extractors.facts.rules.topics import topic_of
from extractors.facts.sentences.cut import sentences_of
from extractors.facts.sentences.passage import passage_of
from extractors.facts.sentences.sentence import Sentence
from extractors.facts.sentences.unit import Unit
from extractors.sections import part_of, sections_in
from extractors.vocabulary.headings import is_known, plain_heading


def heading(state: Reading, block: Block, section: Section | None) -> None:
    """A heading: opens a section or closes a list, and tells what it says by itself."""
    if section in (None, state.section) and state.pending and parts_votes(state, block):
        caption(state, block)
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
        if topic_of(unit) is None:
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
            warning_at(
                "unknown_heading",
                f"heading not in the vocabulary: “{block.text}”",
                block.words,
                state.section,
            )
        )


def _item(state: Reading, block: Block, unit: Unit) -> None:
    """A heading that names a modification: an item of the list that a sentence over it led into."""
    state.ledger.claim("heading", block.words)
    add_mentions(state, unit)
    for pending in state.pending:
        pending.listed += len({m.reference for m in unit.sentence.mentions})
    state.previous = None
    state.named = tuple(block.words)
    state.carried = unit.sentence.mentions[:1]
    state.carried_words = unit.mention_words[unit.sentence.mentions[0].start]


def _over(state: Reading, block: Block, sentence: Sentence, section: Section | None) -> None:
    """Puts a heading over what follows, under those headings of its section that outrank it."""
    rank = None if section is not None else (round(block.size * 2) / 2, block.bold)
    above = [
        (other, heading)
        for other, heading in zip(state.ranks, state.headings, strict=True)
        if rank is not None and other is not None and other > rank
    ]
    state.ranks = (rank, *(other for other, _ in above))
    state.headings = (sentence, *(heading for _, heading in above))


def caption(state: Reading, block: Block) -> None:
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
        heading(state, block, None)
