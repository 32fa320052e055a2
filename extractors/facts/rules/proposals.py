"""New proposals: who raised what, for whom, and when."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from extractors.contract import ProposalRaised
from extractors.facts.rules.date_roles import fact_evidence, subjects
from extractors.facts.rules.topics import Frame, Unit
from extractors.facts.sentences.cut import Sentence
from extractors.values.dates import DateSpan
from extractors.values.mentions import MentionSpan

# "by Gordon Hextall of the Security Sub-Committee (SSC) on …", "by Tom Woolley from SMS PLC", "by A B (C)"
_BY = re.compile(
    r"(?:\b(?:by:?|(?:[Tt]he|[Ii]ts) [Pp]roposer (?:is|was)|(?:[Pp]roposer|[Ff]rom):)"
    r"|\b(?:came|comes|arrived|received|received Ref) from|,\s+from)\s+"
    r"(?P<name>(?!the\b)[A-Z][\w.'’-]*(?:\s+(?:(?:de|van|von|der|la|O[’'])\s*)?[A-Z][\w.'’-]*){0,3})"
    r"(?:\s*(?:,|;)?\s*(?:\bwho (?:represents|works for)|\bof|\bfrom|\bat|\bon behalf of|\brepresenting"
    r"|\bfor|,|;|\(|–|-)\s*(?P<organisation>.+?))?"
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


_NAME = re.compile(r"[A-Z][\w.'’-]*(?:\s+(?:(?:de|van|von|der|la|O[’'])\s*)?[A-Z][\w.'’-]*){0,3}")


def proposals_raised(unit: Unit, frame: Frame | None, near: date) -> Iterator[ProposalRaised]:
    """New proposals; several in one sentence are told one by one, each with its own words."""
    if frame != "raised":
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
        turned = _ORGANISATION_FIRST.search(mask)
        return (turned["name"], clean_organisation(turned["organisation"])) if turned else (None, None)
    organisation = match["organisation"]
    if organisation is None and (behalf := _BEHALF_FIRST.search(mask)):
        organisation = behalf["organisation"]
    return match["name"].strip(), clean_organisation(organisation) if organisation else None


# ", on behalf of Npower"
_LINKS = re.compile(
    r"^\s*(?:(?:,|\b(?:of|from|at|for|on behalf of|representing|who (?:represents|works for))\b)\s*)+"
)
_NAMES_A_COMPANY = re.compile(
    r"\b(?:Ltd|Limited|plc|PLC|LLP|Inc|Group|Company|Energy|Networks?|Gas|Power|Utilit(?:y|ies)|Systems|Services"
    r"|Solutions|Meter(?:s|ing)|Distribution|Retail|Supply|Committee)\b"
)


def name_and_organisation(text: str) -> tuple[str | None, str | None]:
    """`David Lee (Landis+Gyr)`, `Joe Hehir of Npower` or `A B, C Ltd` as name and organisation."""
    name = _NAME.match(text.strip())
    if name is None:
        return None, None
    rest = text.strip()[name.end() :]
    if (bracketed := re.match(r"\s*\((?P<in>.+)\)\s*$", rest)) is None:
        organisation = _LINKS.sub("", rest)
    elif _NAMES_A_COMPANY.search(name.group()) and not _NAMES_A_COMPANY.search(bracketed["in"]):
        return bracketed["in"], clean_organisation(text[: text.index("(")])  # "Npower Ltd (Jo Smith)"
    else:
        organisation = bracketed["in"]
    return name.group(), clean_organisation(organisation) if organisation.strip() else None


def clean_organisation(text: str) -> str | None:
    """`the Security Sub-Committee (SSC)` as `Security Sub-Committee` (contract, ruling 1)."""
    plain = re.sub(r"\s*\([^()]*\)?\s*", " ", text)
    plain = re.sub(r"^\s*the\s+", "", plain, flags=re.IGNORECASE)
    if ")" in plain and "(" not in plain:
        plain = plain[: plain.index(")")]
    return plain.strip(" ,.;") or None
