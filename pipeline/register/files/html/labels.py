"""One modification's page: what stands under its labels and in its heading, and the days of its timeline."""

import re
from collections.abc import Iterator, Mapping

from extractors.values.dates import find_dates
from extractors.values.references import REFERENCE as PRINTED_REFERENCE
from pipeline.register.entries import RegisterEvent
from pipeline.register.files.headings import REFERENCE, WORDINGS, field_of
from pipeline.register.files.html.grid import grid
from pipeline.register.files.html.page import Page

# A page's field names are the headings of the table that pages and listing make together.
_OF_TABLES = ("implementation_text", "timeline", "part", "page_as_at", "release_status")
_FIELDS = tuple(field for field in WORDINGS if field not in _OF_TABLES)
_LONGEST_VALUE = 300  # a longer text under a label is prose, not a value
_LABEL = "|".join(
    re.escape(wording).replace(r"\ ", r"[\s_]+")
    for wording in sorted((w for f in _FIELDS for w in WORDINGS[f]), key=len, reverse=True)
)
# "Stage: Withdrawn", and "StageWithdrawn" where the page's layout was lost in saving
_LABEL_AND_VALUE = re.compile(rf"(?P<label>{_LABEL})\s*:\s*(?P<value>.+)", re.IGNORECASE)
_RUN_TOGETHER = re.compile(rf"(?P<label>(?i:{_LABEL}))(?P<value>[A-Z0-9].*)")
# "Tim NewtonStageRefinement ProcessDate raised31/05/2016": where the next label begins
_NEXT_LABEL = re.compile(
    "(?<=[A-Za-z0-9).])(?=(?:"
    + "|".join(
        f"{words[0].upper()}(?i:{re.escape(words[1:])})".replace(r"\ ", r"\s")
        for words in (*(w for f in _FIELDS for w in WORDINGS[f] if len(w) > 3), "lead analyst")
    )
    + ")[A-Z0-9])"
)
# "19/12/2017Modification withdrawn"
_DAY_RUN_ON = re.compile(r"^(?:\d{1,2}/\d{1,2}/\d{4}|\d{1,2} [A-Z][a-z]+ \d{4})(?=[A-Z])")
# "Approved by the Change Board on 24/06/2020"
_DECIDED = re.compile(
    r"(?P<decision>\w[\w ]*?)(?: by (?:the )?(?P<decision_body>.+?))?(?: on (?P<decision_date>.+))?"
)


def values_of(page: Page) -> dict[str, str]:
    """What a modification's page says under its labels, and in its heading."""
    values: dict[str, str] = {}
    blocks = page.blocks
    for number, whole in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else []
        for label, value in (_pair(pieces, following) for pieces in _taken_apart(whole)):
            _set(values, label, value)
    heading = " ".join(page.heading.split())
    if match := PRINTED_REFERENCE.match(heading):
        values.setdefault(REFERENCE, match[0])
        heading = heading[match.end() :].lstrip(" :–-")
    values.setdefault("title", heading)
    if page.link:
        values.setdefault("link", page.link)
    if match := _DECIDED.fullmatch(values.get("decision", "")):
        values |= {name: said for name, said in match.groupdict().items() if said and _new(values, name)}
    return values


def _set(values: dict[str, str], label: str, value: str) -> None:
    field = field_of(label)
    if field in _FIELDS and value and len(value) <= _LONGEST_VALUE:
        values.setdefault(field, value)


def _taken_apart(pieces: list[str]) -> list[list[str]]:
    """A block as it is or, where several labels and values run together in it, one block for each."""
    if len(pieces) > 1 or not _RUN_TOGETHER.fullmatch(pieces[0]):
        return [pieces]
    return [[part] for part in _NEXT_LABEL.split(pieces[0])]


def _new(values: Mapping[str, str], name: str) -> bool:
    return name == "decision" or name not in values


def _pair(pieces: list[str], following: list[str]) -> tuple[str, str]:
    """A block's label and value: in two pieces, in one, or over two blocks."""
    first = pieces[0]
    if field_of(first):
        if len(pieces) > 1:
            return first, " ".join(pieces[1:]).lstrip(": ")
        return first, " ".join(following) if following and not field_of(following[0]) else ""
    match = _LABEL_AND_VALUE.fullmatch(" ".join(pieces)) or _RUN_TOGETHER.fullmatch(" ".join(pieces))
    return (match["label"], match["value"]) if match else (first, "")


def events_of(page: Page) -> Iterator[RegisterEvent]:
    """The dated lines of the page, and the rows of its tables: what begins with a day and goes on."""
    before: list[str] = []
    for pieces in page.blocks:
        labelled, before = len(before) == 1 and field_of(before[0]) in _FIELDS, pieces
        text = _DAY_RUN_ON.sub(r"\g<0> ", " ".join(pieces))
        if labelled:
            continue
        span = next(find_dates(text), None)
        if span and span.start == 0 and span.value and text[span.end :].strip(" :–-"):
            yield RegisterEvent(happened_on=span.value, text=text[span.end :].strip(" :–-"))
    for table in page.tables:
        for row in grid(table):
            day, *said = [cell.plain for cell in row] or [""]
            span = next(find_dates(day), None)
            if span and (span.start, span.end) == (0, len(day)) and span.value and any(said):
                yield RegisterEvent(happened_on=span.value, text=" ".join(filter(None, said)))
