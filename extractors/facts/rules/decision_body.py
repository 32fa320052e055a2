"""Who decided."""

import re

from extractors.facts.rules.acts import Act
from extractors.facts.sentences.sentence import Sentence
from extractors.facts.sentences.unit import Unit
from extractors.vocabulary.phrases import Label

_RECIPIENT = re.compile(
    r"\b(?:to|from|with|for|before|at|in|of|than)\s+(?:the\s+)?(?:SEC\s+)?$", re.IGNORECASE
)

# "by the Change Board", "Rejected: Ref (Authority)"
_AGENT = re.compile(r"(?:\bby:?\s+|\()(?:the\s+|its\s+)?(?:SEC\s+)?$", re.IGNORECASE)

_IT = re.compile(r"(?:It|They)\b")

_DEFAULT_BODY = {
    "impact_assessment": "change_board",
    "conversion": "change_sub_committee",
    "progression": "panel",
}


def deciding_body(unit: Unit, act: Act, subject: str) -> str:
    """Who decided: `by …` after the outcome, the subject before it, else the lead-in's or heading's body."""
    if act.outcome == "withdrawn":
        return "proposer"
    if act.outcome == "pending":
        return "authority"
    if act.outcome == "referred" and act.label is None:
        return "panel"
    for position, sentence in enumerate(unit.context):
        label = act.label if position == 0 else None
        if position and _IT.match(sentence.mask):
            continue  # "It approved …, and the Authority now has the decision to make. It rejected …"
        if found := _agent(sentence, label, act.outcome):
            return found
    if act.outcome == "referred":
        return "panel"
    return _DEFAULT_BODY.get(subject, "authority" if _under_authority(unit) else "change_board")


def _under_authority(unit: Unit) -> bool:
    return any(heading.first("body") == "authority" for heading in unit.headings)


def _agent(sentence: Sentence, outcome: Label | None, what: str) -> str | None:
    bodies = [x for x in sentence.labels if x.kind == "body"]
    if what == "referred" and outcome is not None:
        to = [
            b
            for b in bodies
            if b.start > outcome.start and re.search(r"\bto\s+(?:the\s+)?$", sentence.mask[: b.start])
        ]
        if to:
            return to[0].value
    by = [b for b in bodies if _AGENT.search(sentence.mask[: b.start])]
    if outcome is not None:
        later = [x.start for x in sentence.labels if x.kind == "outcome" and x.start >= outcome.end]
        by = [b for b in by if b.start < min(later, default=len(sentence.mask))]
    if outcome is not None and by:
        after = [b for b in by if b.start > outcome.start]
        return (after or by)[0].value
    if by:
        return by[0].value
    agents = [b for b in bodies if not _RECIPIENT.search(sentence.mask[: b.start])]
    if outcome is not None:
        agents = [b for b in agents if b.start < outcome.start] or [b for b in agents if b.start < 1]
    if agents:
        return agents[-1].value if outcome is not None else agents[0].value
    at = [b for b in bodies if re.search(r"\b(?:at|of)\s+(?:the\s+)?(?:SEC\s+)?$", sentence.mask[: b.start])]
    return at[0].value if at else None
