"""Where a modification stands, told by a sentence of its own: `Ref remains in the Refinement Process`."""

import re
from collections.abc import Iterator

from extractors.contract import ModificationStage
from extractors.facts.rules.evidence import fact_evidence
from extractors.facts.sentences.unit import Unit
from extractors.values.mention_span import MentionSpan
from extractors.vocabulary.stage_names import stage_named

# "Ref remains in the Refinement Process", "Ref and Ref are still on hold": the stage ends where its name does
_STANDS = re.compile(
    r"(?P<who>Ref(?:(?:,| and|, and) Ref)*),? (?:remains?|stays?|is|are)(?: still| currently)?"
    r" (?P<stage>(?:in|at) (?:the )?[A-Z]\w+(?: [A-Z]\w+)*|on hold)(?=[,.;]|$| and\b| while| until)"
)

# "in the Refinement Process": the name begins behind these
_BEFORE = re.compile(r"^(?:in|at) (?:the )?")


def stages_in_prose(unit: Unit) -> Iterator[ModificationStage]:
    """The stage that a sentence without a topic names for each modification before it."""
    sentence = unit.sentence
    places = [(p.start, p.span) for p in sentence.placed if isinstance(p.span, MentionSpan)]
    for found in _STANDS.finditer(sentence.mask):
        stage = stage_named(found["stage"])
        if stage is None:
            continue
        for start, mention in places:
            if found.start("who") <= start < found.end("who"):
                yield ModificationStage(
                    section=unit.section,
                    evidence=fact_evidence(unit, mention),
                    reference=mention.reference,
                    title=mention.title,
                    stage=stage,
                    printed=_BEFORE.sub("", found["stage"]),
                    raised_on=None,
                    next_step=None,
                )
