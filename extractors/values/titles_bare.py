"""Titles beside a reference that no quotes enclose: behind it, or before it in a list or over brackets."""

import re
from dataclasses import replace

from extractors.values.mention_span import PART, MentionSpan, Titles
from extractors.values.references import Reference
from extractors.values.titles_before import title_before, title_of_item

# Words that go on with the sentence after a title that no quote closes.
VERB = r"(?:was|were|is|are|has|have|had|will|would|remains?|closed|closes|opened|opens|went|also|as|by)"

STATUS = (
    r"(?:approved|rejected|deferred|referred|withdrawn|sent|returned|remitted|closing|closes|closed|opened|"
    r"opens|open|issued|expected|implemented|implementation|now|currently|due|pending|awaiting|with|w/c|"
    r"week|responses?|raised|voted|self|authority|fast|to be|for|from|until|in the|at the|on|not|which|who|"
    r"under|accepted|decision|vote|part|been|be|being|since|also|then|agreed|granted|put|out|subject"
    r"|scheduled|"
    r"planned|awaited|outstanding|moved|passed|included|considered|submitted|presented|recommended|converted|likely|stand-?alone|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]* \d{4}(?! SEC Release (?-i:[a-z])))"
)

# "… was approved", "… is now with": a verb that goes on with the sentence, not with the title
_GOES_ON = (
    rf"(?:(?:was|were|is|are|has|have|had|will|would|remains?)\s+(?:{STATUS}|Dat)\b"
    r"|until\s+(?:its|the)\b|by\s+(?:the\s+(?:SEC\s+)?(?:Change|Panel|Authority|Proposer|CSC)|its\s+Proposer|Ofgem)\b"
    r"|(?:closed|closes|opened|opens|went)\s)"
)

_END = re.compile(
    rf"\s*;|[.:](?=\s|$)|\s+\((?=(?:{STATUS})\b|\d(?!\d* [a-z]+\)))|\s+\["
    rf"|\s+{_GOES_ON}|,\s+(?:{STATUS}|{VERB}|and|but)\b"
    rf"|\s+[–—-]\s+(?!(?-i:Part)\s+\d+\s*(?:$|[–—(,;:.]))(?={STATUS}\b)|,?(?:(?<!\s[–—-])\s+\(?part|\s+\(?(?-i:part))\s+\d"
    rf"|\s+for\s+(?:implementation|decision|further)\b|\s+under\s+(?:Self|Authority|Fast)\b|\s+back\s+to\b"
    rf"|\s+to\s+the\s+(?:Panel|Authority|Working Group|Refinement"
    rf"|Report Phase)\b|\t",
    re.IGNORECASE,
)

# "Bulk CH returns (MP117)", "Bulk CH returns (MP117) part 2"
_IN_BRACKETS = re.compile(r"\s+\($")


def bare_before(text: str, reference: Reference, since: int, titles: Titles) -> MentionSpan | None:
    """The mention of a reference alone in brackets right after a title without quotes."""
    bracket = _IN_BRACKETS.search(text[: reference.start])
    if bracket is None or text[reference.end : reference.end + 1] != ")":
        return None
    past = since + (text[since : since + 1] == ")")
    start = title_before(text, bracket.start(), past, titles.get(reference.canonical, ()))
    if start is None:
        return None
    title, end = text[start : bracket.start()], reference.end + 1
    found = MentionSpan(reference.canonical, title, None, start, end, reference.end)
    part = PART.match(text, end)
    return replace(found, part=part["part"], end=part.end()) if part else found


# "Bulk CH returns, MP117 – approved", "Bulk CH returns (MP117): approved", as a list's item
_BEHIND = re.compile(r"(?P<comma>,)\s+$|\s+\($")


def item_title(text: str, reference: Reference) -> MentionSpan | None:
    """The mention of a reference behind the title with which a list's item begins."""
    behind = _BEHIND.search(text[: reference.start])
    end = reference.end if behind is None or behind["comma"] else reference.end + 1
    if behind is None or (not behind["comma"] and text[end - 1 : end] != ")"):
        return None
    start = title_of_item(text, behind.start(), end)
    if start is None:
        return None
    title = text[start : behind.start()]
    found = MentionSpan(reference.canonical, title, None, start, end, reference.end)
    part = PART.match(text, end)
    return replace(found, part=part["part"], end=part.end()) if part else found


# "DP168: The legal text would be confined to two definitions": a sentence about it, not its title
_SAYS = re.compile(
    r"^(?:The|This|These|It|There)\b|\b(?:is|are|was|were|be|been|has|have|had|would|will|can|could|should|must|needs?|told|said|asked)\b"
)

# "Ensuring correct Network Operator Certificates are placed on …" is a title all the same
_DOES = re.compile(r"\w+ing\b")


def unquoted(text: str, bare: MentionSpan, limit: int, titles: Titles, first: bool) -> MentionSpan:
    """A title after a dash, in brackets, or bare: known from elsewhere, or the rest of a list's item."""
    match = re.compile(r"\s*(?P<join>[–—:-]\s+|,\s+|[(\[]\s*|\s)").match(text, bare.end)
    if match is None:
        return bare
    start = match.end()
    rest = text[start:limit]
    for known in sorted(titles.get(bare.reference, ()), key=len, reverse=True):
        if rest.casefold().startswith(known.casefold()) and not rest[len(known) : len(known) + 1].isalnum():
            end = start + len(known)
            closes = match["join"][0] in "([" and text[end : end + 1] in (")", "]")
            return replace(bare, title=text[start:end], end=end + closes)
    if match["join"][0] in "([":
        close = text.find(")" if match["join"][0] == "(" else "]", start, limit)
        inside = text[start:close] if close > 0 else ""
        is_title = (
            len(inside.split()) > 1 and inside[:1].isupper() and not re.match(rf"{STATUS}\b", inside, re.I)
        )
        return replace(bare, title=inside, end=close + 1) if is_title else bare
    dashed = match["join"][0] in "–—:-"
    if not (first or dashed) or not re.match(r"[A-Z0-9a-z‘“]", rest):
        return bare
    if re.match(rf"(?:{STATUS}|{VERB}|and|or)\b", rest, re.IGNORECASE) or (
        not dashed and not rest[0].isupper() and not rest[0].isdigit()
    ):
        return bare
    stop = _title_end(text, start, limit)
    title = text[start:stop].strip().rstrip(",–—-").strip()
    if match["join"][0] == ":" and not _DOES.match(title) and _SAYS.search(title):
        return bare
    return replace(bare, title=title, end=start + len(text[start:stop].rstrip(" ,–—-"))) if title else bare


# "MP062 – Network Enhancement Plans: 4G Hubs": a title in two halves
_SECOND_HALF = re.compile(
    rf":\s+(?!(?:{STATUS}|{VERB}|and|or|but|th(?:e|is|ese|ere)|an?|it|no|none|nil|see|target|proposer|approval|rejection|decision|deferral)\b)"
    r"(?=[\w(‘“'\"])",
    re.IGNORECASE,
)

_HALF_WORDS = 8


def _title_end(text: str, start: int, limit: int) -> int:
    """Where a title that no quote closes ends; a colon ends it unless a few words more close the text."""
    cut = _END.search(text, start, limit)
    if cut is not None and (half := _SECOND_HALF.match(text, cut.start(), limit)):
        again = _END.search(text, half.end(), limit)
        stop = again.start() if again else limit
        rest = text[half.end() : stop].rstrip(" .")
        if (
            len(rest.split()) <= _HALF_WORDS
            and not re.search(r"\d{4}|:", rest)
            and text[stop : stop + 1] != ":"
        ):
            return stop
    return cut.start() if cut else limit
