"""A table's rows to facts: by the header's roles, or as the sentence that a row's cells make."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.blocks.tables.ruled import Cell, Table
from extractors.contract import Fact, Meeting, Warning
from extractors.facts.reading.sentence import joins_meeting
from extractors.facts.reading.state import Walk, lead_of
from extractors.facts.reading.stated_counts import close_list, count_in_heading
from extractors.facts.rules import RULES
from extractors.facts.rules.assessments import TableRow, days_in, kind_of, reference_in, row_facts
from extractors.facts.rules.topics import Unit, frame_of
from extractors.facts.sentences.cut import Sentence, labels_of, sentences_of
from extractors.facts.sentences.passage import passage_of
from extractors.values.dates import read_date
from extractors.values.mentions import MentionSpan, find_mentions
from extractors.values.references import REFERENCE, find_references
from extractors.vocabulary.column_names import Header, by_contents

# Columns of a table of modifications, and the words that make a sentence's part of their cells.
_CELL_WORDING = {
    "outcome": "{}",
    "governance": "under {}",
    "implementation": "implementation: {}",
    "decided_on": "on {}",
    "date": "on {}",
    "body": "by the {}",
    "proposer": "raised by {}",
    "organisation": "of {}",
    "raised_on": "raised on {}",
    "closes_on": "closing on {}",
    "opens_on": "opened on {}",
    "week_commencing": "week commencing {}",
    "part": "{}",
    "note": "{}",
    "assessment": "{}",
    "label": "{}",
    "type": "{}",
    "to_stage": "recommended to proceed to {}",
    "consultation": "{} Consultation",
    "dates": "{}",
}


def read_table(state: Walk, table: Table) -> None:
    """A table's rows by its header; one that cannot be read in full is reported."""
    assert table.header is not None  # blocks without a known header are no tables
    width = len(table.header.roles)
    columns = [[row[i].text for row in table.rows if i < len(row)] for i in range(width)]
    header = by_contents(table.header, columns)
    state.ledger.claim("table_header", (*table.caption, *table.header_words))
    for name, role in zip(header.names, header.roles, strict=True):
        told_by_name = kind_of(header) == "summary" and any(x.kind == "progress" for x in labels_of(name))
        if role is None and name and not told_by_name:
            state.warnings.append(
                Warning("unknown_column", f"table column not in the vocabulary: “{name}”", table.page)
            )
    captions = sentences_of(passage_of(table.caption, state.known).text, state.near, state.titles, False)
    headings = (*captions, *state.headings)
    over = headings[0].text if headings else ""
    kind = kind_of(header, over)
    if kind in ("summary", "assessments"):
        close_list(state)  # no list of the modifications that a sentence counted
    elif kind == "items" and captions:
        words = tuple(table.caption)
        count_in_heading(state, Unit(captions[0], words, state.section, state.headings))
    unread = 0
    counted: list[int | float | None] = []
    rows = _whole_rows(header, table.rows)
    for cells in rows:
        if kind == "assessments" and (group := _group(cells)):
            over = group
            state.ledger.claim("table_header", (word for cell in cells for word in cell.words))
            continue
        row = TableRow(header, cells, state.section, over)
        if kind == "meetings":
            done = _meeting_row(state, row)
        elif kind == "items":
            done = _item_row(state, row, headings)
        else:
            facts = list(row_facts(row, state.near))
            state.facts.extend(facts)
            done = bool(facts)
        if done:
            state.ledger.claim("fact", row.words)
            counted.append(days_in(row.text("total")))
        elif kind == "summary" and _sums_up(row, counted):
            state.ledger.claim("narrative", row.words)
        elif row.words:
            unread += 1
    if unread:
        title = over or "without caption"
        state.warnings.append(
            Warning("unread_rows", f"{unread} rows of the table “{title}” could not be read", table.page)
        )
    for pending in state.pending:
        pending.listed += sum(1 for cells in rows if any(cell.words for cell in cells))
    state.lead = None
    close_list(state)


# "Testing has been completed for this": a note, and no name
_VERB = re.compile(r"\b(?:is|are|was|were|be|been|has|have|had|will|see)\b", re.IGNORECASE)
_NEAR_THE_BEGINNING = len("Preliminary Assessments ") + 1


def _group(cells: Sequence[Cell]) -> str | None:
    """The words of a row that is only a name over the rows below it: `Completed in the last 12 months`."""
    filled = [cell for cell in cells if cell.words]
    alone = len(filled) == 1 and len(cells) > 2 and not REFERENCE.search(filled[0].text)
    said = [x for x in labels_of(filled[0].text) if x.kind == "progress"] if alone else []
    heads = len({x.value for x in said}) == 1 and not _VERB.search(filled[0].text)
    return filled[0].text if heads and said[0].start < _NEAR_THE_BEGINNING else None


# "Total", "All stages", "Overall"
_TOTAL = re.compile(r"(?:grand |sub)?total|all\b|overall|sum\b", re.IGNORECASE)


def _sums_up(row: TableRow, counted: Sequence[int | float | None]) -> bool:
    """Whether a row only adds up the counts of the rows over it."""
    total = days_in(row.text("total"))
    figures = [cell for cell in row.cells if days_in(cell.text) is not None]
    named = bool(row.cells) and _TOTAL.match(row.cells[0].text) is not None
    return named and len(figures) == 1 and len(counted) > 1 and total == sum(n or 0 for n in counted)


def _whole_rows(header: Header, rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Rows as a reader sees them: a line without reference or figure goes on with the row before it.

    A page break may cut a row in two, and where nothing rules a table a tall cell may.
    """
    keys = [i for i, role in enumerate(header.roles) if role in ("reference", "references", "total", "date")]
    whole: list[tuple[Cell, ...]] = []
    for cells in rows:
        keyed = not keys or any(i < len(cells) and cells[i].words for i in keys)
        keyed = keyed and not (whole and _goes_on_with_references(header, whole[-1], cells))
        keyed = keyed and not (whole and _goes_on_with_reference(header, whole[-1], cells))
        keyed = keyed or (kind_of(header) == "assessments" and bool(cells[0].words) and bool(_group(cells)))
        if not keyed and whole and _says_it_all_again(header, whole[0], whole[-1], cells):
            column = header.roles.index("reference")
            whole.append((*cells[:column], whole[-1][column], *cells[column + 1 :]))
        elif keyed or not whole or len(whole[-1]) != len(cells):
            whole.append(cells)
        else:
            whole[-1] = tuple(
                Cell((*above.words, *cell.words)) for above, cell in zip(whole[-1], cells, strict=True)
            )
    return whole


def _says_it_all_again(
    header: Header, first: Sequence[Cell], above: Sequence[Cell], cells: Sequence[Cell]
) -> bool:
    """Whether a line lacks only the reference of the row over it: the second assessment of a modification.

    Where the table's first row has none either, references do not stand at the top of what they are of.
    """
    if kind_of(header) != "assessments" or len(above) != len(cells) or len(cells) < 4:
        return False
    if any(_SUMS.search(cell.text) for cell in cells):
        return False
    lacking = [i for i, (a, c) in enumerate(zip(above, cells, strict=True)) if a.words and not c.words]
    return lacking == [header.column("reference")] and bool(first[lacking[0]].words)


def _goes_on_with_references(header: Header, above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Whether a line holds nothing but more references of the cell over it: `MP068, MP069, MP` / `074`."""
    filled = [i for i, cell in enumerate(cells) if cell.words]
    listing = len(filled) == 1 and header.roles[filled[0]] in ("reference", "references")
    return (
        listing and filled[0] < len(above) and above[filled[0]].text.endswith((",", ";", "and", "MP", "DP"))
    )


# "SECMP006", over "0"
_CUT = re.compile(r"(?:SECMP|MP|DP)\s?\d*", re.IGNORECASE)
_END = re.compile(r"\d{1,4}[A-Za-z]?")
_SUMS = re.compile(r"\b(?:total|average|mean|all|overall)\b", re.IGNORECASE)


def _goes_on_with_reference(header: Header, above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Whether a line's first cell ends the reference over it, or the title set beside that one.

    `SECMP006` / `0`; `MP103A (‘Interoperability of Dual Fuel` / `installations’)`.
    """
    column = header.column("reference")
    if column is None or len(above) != len(cells):
        return False
    new = any(c.words and not a.words for a, c in zip(above, cells, strict=True))
    if new and any(a.words for a in (*above[:column], *above[column + 1 :])):
        return False  # a row of its own: a cell's next line stands under its first
    over, text = above[column].text, cells[column].text
    if REFERENCE.search(text):
        return False
    if _CUT.fullmatch(over):
        return _END.fullmatch(text) is not None
    open_quotes = over.count("‘") + over.count("“") + over.count("(") - sum(map(over.count, "’”)"))
    return REFERENCE.match(over) is not None and (text[:1].islower() or open_quotes > 0)


def read_record(state: Walk, row: TableRow, headings: tuple[Sentence, ...]) -> bool:
    """Whether a record of labelled lines gave facts, read as a table's row."""
    return _item_row(state, row, headings)


def _item_row(state: Walk, row: TableRow, headings: tuple[Sentence, ...]) -> bool:
    """A row that names a modification, read as the sentence that its cells make under the lead-in."""
    reference = reference_in(row.text("reference") or row.text("references"))
    if reference is None:
        return _several_row(state, row, headings)
    title, part = _title_and_part(state, row, reference)
    sentence = _row_sentence(state, reference, title, part, _cells_as_text(state, row))
    words = row.words
    unit = Unit(
        sentence,
        words,
        state.section,
        headings,
        lead=lead_of(state),
        listed=True,
        mention_words={0: words},
        cells=row.words_by_cell,
    )
    frame = frame_of(unit)
    facts: list[Fact] = []
    for rule in RULES:
        facts.extend(rule(unit, frame, state.near))
    state.facts.extend(facts)
    return bool(facts) or (frame == "meeting" and joins_meeting(state, unit))


def _several_row(state: Walk, row: TableRow, headings: tuple[Sentence, ...]) -> bool:
    """A row that names several modifications: one fact each, from the sentence that its cells make."""
    listed = _joined(state, row, "reference") or _joined(state, row, "references") or ""
    parsed = sentences_of(
        f"{listed.rstrip('.;')}; {_cells_as_text(state, row)}", state.near, state.titles, True
    )
    if len(parsed) != 1 or len(parsed[0].mentions) < 2:
        return False
    unit = Unit(
        parsed[0],
        row.words,
        state.section,
        headings,
        lead=lead_of(state),
        listed=True,
        cells=row.words_by_cell,
    )
    facts = [fact for rule in RULES for fact in rule(unit, frame_of(unit), state.near)]
    state.facts.extend(facts)
    return bool(facts)


def _meeting_row(state: Walk, row: TableRow) -> bool:
    """A row that tells of a meeting: its day, its kind, whether it was held, what it was about."""
    day = read_date(_joined(state, row, "date") or _joined(state, row, "decided_on") or "", state.near)
    if day is None:
        return False
    said = labels_of(_cells_as_text(state, row))
    kinds = {x.kind for x in said}
    if not kinds & {"ad_hoc", "monthly"}:
        kinds |= {x.kind for x in labels_of(row.over) if x.kind in ("ad_hoc", "monthly")}
    listed = _joined(state, row, "references") or _joined(state, row, "reference") or ""
    body = next((x.value for x in said if x.kind == "body"), None) or next(
        (v for h in state.headings if (v := h.first("body"))), "working_group"
    )
    state.facts.append(
        Meeting(
            section=state.section,
            evidence=row.evidence,
            body=body,
            meeting_type="ad_hoc" if "ad_hoc" in kinds and "monthly" not in kinds else "monthly",
            status="held"
            if ("held" in kinds and "scheduled" not in kinds)
            or (not kinds & {"held", "scheduled"} and day <= state.near)
            else "scheduled",
            held_on=day,
            references=tuple(dict.fromkeys(r.canonical for r in find_references(listed))),
        )
    )
    return True


def _cells_as_text(state: Walk, row: TableRow) -> str:
    """What the cells besides reference and title say, in words; a column without role brings its name."""
    parts = []
    for position, role in enumerate(row.header.roles):
        if role in ("reference", "references", "title") or position >= len(row.cells):
            continue
        text = passage_of(row.cells[position].words, state.known).text
        if text.strip("–—- "):
            wording = _CELL_WORDING.get(role or "", row.header.names[position] + ": {}")
            parts.append(wording.format(text))
    return "; ".join(parts)


def _joined(state: Walk, row: TableRow, role: str | None) -> str | None:
    column = row.header.column(role) if role else None
    if column is None or column >= len(row.cells) or not row.cells[column].words:
        return None
    return passage_of(row.cells[column].words, state.known).text


def _title_and_part(state: Walk, row: TableRow, reference: str) -> tuple[str | None, str | None]:
    """A row's title and part; a column of its own has the title, else what stands behind the reference."""
    own = _joined(state, row, "title")
    in_column = re.search(r"\bpart \d+\b", _joined(state, row, "part") or "", re.IGNORECASE)
    in_column = in_column or re.fullmatch(r"part \d+", _joined(state, row, "note") or "", re.IGNORECASE)
    named = _joined(state, row, "reference") or _joined(state, row, "references") or ""
    text = f"{reference} “{own}”" if own else named
    # "… Alert Storm Protection (part 2)"; "Operational Metrics - Part 2" is a title
    if own and (part := re.search(r"(?<![-–—:])\s+\(?\b(part \d+)\)?\s*$", own, re.IGNORECASE)):
        return own[: part.start()], part[1]
    if own:
        beside = re.search(r"\bpart \d+\b", named, re.IGNORECASE)
        return (own if own.strip("–—- ") else None), (beside or in_column or [None])[0]
    mention = next(find_mentions(text, state.titles, True), None)
    return (mention.title, mention.part) if mention else (None, None)


def _row_sentence(state: Walk, reference: str, title: str | None, part: str | None, text: str) -> Sentence:
    """The sentence that a row makes: its reference with its title, then what the other cells say."""
    parsed = sentences_of(f"{reference} {text}".strip(), state.near, {}, False)
    sentence = parsed[0]
    for other in parsed[1:]:
        shift = len(sentence.mask) + 1
        sentence = replace(
            sentence,
            mask=f"{sentence.mask} {other.mask}",
            placed=(
                *sentence.placed,
                *(replace(p, start=p.start + shift, end=p.end + shift) for p in other.placed),
            ),
            labels=(
                *sentence.labels,
                *(replace(x, start=x.start + shift, end=x.end + shift) for x in other.labels),
            ),
        )
    placed = tuple(
        replace(p, span=replace(p.span, title=title, part=part))
        if isinstance(p.span, MentionSpan) and p.start == 0
        else p
        for p in sentence.placed
    )
    return replace(sentence, placed=placed)
