"""Sentences that add to the fact told just before: `It will form part of the June 2019 SEC Release.`"""

import re
from dataclasses import replace

from extractors.facts import Decision, Fact, Meeting, ProposalRaised
from extractors.frames import Unit
from extractors.rules.common import dates_by_role, fact_evidence
from extractors.rules.others import name_and_organisation

# "The Proposer is David Lee (Landis+Gyr)."
_PROPOSER = re.compile(r"^The (?:P|p)roposer (?:is|was) (?P<who>.+?)\.?$")
# "Modifications covered: MPs 077 and 086."
_COVERED = re.compile(r"^(?:The )?(?:modifications?|proposals?|items?) (?:covered|discussed|considered|reviewed)\b", re.IGNORECASE)


def amend(unit: Unit, facts: list[Fact | None]) -> bool:
    """Adds what the unit says to the last fact where it only completes it; tells whether it did."""
    if unit.listed and unit.before is None:
        return False
    position = max((i for i, fact in enumerate(facts) if fact is not None), default=None)
    if position is None:
        return False
    sentence, last = unit.sentence, facts[position]
    if isinstance(last, Decision) and unit.before is not None and not sentence.mentions:
        return _release(unit, facts, last)
    if isinstance(last, ProposalRaised) and last.proposer is None and (match := _PROPOSER.match(sentence.mask)):
        name, organisation = name_and_organisation(match["who"])
        facts[position] = replace(
            last, proposer=name, organisation=organisation, evidence=(*last.evidence, *fact_evidence(unit))
        )
        return name is not None
    meeting = next((i for i in range(len(facts) - 1, -1, -1) if isinstance(facts[i], Meeting)), None)
    if meeting is not None and _COVERED.match(sentence.mask) and sentence.mentions:
        held = facts[meeting]
        assert isinstance(held, Meeting)
        references = (*held.references, *(m.reference for m in sentence.mentions))
        facts[meeting] = replace(
            held, references=tuple(dict.fromkeys(references)), evidence=(*held.evidence, *fact_evidence(unit))
        )
        return True
    return False


def _release(unit: Unit, facts: list[Fact | None], last: Decision) -> bool:
    """The release, or the day of a stand-alone one, that the approval just told is for."""
    sentence = unit.sentence
    told = bool(sentence.releases) or sentence.has("standalone")
    if not told or not unit.refers_back or sentence.has("outcome", "rejected") or sentence.has("implement", "past"):
        return False
    release = sentence.releases[0].name if sentence.releases else "standalone"
    day = None if sentence.releases else next(iter(v for v in dates_by_role(sentence).values() if v), None)
    changed = False
    for position, fact in enumerate(facts):
        same = isinstance(fact, Decision) and fact.evidence[0] == last.evidence[0]
        if same and isinstance(fact, Decision) and fact.outcome == "approved" and fact.release is None:
            facts[position] = replace(
                fact, release=release, implementation_date=day, evidence=(*fact.evidence, *fact_evidence(unit))
            )
            changed = True
    return changed
