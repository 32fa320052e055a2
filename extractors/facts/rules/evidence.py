"""What a fact is told of and by: the modifications a unit speaks of, and the boxes of its words."""

from collections.abc import Sequence

from extractors.contract import Evidence
from extractors.facts.sentences.unit import Unit
from extractors.pages.evidence import evidence_of, evidence_of_cells
from extractors.pages.model import Word
from extractors.values.mention_span import MentionSpan


def subjects(unit: Unit) -> Sequence[MentionSpan]:
    """The modifications a unit is about: those it names, else those that "this decision" points back to."""
    return unit.sentence.mentions or (unit.carried if unit.refers_back and not unit.sentence.numbers else ())


def fact_evidence(
    unit: Unit, mention: MentionSpan | None = None, with_lead: bool = True
) -> tuple[Evidence, ...]:
    """The boxes of a fact: where its reference stands first, then its sentence, then its lead-in."""
    own = unit.words
    first: tuple[Word, ...] = ()
    if mention is not None:
        first = (
            unit.mention_words.get(mention.start, ())
            if mention in unit.sentence.mentions
            else unit.carried_words
        )
    if unit.cells:
        boxes = list(evidence_of_cells(unit.cells))
    else:
        boxes = list(evidence_of((*first, *own) if first and first[0] not in own else own))
    if first and first[0] in own and boxes:
        start = next((i for i, w in enumerate(own) if w is first[0]), 0)
        if start:
            page = first[0].page
            boxes.sort(key=lambda e: e.page != page)
    if with_lead and unit.lead is not None:
        boxes.extend(e for e in evidence_of(unit.lead.words) if e not in boxes)
    return tuple(boxes)
