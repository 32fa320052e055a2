"""The path under which a modification was decided."""

from typing import cast

from extractors.contract import Governance
from extractors.facts.rules.acts import Act
from extractors.facts.sentences.sentence import Sentence, clauses
from extractors.facts.sentences.unit import Unit
from extractors.values.mention_span import MentionSpan


def _named_path(sentence: Sentence, mention: MentionSpan) -> str | None:
    """The path named in a mention's part of the sentence (`…; it also approved Ref under …`), or at all.

    A path between a mention and the next outcome is that one's: `approved Ref under … and rejected Ref`.
    """
    place = next((p.start for p in sentence.placed if p.span is mention), 0)
    others = [p.start for p in sentence.placed if isinstance(p.span, MentionSpan) and p.span is not mention]
    paths = [x for x in sentence.labels if x.kind == "governance"]
    told = [*others, *(x.start for x in sentence.labels if x.kind == "outcome")]
    paths = [
        x
        for x in paths
        if not (any(other < x.start for other in others) and any(x.start < start < place for start in told))
    ]
    parts = clauses(sentence.mask)
    low, high = next(((low, high) for low, high in parts if low <= place < high), (0, 0))
    taken = [part for part in parts if any(part[0] <= other < part[1] for other in others)]
    first = min((place, *others))
    elsewhere = [x.value for x in paths if x.start < first or not any(a <= x.start < b for a, b in taken)]
    return next((x.value for x in paths if low <= x.start < high), elsewhere[0] if elsewhere else None)


def governance_of(unit: Unit, act: Act, mention: MentionSpan) -> Governance | None:
    """The path under which it was decided, as printed; the Panel's and the Authority's only where printed."""
    if act.outcome in ("sent_back", "withdrawn", "referred"):
        return None
    if own := _named_path(unit.sentence, mention):
        return cast(Governance, own)
    over = unit.headings[:1] if unit.listed else ()
    led = [s for s in unit.lead.context if s not in unit.headings] if unit.lead is not None else []
    for sentence in (*over, *led):
        if found := sentence.first("governance"):
            return cast(Governance, found)
    return None
