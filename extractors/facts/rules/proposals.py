"""New proposals: who raised what, for whom, and when."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from extractors.contract import ProposalRaised
from extractors.facts.rules.evidence import fact_evidence, subjects
from extractors.facts.rules.family import Topic
from extractors.facts.sentences.sentence import Sentence
from extractors.facts.sentences.unit import Unit
from extractors.values.dates import DateSpan
from extractors.values.mention_span import MentionSpan
from extractors.values.people import clean_organisation, name_and_organisation, names_a_company

# "by Gordon Hextall of the Security Sub-Committee (SSC) on …", "by Tom Woolley from SMS PLC", "by A B (C)"
_BY = re.compile(
    r"(?:\b(?:by:?|(?:[Tt]he|[Ii]ts) [Pp]roposer (?:is|was)|(?:[Pp]roposer|[Ff]rom):)"
    r"|\b(?:came|comes|arrived|received|received Ref) from|,\s+from)\s+"
    r"(?P<name>(?!the\b)[A-Z][\w.'’-]*(?:\s+(?:(?:de|van|von|der|la|O[’'])\s*)?[A-Z][\w.'’-]*){0,3})"
    r"(?:\s*(?:,|;)?\s*(?:\bwho (?:represents|works for)|\bof|\bfrom|\bat|\bon behalf of|\brepresenting"
    r"|\bfor|,|;|\(|–|-)\s*(?P<organisation>(?!(?:raised|Dat|Mon)\b).+?))?"
    r"\s*(?=,?\s*;?\s*(?:\band\s+)?\b(?:on|in|during|raised)\b|,?\s*\(?(?:Dat|Mon)\b|[.;]\s*$|[.;]\s|\s+and\s+(?:was|is|were)\b|,\s+(?:and|who"
    r"|which|was|with|to)\b|\s*$)"
)

_ORGANISATION_FIRST = re.compile(
    r"\bby\s+(?:the\s+)?(?P<organisation>[A-Z][^,.;()]*?)\s*\((?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,2})\)"
)

_RAISED = re.compile(
    r"\b(?:raised|submitted|proposed|lodged|tabled|introduced|brought forward|put forward)\b", re.IGNORECASE
)

# "On Dat Easton Ashworth (British Gas) submitted Ref", "Joe Hehir of Npower raised Ref"
_ACTIVE = re.compile(
    r"(?:^|\bDat,?\s+|;\s*|\band\s+)(?P<who>[A-Z][^;]*?)\s+(?:has\s+|have\s+)?(?:raised|submitted"
    r"|proposed|lodged|tabled|introduced|initiated|logged|registered|sponsored|(?:brought|put)(?: forward)?)"
    r"\s+(?:(?:(?:the|a|new|Draft|Proposal)\s+)*Ref|this (?:Draft )?[Pp]roposal)\b"
)

# "raised Ref for SECAS on Dat"
_ON_BEHALF = re.compile(
    r"\s+(?:for|on behalf of)\s+(?P<organisation>(?:the\s+)?[A-Z(][^.;]*?)"
    r"(?=\s+(?:on|in)\s+(?:Dat|Mon)|[.;,]|\s*$)"
)


def proposals_raised(unit: Unit, topic: Topic | None, near: date) -> Iterator[ProposalRaised]:
    """New proposals; several in one sentence are told one by one, each with its own words."""
    if topic != "raised":
        return
    sentence = unit.sentence
    mentions = subjects(unit)
    told = sentence.mentions or sentence.has("raise") or _BY.search(sentence.mask)
    if not mentions or not told:
        return  # "It refers to a standard that …", of the proposal told before
    if _tells_of_another(unit):
        return
    for mention, mask, day in _clauses(sentence, mentions):
        proposer, organisation = _proposer(mask)
        yield ProposalRaised(
            section=unit.section,
            evidence=fact_evidence(unit, mention, with_lead=False),
            reference=mention.reference,
            title=mention.title,
            proposer=proposer,
            organisation=organisation,
            raised_on=day or _day_before(unit, mention),
        )


def _tells_of_another(unit: Unit) -> bool:
    """`It takes up concerns raised by the DCC on Ref.`, of the proposal told before: Ref is none."""
    s = unit.sentence
    told = unit.before.sentence.mentions if unit.before is not None and unit.refers_back else ()
    return bool(told and s.mentions) and not (s.has("raise") or s.dates)


def _day_before(unit: Unit, mention: MentionSpan) -> date | None:
    """The day in the sentence before: `DP244 reached us on 17 April. It was raised by …`."""
    told = unit.before.sentence if unit.before is not None and unit.refers_back else None
    if told is None or len(told.dates) != 1 or mention.reference not in {m.reference for m in told.mentions}:
        return None
    return told.dates[0].value


def _clauses(
    sentence: Sentence, mentions: Sequence[MentionSpan]
) -> Iterator[tuple[MentionSpan, str, date | None]]:
    """Each new proposal with the part of the sentence that tells of it, and its date."""
    places = [p.start for p in sentence.placed if isinstance(p.span, MentionSpan)]
    told = [m.start() for m in _RAISED.finditer(sentence.mask)]
    if len(mentions) > 1 and len(told) < len(mentions):
        mentions, places = mentions[:1], places[:1]
    for position, mention in enumerate(mentions):
        low = places[position] if position < len(places) and position else 0
        high = places[position + 1] if position + 1 < len(places) else len(sentence.mask)
        dates = [
            p.span.value for p in sentence.placed if isinstance(p.span, DateSpan) and low <= p.start < high
        ]
        yield mention, sentence.mask[low:high].rstrip(" ,;"), next((d for d in dates if d), None)


# "Jo Smith (Npower) is the Proposer of Ref", "The Proposer of Ref is Jo Smith (Npower), who raised it on Dat"
_PROPOSER_OF = re.compile(
    r"(?:^(?P<before>[A-Z][^;]*?) (?:is|was) the Proposer of Ref\b"
    r"|\bProposer of Ref,? (?:is|was) (?P<after>[A-Z][^,;.(]*(?:\([^)]*\)|, (?!who\b|and\b)[A-Z][^,;.]*)?))"
)

# "raised on behalf of Npower by Jo Smith"
_BEHALF_FIRST = re.compile(r"\bon behalf of (?P<organisation>(?:the )?[A-Z][^,.;]*?),? by\b")

# "Ref (Jo Smith, Npower) was raised on Dat"
_AFTER_REFERENCE = re.compile(
    r"Ref\s*\((?P<who>[A-Z][^()]+)\),? (?:was|were|has been|have been) (?:raised|submitted|lodged|tabled)\b"
)

# "Ref [Bethan Drummond, Calvin Capital; raised Dat]"
_IN_BRACKETS = re.compile(r"Ref\W{0,3}[\[(](?P<who>[A-Z][^;\]]+?)[;,]\s+(?:raised|submitted)\b")

# "Acting for Itron, Helena Wainwright raised Ref on Dat"
_ACTING_FOR = re.compile(
    r"(?:^|[.;]\s*)(?:Acting for|On behalf of|For)\s+(?P<organisation>(?:the\s+)?[A-Z][^.;]*?),"
    r"\s+(?P<name>[A-Z][^,.;]*?)"
    r"\s+(?:has\s+)?(?:raised|submitted|proposed|lodged|tabled|introduced)\b"
)


def _proposer(mask: str) -> tuple[str | None, str | None]:
    """Name and organisation after `by`; the organisation without its abbreviation and leading `the`."""
    if bracketed := _IN_BRACKETS.search(mask):
        return name_and_organisation(bracketed["who"])
    if bracketed := _AFTER_REFERENCE.search(mask):
        return name_and_organisation(bracketed["who"])
    if of := _PROPOSER_OF.search(mask):
        return name_and_organisation(of["before"] or of["after"])
    if acting := _ACTING_FOR.search(mask):
        return acting["name"], clean_organisation(acting["organisation"])
    if active := _ACTIVE.search(mask):
        name, organisation = name_and_organisation(
            re.sub(r"^(?:Ref\W+)?(?:On|In)\s+(?:Dat|Mon),?\s+", "", active["who"])
        )
        behalf = _ON_BEHALF.search(mask, active.end())
        return name, organisation or (clean_organisation(behalf["organisation"]) if behalf else None)
    match = _BY.search(mask)
    if match is None:
        return _organisation_before(mask)
    organisation = match["organisation"]
    if organisation is None and (behalf := _BEHALF_FIRST.search(mask)):
        organisation = behalf["organisation"]
    if organisation is None and names_a_company(match["name"]):
        return None, clean_organisation(match["name"])
    return match["name"].strip(), clean_organisation(organisation) if organisation else None


# "was raised by the DCC on Dat"
_ORGANISATION_ALONE = re.compile(
    r"\bby\s+the\s+(?P<organisation>(?!Proposer\b|Working Group\b)[A-Z][^,.;()]*?)"
    r"\s*(?=[,.;(]|\b(?:on|in|during|and)\b|\bDat\b|$)"
)


def _organisation_before(mask: str) -> tuple[str | None, str | None]:
    """`by Npower (Jo Smith)`, else `by the DCC`, which names nobody."""
    if turned := _ORGANISATION_FIRST.search(mask):
        return turned["name"], clean_organisation(turned["organisation"])
    alone = _ORGANISATION_ALONE.search(mask)
    return None, clean_organisation(alone["organisation"]) if alone else None


# "The month brought 4 new Draft Proposals."
_SO_MANY_NEW = re.compile(
    r"\b(?:[a-z]+|\d+) (?:new|fresh) (?:draft |modification )?proposals?\b", re.IGNORECASE
)

# "The portfolio grew by three Draft Proposals.", in Define
_SO_MANY_DRAFT = re.compile(r"\b(?:[a-z]+|\d+) draft proposals?\b", re.IGNORECASE)

# "Newly raised (5)", "Raised this month: three"
_NEWLY_RAISED = re.compile(
    r"(?:newly |recently )?(?:raised|submitted|received)(?: \w+){0,3}:? ?(?:\(\d+\)|\d+|[a-z]+)\.?",
    re.IGNORECASE,
)

_SHORT = 14

# "Ref received the Authority’s approval on Dat"
_GRANTED = re.compile(
    r"\breceived (?:(?!proposals?\b)[\w’'-]+ ){0,4}(?:approval|rejection|consent|decision|determination)\b",
    re.IGNORECASE,
)

# "There were no new Draft Proposals in the last month."
_NEW_PROPOSALS = re.compile(r"\b(?:new|draft) (?:draft |modification )?proposals?\b", re.IGNORECASE)

# "Three Draft Proposals were raised", "No new proposals have been raised", "received three new proposals"
_PROPOSALS = re.compile(
    r"\b(?:proposals?|new modifications?) (?:\w+ ){0,3}(?:raised|submitted|lodged|tabled|introduced|received"
    r"|registered|logged|initiated|(?:put|brought|came|come) forward|(?:came|come) in)\b"
    r"|\b(?:raised|submitted|received) (?:[\w-]+ ){0,4}proposals?\b",
    re.IGNORECASE,
)
_BY_SOMEONE = re.compile(r"\b(?:by|from|on|of|at)\b")


def tells_of_proposals(unit: Unit) -> bool:
    """Whether a unit is about proposals raised, by its own words."""
    s = unit.sentence
    granted = s.has("outcome") and _GRANTED.search(s.mask)
    settled = s.has("outcome") and (s.has("outcome", "withdrawn") or unit.section in ("opine", "releases"))
    otherwise = granted or settled or s.has("consultation") or s.has("body", "change_board")
    if s.has("raise") and not otherwise:
        if (s.mentions or (unit.carried and unit.refers_back)) and (_BY_SOMEONE.search(s.mask) or s.dates):
            return True
        counted = (s.numbers or s.has("negation")) and not (s.mentions or s.has("to_stage"))
        if counted and _PROPOSALS.search(s.mask):
            return True
    if (
        s.has("negation")
        and _NEW_PROPOSALS.search(s.mask)
        and not (s.has("propose") or s.has("to_stage") or s.has("subject") or s.mentions)
    ):
        return True
    if (
        s.numbers
        and _SO_MANY_NEW.search(s.mask)
        and not (s.has("propose", None) and s.has("to_stage"))
        and not s.mentions
    ):
        return True
    newly = _NEWLY_RAISED.fullmatch(s.mask.strip()) is not None
    return _so_many_draft(unit) or (unit.section == "define" and newly)


def _so_many_draft(unit: Unit) -> bool:
    s = unit.sentence
    elsewhere = (
        s.mentions or s.dates or s.has("body") or s.has("subject") or s.has("propose") or s.has("to_stage")
    )
    short = len(s.mask.split()) <= _SHORT and len(s.numbers) == 1
    return unit.section == "define" and short and not elsewhere and bool(_SO_MANY_DRAFT.search(s.mask))
