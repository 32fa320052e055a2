"""Sentences that add to the fact told just before: `It will form part of the June 2019 SEC Release.`"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.contract import Consultation, Decision, Evidence, Fact, Meeting, ProposalRaised
from extractors.facts.reading.state import OpenCount, Told
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


def amended(unit: Unit, facts: Sequence[Told]) -> dict[int, Fact] | None:
    """The facts that a unit completes, by their place among those told; None where it completes none.

    What lines of label and value tell of a proposal may be a new fact, at the place past the last.
    """
    place = next((i for i in reversed(range(len(facts))) if not _is_open(facts[i])), None)
    if place is None or (unit.listed and unit.before is None):
        return None
    sentence, last = unit.sentence, facts[place]
    leans = unit.before is not None and not sentence.mentions
    if isinstance(last, Decision) and leans:
        return _released(unit, facts, last)
    if told := _told_by_lines(unit, last):
        return {place if isinstance(last, ProposalRaised) else len(facts): told}
    if isinstance(last, ProposalRaised) and (named := _with_proposer(unit, last)):
        return {place: named}
    if isinstance(last, Consultation) and leans:
        dated = _with_days(unit, last)
        return {place: dated} if dated else None
    if sentence.mentions and (_COVERED.match(sentence.mask) or _discussed(unit, last)):
        return joined_meeting(unit, facts, fact_evidence(unit))
    return None


def joined_meeting(
    unit: Unit, facts: Sequence[Told], evidence: tuple[Evidence, ...] = ()
) -> dict[int, Fact] | None:
    """The last meeting told, with the modifications that are listed under it; None where there is none.

    The next monthly meeting has none yet (contract, ruling 12).
    """
    for place in reversed(range(len(facts))):
        held = facts[place]
        if isinstance(held, Meeting) and (held.meeting_type, held.status) != ("monthly", "scheduled"):
            references = (*held.references, *(m.reference for m in unit.sentence.mentions))
            boxes = (*held.evidence, *evidence)
            return {place: replace(held, references=tuple(dict.fromkeys(references)), evidence=boxes)}
    return None


def _is_open(told: Told) -> bool:
    return isinstance(told, OpenCount) and not told.closed


def _with_proposer(unit: Unit, last: ProposalRaised) -> ProposalRaised | None:
    """`The Proposer is David Lee (Landis+Gyr).`, `Yvonne Mistry is the Proposer.`"""
    mask, evidence = unit.sentence.mask, (*last.evidence, *fact_evidence(unit))
    if last.proposer is None and (match := _PROPOSER.match(mask)):
        name, organisation = name_and_organisation(match["who"])
        return replace(last, proposer=name, organisation=organisation, evidence=evidence) if name else None
    if match := _IS_PROPOSER.match(mask):
        organisation = last.organisation or last.proposer
        return replace(last, proposer=match["who"], organisation=organisation, evidence=evidence)
    return None


def _discussed(unit: Unit, last: Told) -> bool:
    s = unit.sentence
    plain = not (s.dates or s.numbers or s.has("outcome") or s.has("negation") or s.has("consultation"))
    return isinstance(last, Meeting) and unit.before is not None and plain and bool(_DISCUSSED.search(s.mask))


_IT = re.compile(r"It\b")


def _with_days(unit: Unit, last: Consultation) -> Consultation | None:
    """`The consultation opened on D1 and closes on D2.`, `It will close on D2.`"""
    roles = dates_by_role(unit.sentence)
    opens, closes = roles.get("opens"), roles.get("closes")
    told = unit.sentence.has("consulting") or _IT.match(unit.sentence.mask)
    if not told or unit.sentence.has("status", "closed") or (opens is None and closes is None):
        return None
    return replace(
        last,
        opens_on=last.opens_on or opens,
        closes_on=last.closes_on or closes,
        evidence=(*last.evidence, *fact_evidence(unit)),
    )


# "Proposer: Easton Ashworth, SECAS" and "Date raised: Dat", one under the other
_PROPOSER_LINE = re.compile(
    r"^(?:Proposer|Raised by|Proposed by|Submitted by)\s*[:–-]\s*(?P<who>.+?)\.?$", re.IGNORECASE
)

_RAISED_LINE = re.compile(r"^(?:Date )?(?:raised|submitted)(?: on)?\s*[:–-]\s*Dat\b", re.IGNORECASE)


def _told_by_lines(unit: Unit, last: Told) -> ProposalRaised | None:
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


def _released(unit: Unit, facts: Sequence[Told], last: Decision) -> dict[int, Fact] | None:
    """The approvals just told, with the release, or the day of a stand-alone one, that they are for."""
    sentence = unit.sentence
    told = bool(sentence.releases) or sentence.has("standalone")
    other = sentence.has("outcome", "rejected") or sentence.has("implement", "past")
    if not told or other or not unit.refers_back:
        return None
    release = sentence.releases[0].name if sentence.releases else "standalone"
    day = None if sentence.releases else next(iter(v for v in dates_by_role(sentence).values() if v), None)
    evidence = fact_evidence(unit)
    return {
        place: replace(fact, release=release, implementation_date=day, evidence=(*fact.evidence, *evidence))
        for place, fact in enumerate(facts)
        if isinstance(fact, Decision)
        and fact.evidence[0] == last.evidence[0]
        and fact.outcome == "approved"
        and fact.release is None
    } or None
