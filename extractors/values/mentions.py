"""References with the titles and parts printed beside them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.values.mention_span import PART, MentionSpan, Titles
from extractors.values.references import REFERENCE, Reference, find_references
from extractors.values.titles_bare import bare_before, item_title, unquoted
from extractors.values.titles_quoted import closing, quoted_before

_QUOTES = {"‘": "’", "“": "”", '"': '"', "'": "'", "`": "'", "‛": "’"}


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
        opening = item_title(text, reference) if in_list and not position else None
        yield opening or _with_title(text, reference, (since, limit), titles, first)


def _enumerated(text: str, before: Reference, after: Reference) -> bool:
    between = text[before.end : after.start]
    return not REFERENCE.match(text, after.start) and len(between) < 8


def _with_title(
    text: str, reference: Reference, between: tuple[int, int], titles: Titles, first: bool
) -> MentionSpan:
    since, limit = between
    bare = MentionSpan(reference.canonical, None, None, reference.start, reference.end, reference.end)
    if before := quoted_before(text, reference) or bare_before(text, reference, since, titles):
        return before
    match = re.compile(r"\s*(?:[–—:,(-]\s*)?(?P<quote>[‘“\"'`‛])").match(text, reference.end)
    found = bare
    if match and match.end() < limit:
        close = closing(text, match.end(), _QUOTES[match["quote"]], limit)
        if close is not None:
            title = text[match.end() : close].strip()
            closes = "(" in match.group() and text[close + 1 : close + 2] == ")"
            found = replace(bare, title=title or None, end=close + 1 + closes, quoted=True)
    if found is bare:
        found = unquoted(text, bare, limit, titles, first)
    part = PART.match(text, found.end)
    if part and (found.title or part.start() == found.end):
        found = replace(found, part=part["part"], end=part.end())
    return found
