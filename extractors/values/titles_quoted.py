"""Titles in quotes beside a reference: where they close, and those that stand before it."""

import re
from dataclasses import replace

from extractors.values.mention_span import PART, MentionSpan
from extractors.values.references import Reference
from extractors.values.titles_bare import STATUS, VERB

# "‘Bulk CH returns’ (MP117)": the title stands before its reference
_BEFORE = {"’": "‘", "”": "“", '"': '"', "'": "'"}


def quoted_before(text: str, reference: Reference) -> MentionSpan | None:
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
            part = PART.match(text, end)
            return replace(found, part=part["part"], end=part.end()) if part else found
    return None


_QUOTED_WORDS = re.compile(r"(?<=[\s(])[‘']\w[\w -]{0,30}[’'](?=[\s:,)])")


def closing(text: str, start: int, quote: str, limit: int) -> int | None:
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
            or re.match(rf"\s+(?:{VERB}|{STATUS}|and|or|Modification|Impact|to|met)\b", between)
            or len(between) < 3
        ):
            break
        if text[chosen - 1] != "s":
            break
        chosen = later
    return chosen
