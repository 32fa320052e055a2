"""A table's rows to facts: by the header's roles, or as the sentence that a row's cells make."""

import re
from collections.abc import Sequence
from itertools import chain

from extractors.blocks.tables.header import Header
from extractors.blocks.tables.model import Cell, Table
from extractors.blocks.tables.roles_by_contents import by_contents
from extractors.contract import Fact, Meeting
from extractors.facts.reading.amend import joined_meeting
from extractors.facts.reading.lead_in import lead_of
from extractors.facts.reading.row_sentence import cells_as_text, joined_text, row_sentence, title_and_part
from extractors.facts.reading.state import Reading
from extractors.facts.reading.stated_counts import close_list, count_in_heading, count_or_nil
from extractors.facts.reading.told import warning_at
from extractors.facts.reading.unread_cells import unread_cells
from extractors.facts.reading.whole_rows import group, whole_rows
from extractors.facts.rules import RULES
from extractors.facts.rules.assessments import row_facts
from extractors.facts.rules.modification_stages import modification_stages
from extractors.facts.rules.table_row import (
    RowKind,
    TableRow,
    days_in,
    is_near_reference,
    kind_of,
    reference_in,
    tells_of_no_event,
)
from extractors.facts.rules.topics import event_over, topic_of
from extractors.facts.sentences.cut import sentences_of
from extractors.facts.sentences.passage import passage_of
from extractors.facts.sentences.sentence import Sentence
from extractors.facts.sentences.unit import Unit
from extractors.pages.model import Word
from extractors.values.dates import find_dates, read_date
from extractors.values.references import find_references
from extractors.vocabulary.column_names import ColumnRole
from extractors.vocabulary.phrases import labels_of


def read_table(state: Reading, table: Table) -> None:
    """A table's rows by its header; one that cannot be read in full is reported."""
    assert table.header is not None  # what has none is read as labelled rows
    width = len(table.header.roles)
    columns = [[row[i].text for row in table.rows if i < len(row)] for i in range(width)]
    header = by_contents(table.header, columns)
    state.claim("table_header", (*table.caption, *table.header_words))
    over_rows = _caption_for_names(state, table)
    header = header if over_rows is None else _unnamed(header)
    _report_unknown(state, header, table)
    guessed = over_rows is None and _report_guessed(state, header, table)
    before = len(state.facts)
    captions = sentences_of(passage_of(table.caption, state.known).text, state.near, state.titles, False)
    state.printed.update(dict.fromkeys(captions, table.caption))
    if over_rows is not None:
        captions = [over_rows, *captions]
        state.printed[over_rows] = table.header_words
    headings = (*captions, *state.headings)
    over = headings[0].text if headings else ""
    kind = kind_of(header, over)
    if tells_of_no_event(header) and event_over(headings, lead_of(state), state.section) is None:
        kind = "stages"
    if kind in ("summary", "assessments"):
        close_list(state)  # no list of the modifications that a sentence counted
    elif kind == "items" and captions:
        words = tuple(table.caption)
        count_in_heading(state, Unit(captions[0], words, state.section, state.headings))
    rows = whole_rows(header, table.rows)
    _read_rows(state, header, rows, headings, kind)
    if guessed:
        state.doubt("guessed_column", range(before, len(state.facts)))
    for pending in state.pending:
        pending.listed += sum(1 for cells in rows if any(cell.words for cell in cells))
    state.lead = None
    close_list(state)


def _caption_for_names(state: Reading, table: Table) -> Sentence | None:
    """The caption that stands where columns should be named: `June 2019 SEC Release | 27 June 2019`."""
    if table.header is None or any(table.header.roles):
        return None
    said = sentences_of(passage_of(table.header_words, state.known).text, state.near, state.titles, False)
    return said[0] if said and said[0].releases else None


def _unnamed(header: Header) -> Header:
    """A header whose names are none: beside the references, the one other column has the titles."""
    free = [i for i, role in enumerate(header.roles) if role is None]
    roles = list(header.roles)
    if "reference" in header and len(free) == 1:
        roles[free[0]] = "title"
    return Header(tuple(roles), ("",) * len(roles))


def _report_unknown(state: Reading, header: Header, table: Table) -> None:
    """Reports each column whose name the vocabulary does not know and whose cells do not tell."""
    for name, role in zip(header.names, header.roles, strict=True):
        told_by_name = kind_of(header) == "summary" and any(x.kind == "progress" for x in labels_of(name))
        if role is None and name and not told_by_name:
            said = f"table column not in the vocabulary: “{name}”"
            state.warnings.append(
                warning_at("unknown_column", said, _words_named(table, name), state.section)
            )


# Cells that say themselves what they are, whatever their column is called
_SELF_TELLING: frozenset[ColumnRole] = frozenset(("assessment", "reference", "stage"))


def _report_guessed(state: Reading, header: Header, table: Table) -> bool:
    """Whether cells told what a column is that the vocabulary does not know; each such column is reported."""
    assert table.header is not None
    guessed = [
        (name, role)
        for name, before, role in zip(header.names, table.header.roles, header.roles, strict=True)
        if name and before is None and role is not None and role not in _SELF_TELLING
    ]
    guessed = [(name, role) for name, role in guessed if next(find_dates(name), None) is None]
    for name, role in guessed:
        said = f"table column not in the vocabulary, taken for {role} by its cells: “{name}”"
        state.warnings.append(warning_at("unknown_column", said, _words_named(table, name), state.section))
    return bool(guessed)


def _words_named(table: Table, name: str) -> Sequence[Word]:
    """The header's words that print a column's name, or the whole header where they stand apart."""
    wanted = name.split()
    words = table.header_words
    for start in range(len(words) - len(wanted) + 1):
        if [word.text for word in words[start : start + len(wanted)]] == wanted:
            return words[start : start + len(wanted)]
    return words


def _read_rows(
    state: Reading,
    header: Header,
    rows: Sequence[tuple[Cell, ...]],
    headings: tuple[Sentence, ...],
    kind: RowKind | None,
) -> None:
    """Reads the rows of a table; those that could not be read are reported."""
    over = headings[0].text if headings else ""
    unread: list[tuple[Word, ...]] = []
    counted: list[int | float | None] = []
    for cells in rows:
        if kind == "assessments" and (named := group(cells)):
            over = named
            state.claim("table_header", (word for cell in cells for word in cell.words))
            continue
        row = TableRow(header, cells, state.section, over)
        before = len(state.facts)
        if _read_row(state, row, kind, headings):
            _claim_read(state, row, kind, before)
            counted.append(days_in(row.text("total")))
        elif kind == "summary" and _sums_up(row, counted):
            state.claim("narrative", row.words)
        elif row.words:
            unread.append(tuple(row.words))
            _report_near(state, row)
    if unread:
        said = f"{len(unread)} rows of the table “{over or 'without caption'}” could not be read"
        state.warnings.append(warning_at("unread_rows", said, chain.from_iterable(unread), state.section))


def _report_near(state: Reading, row: TableRow) -> None:
    """Reports a cell that looks like a reference and is none."""
    column = row.header.column("reference")
    if column is not None and column < len(row.cells) and is_near_reference(row.cells[column].text):
        said = f"“{row.cells[column].text}” looks like a reference, and is none"
        state.warnings.append(warning_at("near_reference", said, row.cells[column].words, state.section))


def _claim_read(state: Reading, row: TableRow, kind: RowKind | None, before: int) -> None:
    """Claims the cells of a row that were read; each that gave no value is told, and the facts doubted."""
    unread = unread_cells(row, kind)
    left = {word for _, words in unread for word in words}
    state.claim("fact", (word for word in row.words if word not in left))
    for name, words in unread:
        said = f"no value could be read of the cell “{' '.join(w.text for w in words)}” under “{name}”"
        state.warnings.append(warning_at("unread_cell", said, words, state.section))
    if unread:
        state.doubt("partly_unread", range(before, len(state.facts)))


def _read_row(state: Reading, row: TableRow, kind: RowKind | None, headings: tuple[Sentence, ...]) -> bool:
    """Whether a row gave facts; they are added."""
    if kind == "meetings":
        return _meeting_row(state, row)
    if kind == "items":
        return _item_row(state, row, headings)
    if kind == "stages":
        return _stage_row(state, row)
    if kind == "events":
        return _event_row(state, row, headings)
    facts = list(row_facts(row, state.near))
    state.facts.extend(facts)
    return bool(facts)


def _stage_row(state: Reading, row: TableRow) -> bool:
    """A row that says where a modification stands, and announces nothing."""
    reference = reference_in(row.text("reference"))
    title = title_and_part(state, row, reference)[0] if reference else None
    told = list(modification_stages(row, title, state.near))
    state.facts.extend(told)
    return bool(told)


def _event_row(state: Reading, row: TableRow, headings: tuple[Sentence, ...]) -> bool:
    """A row that names an event and what it befell: the event stands over its modifications as a heading."""
    event = joined_text(state, row, "event")
    listed = joined_text(state, row, "reference") or joined_text(state, row, "references")
    said = sentences_of(event or "", state.near, state.titles, False)
    befallen = sentences_of(listed or "", state.near, state.titles, True)
    if not any(sentence.mentions for sentence in befallen):  # "Approved by the Authority: None"
        befallen = sentences_of(f"{event}: {listed}", state.near, state.titles, False)
    for sentence in befallen if said else ():
        unit = Unit(
            sentence,
            row.words,
            row.section,
            (said[0], *headings),
            listed=bool(sentence.mentions),
            cells=row.words_by_cell,
        )
        topic = topic_of(unit)
        facts = [fact for rule in RULES for fact in rule(unit, topic, state.near)]
        state.tell(unit, facts)
        if not facts and not (topic is not None and count_or_nil(state, unit, topic)):
            return False
    return bool(said and befallen)


# "Total", "All stages", "Overall"
_TOTAL = re.compile(r"(?:grand |sub)?total|all\b|overall|sum\b", re.IGNORECASE)


def _sums_up(row: TableRow, counted: Sequence[int | float | None]) -> bool:
    """Whether a row only adds up the counts of the rows over it."""
    total = days_in(row.text("total"))
    figures = [cell for cell in row.cells if days_in(cell.text) is not None]
    named = bool(row.cells) and _TOTAL.match(row.cells[0].text) is not None
    return named and len(figures) == 1 and len(counted) > 1 and total == sum(n or 0 for n in counted)


def read_record(state: Reading, row: TableRow, headings: tuple[Sentence, ...]) -> bool:
    """Whether a record of labelled lines gave facts, read as a table's row."""
    staged = "stage" in row.header and _stage_row(state, row)
    says_more = any(role not in _STANDING for role in row.header.roles)
    return (says_more and _item_row(state, row, headings)) or staged


# The lines of a record that say where a modification stands, and no more
_STANDING: tuple[ColumnRole | None, ...] = ("reference", "title", "stage", "next_step", "note")


def _item_row(state: Reading, row: TableRow, headings: tuple[Sentence, ...]) -> bool:
    """A row that names a modification, read as the sentence that its cells make under the lead-in."""
    reference = reference_in(row.text("reference") or row.text("references"))
    if reference is None:
        return _several_row(state, row, headings)
    title, part = title_and_part(state, row, reference)
    sentence = row_sentence(state, reference, title, part, cells_as_text(state, row))
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
    topic = topic_of(unit)
    facts: list[Fact] = []
    for rule in RULES:
        facts.extend(rule(unit, topic, state.near))
    state.tell(unit, facts)
    joined = joined_meeting(unit, state.facts) if topic == "meeting" and not facts else None
    state.put(joined or {})
    return bool(facts) or joined is not None


def _several_row(state: Reading, row: TableRow, headings: tuple[Sentence, ...]) -> bool:
    """A row that names several modifications: one fact each, from the sentence that its cells make."""
    listed = joined_text(state, row, "reference") or joined_text(state, row, "references") or ""
    parsed = sentences_of(
        f"{listed.rstrip('.;')}; {cells_as_text(state, row)}", state.near, state.titles, True
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
    facts = [fact for rule in RULES for fact in rule(unit, topic_of(unit), state.near)]
    state.tell(unit, facts)
    return bool(facts)


def _meeting_row(state: Reading, row: TableRow) -> bool:
    """A row that tells of a meeting: its day, its kind, whether it was held, what it was about."""
    day = read_date(
        joined_text(state, row, "date") or joined_text(state, row, "decided_on") or "", state.near
    )
    if day is None:
        return False
    said = labels_of(cells_as_text(state, row))
    kinds = {x.kind for x in said}
    if not kinds & {"ad_hoc", "monthly"}:
        kinds |= {x.kind for x in labels_of(row.over) if x.kind in ("ad_hoc", "monthly")}
    listed = joined_text(state, row, "references") or joined_text(state, row, "reference") or ""
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
