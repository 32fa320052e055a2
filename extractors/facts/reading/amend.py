"""Sentences that add to the fact told just before: `It will form part of the June 2019 SEC Release.`"""

import re
from dataclasses import replace

from extractors.contract import Consultation, Decision, Fact, Meeting, ProposalRaised
from extractors.facts.reading.state import Reading
from extractors.facts.rules.date_roles import dates_by_role
from extractors.facts.rules.evidence import fact_evidence
from extractors.facts.sentences.unit import Unit
from extractors.values.people import name_and_organisation

# "The Proposer is David Lee (Landis+Gyr)."
_PROPOSER = re.compile(r"^The (?:P|p)roposer (?:is|was) (?P<who>.+?)\.?$")

# "Yvonne Mistry is the Proposer.", after "raised by Northern Powergrid"
_IS_PROPOSER = re.compile(r"^(?P<who>[A-Z][^,.]+?) (?:is|was) the Proposer\.?$")

# "The modifications taken were Ref and Ref.", "Ref was discussed.", after the meeting's day
_DISCUSSED = re.compile(
    r"\b(?:discussed|considered|reviewed|covered|examined|debated|taken|on the agenda|looked at)\b",
    re.IGNORECASE,
)

# "Modifications covered: MPs 077 and 086."
_COVERED = re.compile(
    r"^(?:The )?(?:modifications?|proposals?|items?) (?:covered|discussed|considered|reviewed)\b",
    re.IGNORECASE,
)


def amend(unit: Unit, facts: list[Fact | None]) -> bool:
    """Adds what the unit says to the last fact where it only completes it; tells whether it did."""
    if unit.listed and unit.before is None:
        return False
    position = next((i for i in range(len(facts) - 1, -1, -1) if facts[i] is not None), None)
    if position is None:
        return False
    sentence, last = unit.sentence, facts[position]
    if isinstance(last, Decision) and unit.before is not None and not sentence.mentions:
        return _release(unit, facts, last)
    if told := _told_by_lines(unit, last):
        facts[position if isinstance(last, ProposalRaised) else len(facts) :] = [told]
        return True
    if (
        isinstance(last, ProposalRaised)
        and last.proposer is None
        and (match := _PROPOSER.match(sentence.mask))
    ):
        name, organisation = name_and_organisation(match["who"])
        facts[position] = replace(
            last, proposer=name, organisation=organisation, evidence=(*last.evidence, *fact_evidence(unit))
        )
        return name is not None
    if isinstance(last, ProposalRaised) and (match := _IS_PROPOSER.match(sentence.mask)):
        facts[position] = replace(
            last,
            proposer=match["who"],
            organisation=last.organisation or last.proposer,
            evidence=(*last.evidence, *fact_evidence(unit)),
        )
        return True
    if isinstance(last, Consultation) and unit.before is not None and not sentence.mentions:
        return _consultation_days(unit, facts, position, last)
    if not (sentence.mentions and (_COVERED.match(sentence.mask) or _discussed(unit, last))):
        return False
    meeting = next((i for i in range(len(facts) - 1, -1, -1) if isinstance(facts[i], Meeting)), None)
    if meeting is not None:
        held = facts[meeting]
        assert isinstance(held, Meeting)
        references = (*held.references, *(m.reference for m in sentence.mentions))
        facts[meeting] = replace(
            held, references=tuple(dict.fromkeys(references)), evidence=(*held.evidence, *fact_evidence(unit))
        )
        return True
    return False


def _discussed(unit: Unit, last: Fact | None) -> bool:
    s = unit.sentence
    plain = not (s.dates or s.numbers or s.has("outcome") or s.has("negation") or s.has("consultation"))
    return isinstance(last, Meeting) and unit.before is not None and plain and bool(_DISCUSSED.search(s.mask))


_IT = re.compile(r"It\b")


def _consultation_days(unit: Unit, facts: list[Fact | None], position: int, last: Consultation) -> bool:
    """`The consultation opened on D1 and closes on D2.`, `It will close on D2.`"""
    roles = dates_by_role(unit.sentence)
    opens, closes = roles.get("opens"), roles.get("closes")
    told = unit.sentence.has("consulting") or _IT.match(unit.sentence.mask)
    if not told or unit.sentence.has("status", "closed") or (opens is None and closes is None):
        return False
    facts[position] = replace(
        last,
        opens_on=last.opens_on or opens,
        closes_on=last.closes_on or closes,
        evidence=(*last.evidence, *fact_evidence(unit)),
    )
    return True


# "Proposer: Easton Ashworth, SECAS" and "Date raised: Dat", one under the other
_PROPOSER_LINE = re.compile(
    r"^(?:Proposer|Raised by|Proposed by|Submitted by)\s*[:–-]\s*(?P<who>.+?)\.?$", re.IGNORECASE
)

_RAISED_LINE = re.compile(r"^(?:Date )?(?:raised|submitted)(?: on)?\s*[:–-]\s*Dat\b", re.IGNORECASE)


def _told_by_lines(unit: Unit, last: Fact | None) -> ProposalRaised | None:
    """The new proposal named in the heading, told by lines of label and value."""
    who = _PROPOSER_LINE.match(unit.sentence.mask)
    day = unit.sentence.dates[0].value if _RAISED_LINE.match(unit.sentence.mask) else None
    if (who is None and day is None) or not unit.carried or unit.section not in ("define", "refine"):
        return None
    mention = unit.carried[0]
    name, organisation = name_and_organisation(who["who"]) if who else (None, None)
    if isinstance(last, ProposalRaised) and last.reference == mention.reference:
        return replace(
            last,
            proposer=last.proposer or name,
            organisation=last.organisation or organisation,
            raised_on=last.raised_on or day,
            evidence=(*last.evidence, *fact_evidence(unit, with_lead=False)),
        )
    return ProposalRaised(
        section=unit.section,
        evidence=fact_evidence(unit, mention, with_lead=False),
        reference=mention.reference,
        title=mention.title,
        proposer=name,
        organisation=organisation,
        raised_on=day,
    )


def _release(unit: Unit, facts: list[Fact | None], last: Decision) -> bool:
    """The release, or the day of a stand-alone one, that the approval just told is for."""
    sentence = unit.sentence
    told = bool(sentence.releases) or sentence.has("standalone")
    if (
        not told
        or not unit.refers_back
        or sentence.has("outcome", "rejected")
        or sentence.has("implement", "past")
    ):
        return False
    release = sentence.releases[0].name if sentence.releases else "standalone"
    day = None if sentence.releases else next(iter(v for v in dates_by_role(sentence).values() if v), None)
    changed = False
    for position, fact in enumerate(facts):
        same = isinstance(fact, Decision) and fact.evidence[0] == last.evidence[0]
        if same and isinstance(fact, Decision) and fact.outcome == "approved" and fact.release is None:
            facts[position] = replace(
                fact,
                release=release,
                implementation_date=day,
                evidence=(*fact.evidence, *fact_evidence(unit)),
            )
            changed = True
    return changed


def joins_meeting(state: Reading, unit: Unit) -> bool:
    """A modification listed under a meeting is one of its references."""
    for position in range(len(state.facts) - 1, -1, -1):
        fact = state.facts[position]
        if fact is not None and fact.kind == "meeting":
            references = (*fact.references, *(m.reference for m in unit.sentence.mentions))  # type: ignore[attr-defined]
            state.facts[position] = replace(fact, references=tuple(dict.fromkeys(references)))  # type: ignore[call-arg]
            return True
    return False
