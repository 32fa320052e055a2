"""The register as saved web pages: a listing with a table, and a page of labels and values for each one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from extractors.values.dates import find_dates
from extractors.values.references import REFERENCE as PRINTED_REFERENCE
from extractors.values.references import canonical
from pipeline.basics.errors import UnusableInput
from pipeline.register.entries import RegisterEvent
from pipeline.register.files.headings import REFERENCE, WORDINGS, field_of
from pipeline.register.files.html_page import Cell, Page, parse_page
from pipeline.register.files.read_csv import decode
from pipeline.register.files.table import AskedScope, RegisterReading, Row, read_table

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


def read_html(data: bytes, source: str, scope: AskedScope = "auto") -> RegisterReading:
    """The entries of one saved page. Raises UnusableInput where it has no table of modifications."""
    return read_pages({source: data}, source, scope)


def read_pages(pages: Mapping[str, bytes], source: str, scope: AskedScope = "auto") -> RegisterReading:
    """The entries of saved pages by file name: what a page says goes before what a listing says of it.

    Pages that name no modification are set aside by name.
    """
    listed: dict[str, dict[str, str]] = {}
    told: dict[str, dict[str, str]] = {}
    events: dict[str, tuple[RegisterEvent, ...]] = {}
    files: dict[str, str] = {}
    set_aside: list[str] = []
    for name in sorted(pages):
        page = parse_page(decode(pages[name], name))
        rows = list(_listing(page))
        if rows:
            for row in rows:
                listed[_key(row, listed)] = row
            continue
        values = _values(page)
        if REFERENCE not in values:
            set_aside.append(f"{name}: no modification's reference on this page")
            continue
        key = _key(values, told)
        told[key], events[key], files[key] = values, tuple(_events(page)), name
    if not listed and not told:
        raise UnusableInput(f"{source} has no table of modifications and no modification's page in it.")
    named = [*listed, *(key for key in told if key not in listed)]
    merged = [(key, listed.get(key, {}) | told.get(key, {})) for key in named]
    # A listing is a table with its heading in row 1, as in every other format.
    rows_read = [
        Row(number, [values.get(field) for field in _FIELDS], events.get(key, ()), files.get(key))
        for number, (key, values) in enumerate(merged, start=2)
    ]
    if scope == "auto":
        scope = "whole" if listed else "part"  # without a listing nobody knows what is not there
    reading = read_table(source, _FIELDS, rows_read, scope)
    return replace(reading, set_aside=(*reading.set_aside, *set_aside))


def _key(values: Mapping[str, str], taken: Mapping[str, object]) -> str:
    """What joins a page to its row. A second of one name stands apart, to be refused as a duplicate."""
    key = canonical(values[REFERENCE]) or values[REFERENCE]
    while key in taken:
        key += "\0"
    return key


def _listing(page: Page) -> Iterator[dict[str, str]]:
    """The rows of the page's tables whose headings name a reference."""
    for table in page.tables:
        if not table:
            continue
        fields = [field_of(cell.text) for cell in table[0]]
        pairs = any(canonical(cell.text) for cell in table[0])  # "Reference | MP117" is no heading
        if REFERENCE not in fields or len(fields) < 2 or pairs:
            continue
        for row in table[1:]:
            if any(cell.text.strip() for cell in row):
                yield _row(fields, row)


def _row(fields: list[str | None], row: list[Cell]) -> dict[str, str]:
    values: dict[str, str] = {REFERENCE: ""}
    for field, cell in zip(fields, row, strict=False):
        if field:
            values[field] = " ".join(cell.text.split())
            if field == REFERENCE and cell.link:
                values["link"] = cell.link
    return values


def _values(page: Page) -> dict[str, str]:
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


def _events(page: Page) -> Iterator[RegisterEvent]:
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
        for row in table:
            day, *said = [" ".join(cell.text.split()) for cell in row] or [""]
            span = next(find_dates(day), None)
            if span and (span.start, span.end) == (0, len(day)) and span.value and any(said):
                yield RegisterEvent(happened_on=span.value, text=" ".join(filter(None, said)))
