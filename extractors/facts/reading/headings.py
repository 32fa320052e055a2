"""Headings: the section or the list they open, and what they tell by themselves."""

from dataclasses import replace

from extractors.blocks.model import Block
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
from extractors.sections import Part, part_of
from extractors.vocabulary.headings import is_known, plain_heading


def heading(state: Reading, block: Block, part: Part | None = None) -> None:
    """A heading: opens a section (`part`) or closes a list, and tells what it says by itself."""
    if (part is None or part.section == state.section) and state.pending and parts_votes(state, block):
        caption(state, block)
        return
    passage = passage_of(block.words, state.known)
    sentences = sentences_of(passage.text, state.near, state.titles, True)
    if part is None and sentences and sentences[0].mentions:
        _item(state, block, unit_of(state, passage, sentences[0], listed=False))
        return
    close_list(state)
    if part is not None:
        close_raised(state)
        state.place = replace(state.place, section=part.section, merged=part.named)
    elif len(state.place.merged) > 1 and (section := part_of(block.text, state.place.merged)):
        state.place = replace(state.place, section=section)
    if not sentences:
        return
    sentence = sentences[0]
    state.claim("heading", block.words)
    state.lead = state.previous = None
    state.named = ()
    unit = unit_of(state, passage, sentence, listed=False)
    add_mentions(state, unit)
    above = state.headings
    state.printed[sentence] = tuple(block.words)
    if part is not None:
        state.place = state.place.below_section(sentence)
        return
    state.place = state.place.below(sentence, block.style)
    _tell(state, unit, above, passage.text)
    _report_unknown(state, block, sentence)


def _tell(state: Reading, unit: Unit, above: tuple[Sentence, ...], text: str) -> None:
    """What a heading tells by itself: `Ad-hoc meeting held on 15 April 2022`, `Approved by Ofgem (1)`."""
    sentence = unit.sentence
    told = sentence.dates or (sentence.numbers and text.rstrip().endswith(")"))
    if not told or sentence.releases or state.section in ("cover", "purpose"):
        return
    # "To be opened in the week commencing 6 March" says of what only with the heading over it
    unit = replace(unit, headings=())
    if topic_of(unit) is None:
        unit = replace(unit, headings=state.headings[1:] or above[:1])
    understand(state, unit)
    state.lead = unit


def _report_unknown(state: Reading, block: Block, sentence: Sentence) -> None:
    """Reports a heading that says nothing and that the vocabulary does not know."""
    says = sentence.labels or sentence.releases or sentence.dates
    covering = state.section in ("cover", "purpose", "recommendations")
    if covering or says or is_known(block.text) or len(plain_heading(block.text)) <= 2:
        return
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
    state.claim("heading", block.words)
    add_mentions(state, unit)
    for pending in state.pending:
        pending.listed += len({m.reference for m in unit.sentence.mentions})
    state.previous = None
    state.named = tuple(block.words)
    state.carried = unit.sentence.mentions[:1]
    state.carried_words = unit.mention_words[unit.sentence.mentions[0].start]


def caption(state: Reading, block: Block) -> None:
    """A heading right over a table names the table; the sentence before it still leads in."""
    sentences = sentences_of(passage_of(block.words, state.known).text, state.near, state.titles, True)
    if sentences and not sentences[0].mentions:
        state.claim("heading", block.words)
        state.printed[sentences[0]] = tuple(block.words)
        state.place = state.place.below_caption(sentences[0], block.style)
        if tells_of_others(state, block):
            close_list(state)
            state.lead = None
        for pending in state.pending:
            pending.bulleted = False
        unit = unit_of(state, passage_of(block.words, state.known), sentences[0], listed=False)
        count_in_heading(state, replace(unit, headings=state.headings[1:]))
    else:
        heading(state, block)
