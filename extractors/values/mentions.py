"""References with the titles and parts printed beside them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from extractors.values.references import REFERENCE, Reference, find_references
from extractors.values.titles_before import title_before, title_of_item

# What the document calls each modification, by reference: titles that stand in quotes or alone somewhere.
Titles = Mapping[str, frozenset[str]]

_QUOTES = {"‘": "’", "“": "”", '"': '"', "'": "'", "`": "'", "‛": "’"}
# Words that go on with the sentence after a title that no quote closes.
_VERB = r"(?:was|were|is|are|has|have|had|will|would|remains?|closed|closes|opened|opens|went|also|as|by)"
_STATUS = (
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
    rf"(?:(?:was|were|is|are|has|have|had|will|would|remains?)\s+(?:{_STATUS}|Dat)\b"
    r"|until\s+(?:its|the)\b|by\s+(?:the\s+(?:SEC\s+)?(?:Change|Panel|Authority|Proposer|CSC)|its\s+Proposer|Ofgem)\b"
    r"|(?:closed|closes|opened|opens|went)\s)"
)
_END = re.compile(
    rf"\s*;|[.:](?=\s|$)|\s+\((?=(?:{_STATUS})\b|\d(?!\d* [a-z]+\)))|\s+\["
    rf"|\s+{_GOES_ON}|,\s+(?:{_STATUS}|{_VERB}|and|but)\b"
    rf"|\s+[–—-]\s+(?!(?-i:Part)\s+\d+\s*(?:$|[–—(,;:.]))(?={_STATUS}\b)|,?(?:(?<!\s[–—-])\s+\(?part|\s+\(?(?-i:part))\s+\d"
    rf"|\s+for\s+(?:implementation|decision|further)\b|\s+under\s+(?:Self|Authority|Fast)\b|\s+back\s+to\b"
    rf"|\s+to\s+the\s+(?:Panel|Authority|Working Group|Refinement"
    rf"|Report Phase)\b|\t",
    re.IGNORECASE,
)
# "part 2", "(part 2)", ", Part 1": the delivery of a modification, not its title, as in
# "MP061 – Network Enhancement Plans - Part 2"
_PART = re.compile(r"\s*[,–-]?\s*\(?(?P<part>part\s+(?:\d+|[ivx]+|one|two|three)\b)\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MentionSpan:
    """A reference, the title and part printed with it, and the place of the whole in a text.

    `own` is where the reference's own characters end; `quoted` tells a title in quotes from a bare one.
    """

    reference: str
    title: str | None
    part: str | None
    start: int
    end: int
    own: int
    quoted: bool = False


def find_mentions(text: str, titles: Titles, in_list: bool) -> Iterator[MentionSpan]:
    """Every mention of a text in order. In a list's item a bare title may follow the reference."""
    references = list(find_references(text))
    for position, reference in enumerate(references):
        limit = references[position + 1].start if position + 1 < len(references) else len(text)
        first = in_list and not text[: reference.start].strip(" •–-([*")
        if position and _enumerated(text, references[position - 1], reference):
            first = False
        if position + 1 < len(references) and _enumerated(text, reference, references[position + 1]):
            yield MentionSpan(reference.canonical, None, None, reference.start, reference.end, reference.end)
            continue
        since = references[position - 1].end if position else 0
        opening = _item_title(text, reference) if in_list and not position else None
        yield opening or _with_title(text, reference, (since, limit), titles, first)


def _enumerated(text: str, before: Reference, after: Reference) -> bool:
    between = text[before.end : after.start]
    return not REFERENCE.match(text, after.start) and len(between) < 8


def _with_title(
    text: str, reference: Reference, between: tuple[int, int], titles: Titles, first: bool
) -> MentionSpan:
    since, limit = between
    bare = MentionSpan(reference.canonical, None, None, reference.start, reference.end, reference.end)
    if before := _title_before(text, reference) or _bare_before(text, reference, since, titles):
        return before
    match = re.compile(r"\s*(?:[–—:,(-]\s*)?(?P<quote>[‘“\"'`‛])").match(text, reference.end)
    found = bare
    if match and match.end() < limit:
        close = _closing(text, match.end(), _QUOTES[match["quote"]], limit)
        if close is not None:
            title = text[match.end() : close].strip()
            closes = "(" in match.group() and text[close + 1 : close + 2] == ")"
            found = replace(bare, title=title or None, end=close + 1 + closes, quoted=True)
    if found is bare:
        found = _unquoted(text, bare, limit, titles, first)
    part = _PART.match(text, found.end)
    if part and (found.title or part.start() == found.end):
        found = replace(found, part=part["part"], end=part.end())
    return found


# "‘Bulk CH returns’ (MP117)": the title stands before its reference
_BEFORE = {"’": "‘", "”": "“", '"': '"', "'": "'"}


def _title_before(text: str, reference: Reference) -> MentionSpan | None:
    """The mention of a reference in brackets right after a title in quotes."""
    head = re.search(r"(?P<close>[’”\"'])\s*\((?:Modification\s+)?$", text[: reference.start])
    if head is None or text[reference.end : reference.end + 1] not in (")", ","):
        return None
    opening = _BEFORE[head["close"]]
    limit = max(0, head.start() - 200)
    start = head.start()
    if (
        text[start - 1] == head["close"] and opening != head["close"]
    ):  # "‘Use of the term ‘Supplier’’ (DP173)"
        start = max(text.rfind(opening, limit, start), limit)
    while (start := text.rfind(opening, limit, start)) >= 0:
        if start == 0 or not text[start - 1].isalnum():
            title = text[start + 1 : head.start()].strip()
            end = reference.end + (text[reference.end : reference.end + 1] == ")")
            found = MentionSpan(reference.canonical, title, None, start, end, reference.end, True)
            part = _PART.match(text, end)
            return replace(found, part=part["part"], end=part.end()) if part else found
    return None


# "Bulk CH returns (MP117)", "Bulk CH returns (MP117) part 2"
_IN_BRACKETS = re.compile(r"\s+\($")


def _bare_before(text: str, reference: Reference, since: int, titles: Titles) -> MentionSpan | None:
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
    part = _PART.match(text, end)
    return replace(found, part=part["part"], end=part.end()) if part else found


# "Bulk CH returns, MP117 – approved", "Bulk CH returns (MP117): approved", as a list's item
_BEHIND = re.compile(r"(?P<comma>,)\s+$|\s+\($")


def _item_title(text: str, reference: Reference) -> MentionSpan | None:
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
    part = _PART.match(text, end)
    return replace(found, part=part["part"], end=part.end()) if part else found


_QUOTED_WORDS = re.compile(r"(?<=[\s(])[‘']\w[\w -]{0,30}[’'](?=[\s:,)])")


def _closing(text: str, start: int, quote: str, limit: int) -> int | None:
    """Where the quote that opens a title closes: an apostrophe inside the title closes nothing."""
    candidates = [
        i
        for i in range(start, min(limit, start + 260))
        if text[i] == quote and not text[i + 1 : i + 2].isalnum() and (quote not in "'’" or i > start)
    ]
    if (
        inner := _QUOTED_WORDS.search(text, start, min(limit, start + 260))
    ) and inner.end() - 1 in candidates:
        # "‘Communications Hub ‘aftermarket’ antenna provisions’": what closes inside closes not the whole
        after = [i for i in candidates if i >= inner.end()]
        if after and candidates[0] == inner.end() - 1:
            candidates = after
    if not candidates:
        return None
    if quote not in "'’":
        return candidates[0]
    # "‘Suppliers’ obligations’ was raised": go on while what follows reads on as a title
    chosen = candidates[0]
    for later in candidates[1:]:
        between = text[chosen + 1 : later]
        opens = any(mark in between for mark in '‘“(;:,."') or (quote == "'" and " '" in between)
        if (
            opens
            or re.match(rf"\s+(?:{_VERB}|{_STATUS}|and|or|Modification|Impact|to|met)\b", between)
            or len(between) < 3
        ):
            break
        if text[chosen - 1] != "s":
            break
        chosen = later
    return chosen


# "DP168: The legal text would be confined to two definitions": a sentence about it, not its title
_SAYS = re.compile(
    r"^(?:The|This|These|It|There)\b|\b(?:is|are|was|were|be|been|has|have|had|would|will|can|could|should|must|needs?|told|said|asked)\b"
)

# "Ensuring correct Network Operator Certificates are placed on …" is a title all the same
_DOES = re.compile(r"\w+ing\b")


def _unquoted(text: str, bare: MentionSpan, limit: int, titles: Titles, first: bool) -> MentionSpan:
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
            len(inside.split()) > 1 and inside[:1].isupper() and not re.match(rf"{_STATUS}\b", inside, re.I)
        )
        return replace(bare, title=inside, end=close + 1) if is_title else bare
    dashed = match["join"][0] in "–—:-"
    if not (first or dashed) or not re.match(r"[A-Z0-9a-z‘“]", rest):
        return bare
    if re.match(rf"(?:{_STATUS}|{_VERB}|and|or)\b", rest, re.IGNORECASE) or (
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
    rf":\s+(?!(?:{_STATUS}|{_VERB}|and|or|but|th(?:e|is|ese|ere)|an?|it|no|none|nil|see|target|proposer|approval|rejection|decision|deferral)\b)"
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
