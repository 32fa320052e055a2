"""Titles without quotes that stand before their reference: `Bulk CH returns (MP117)`, `…, MP117`."""

import re
from collections.abc import Iterable

# "…: Bulk CH returns (MP117); and SOC2 Assessments (MP103)": where an item of a list begins
_ITEM = re.compile(r"[:;]\s+(?:and\s+|or\s+)?(?=[A-Z0-9])")
# " and SOC2 Assessments (MP103)", after another mention
_NEXT_ITEM = re.compile(r"[\s,;]*(?:and\s+|or\s+|&\s+)?")
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z])")
# What tells of a title and is none: verbs, bodies, consultations, requests, years, releases.
# "On Mon 7 Sep 2020 the Working Group met to discuss Bulk CH returns (MP117)"
_TOLD = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|met|meets|approve[ds]?|reject(?:ed|s)?"
    r"|defer(?:red|s)?|refer(?:red|s)?|with(?:drew|drawn|draws)|sent|agreed|determined|recommend(?:ed|s)?"
    r"|discuss(?:ed)?|consider(?:ed)?|review(?:ed)?|raised|submitted|implemented|closed|opened|issued|overlap"
    r"|legal text|solution|(?:SEC )?(?:Change Board|Panel(?! Members?)|Working Groups?|Change Sub-Committee)"
    r"|CSC|Authority|Ofgem|SECAS"
    r"|(?:Modification Report|Refinement(?: Process)?|Report Phase) Consultations?"
    r"|Self-Governance|Authority[- ]Determin(?:ation|ed)|Fast[- ]Track(?: Modification)?|namely"
    r"|(?:Impact|Preliminary) Assessments?(?: requests?)?|requests?|(?:Draft|Modification) Proposals?"
    r"|(?:19|20)\d\d|Release)\b"
)
# "Ensuring correct Certificates are", of "… are placed on Smart Meters": a title all the same
_DOES = re.compile(r"[A-Z]\w+ing\b(?:(?!\.\s).)*\b(?:is|are)\Z")
_VERB = re.compile(r"(?:is|are|was|were|has|have|had|will|would)\b")
# "The", "This proposal", "It": no title begins so
_NO_TITLE = re.compile(
    r"(?:The|This|These|Those|It|Its|There|An|A|No|One|Two|Three|Four|Five|Six|Both|All|Each|Our|Their|See)\b"
)
# " for ", " on the ": what leads from the telling words to the title's first capital
_LINK = re.compile(r"(?:\s|[,–-]|[a-z][a-z-]*\b)*(?=[A-Z0-9])")
_LONGEST = 24


def title_before(text: str, close: int, since: int, known: Iterable[str]) -> int | None:
    """Where the title begins that ends at `close`, right before a reference in brackets; None for none.

    `since` is where the mention before ends, `known` what the document calls the modification elsewhere.
    """
    for title in sorted(known, key=len, reverse=True):
        if close - len(title) >= since and text[:close].casefold().endswith(title.casefold()):
            return close - len(title)
    sentence = max((m.end() for m in _SENTENCE.finditer(text, since, close)), default=0)
    begin, listed = max(since, sentence), False
    if since > sentence and (joined := _NEXT_ITEM.match(text, since, close)):
        begin, listed = joined.end(), bool(joined.group().strip())
    if items := [m.end() for m in _ITEM.finditer(text, begin, close)]:
        begin, listed = items[-1], True
    told = [m for m in _TOLD.finditer(text, begin, close) if not _DOES.match(text[begin : m.end()])]
    if not told or (listed and not any(_VERB.match(m.group()) for m in told)):
        return begin if _is_title(text[begin:close]) else None
    for last in reversed(told):
        link = _LINK.match(text, last.end(), close)
        if link and _is_title(text[link.end() : close]):
            return link.end()
    # "Standardised templates for Impact Assessments (SECMP0061)": the title's own last words
    return begin if told[0].end() == close and _is_title(text[begin:close]) else None


# What a list's item that begins with a title does not say before the reference: who did what, when.
_ACTS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|met|meets|approve[ds]|rejected|deferred|referred"
    r"|with(?:drew|drawn)|sent|returned|agreed|determined|recommend(?:ed|s)|discussed|considered|reviewed"
    r"|raised|submitted|implemented|closed|opened|issued|voted|namely|pending|awaiting|consultations? on|for"
    r" decision|Self-Governance|Authority[- ]Determin\w+|Impact Assessments? (?:requests? )?(?:for|on|of)"
    r"|unanimous\w*|majority|votes?|meetings?|postponed|urgent|dependent|Self Governance|Fast[- ]Track"
    r"|requests? for|(?:Draft|Modification) Proposals?|(?:19|20)\d\d)\b"
    r"|^(?:SEC )?(?:Change Board|Panel|Working Group|Authority|Ofgem|CSC|SECAS)\b"
    r"|\b(?:by|to|from) the\b.*\bAuthority\b",
    re.IGNORECASE,
)
# "In June, MP068 …", "Following the vote, MP068 …": a sentence's beginning, no title
_OPENS = re.compile(
    r"(?:In|On|At|By|For|From|Since|After|Before|Following|Under|During|Also|With|As|When|While|If|Once"
    r"|Until|Given|Despite|However|Further|Then|Subject|Part|Approved|Rejected|Deferred|Open|Closed|Expected)\b"
)
# "…, MP117" ends the item, or what follows is set off: "– approved by …", "(part 2)", ", closing on …"
_AFTER = re.compile(r"\s*(?:$|[–—(,;:.\])]|-\s)")
_LABEL_WORDS = 3


def title_of_item(text: str, close: int, after: int) -> int | None:
    """Where the title begins with which a list's item begins, if all up to `close` is one; None where not.

    `after` is where the reference behind the title ends: a sentence would go on there.
    """
    begin = len(text) - len(text.lstrip())
    title = text[begin:close]
    if not _AFTER.match(text, after) or _OPENS.match(title) or _ACTS.search(title) or ";" in title:
        return None
    if (item := _ITEM.search(title)) and len(title[: item.start()].split()) < _LABEL_WORDS:
        begin, title = begin + item.end(), title[item.end() :]  # "Refinement: Bulk CH returns, MP117"
    if _SENTENCE.search(title) or any(mark in title for mark in '()‘“"'):
        return None
    return begin if _is_title(title) else None


def _is_title(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= _LONGEST
        and text[0].isalnum()
        and not text[0].islower()
        and not _NO_TITLE.match(text)
    )
