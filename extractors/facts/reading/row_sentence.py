"""The sentence that the cells of a table's row make."""

import re
from dataclasses import replace

from extractors.facts.reading.state import Reading
from extractors.facts.rules.table_row import TableRow
from extractors.facts.sentences.cut import sentences_of
from extractors.facts.sentences.passage import passage_of
from extractors.facts.sentences.sentence import Sentence
from extractors.values.mention_span import MentionSpan
from extractors.values.mentions import find_mentions
from extractors.vocabulary.column_names import ColumnRole

# Columns of a table of modifications, and the words that make a sentence's part of their cells.
_CELL_WORDING: dict[ColumnRole | None, str] = {
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
    "progress": "{}",
    "next_step": "{}",
    "assessment": "{}",
    "label": "{}",
    "stage": "{}",
    "type": "{}",
    "to_stage": "recommended to proceed to {}",
    "consultation": "{} Consultation",
    "dates": "{}",
}


def cells_as_text(state: Reading, row: TableRow) -> str:
    """What the cells besides reference and title say, in words; a column without role brings its name."""
    parts = []
    for position, role in enumerate(row.header.roles):
        if role in ("reference", "references", "title") or position >= len(row.cells):
            continue
        text = passage_of(row.cells[position].words, state.known).text
        announces = role != "next_step" or any(map(str.isdigit, text))  # "Working Group" is no meeting yet
        if text.strip("–—- ") and announces:
            wording = _CELL_WORDING.get(role, row.header.names[position] + ": {}")
            parts.append(wording.format(text))
    return "; ".join(parts)


def joined_text(state: Reading, row: TableRow, role: ColumnRole | None) -> str | None:
    """The text of the first column with a role, its broken words joined; None where it is empty."""
    column = row.header.column(role) if role else None
    if column is None or column >= len(row.cells) or not row.cells[column].words:
        return None
    return passage_of(row.cells[column].words, state.known).text


def title_and_part(state: Reading, row: TableRow, reference: str) -> tuple[str | None, str | None]:
    """A row's title and part; a column of its own has the title, else what stands behind the reference."""
    own = joined_text(state, row, "title")
    in_column = re.search(r"\bpart \d+\b", joined_text(state, row, "part") or "", re.IGNORECASE)
    in_column = in_column or re.fullmatch(r"part \d+", joined_text(state, row, "note") or "", re.IGNORECASE)
    named = joined_text(state, row, "reference") or joined_text(state, row, "references") or ""
    text = f"{reference} “{own}”" if own else named
    # "… Alert Storm Protection (part 2)"; "Operational Metrics - Part 2" is a title
    if own and (part := re.search(r"(?<![-–—:])\s+\(?\b(part \d+)\)?\s*$", own, re.IGNORECASE)):
        return own[: part.start()], part[1]
    if own:
        beside = re.search(r"\bpart \d+\b", named, re.IGNORECASE)
        return (own if own.strip("–—- ") else None), (beside or in_column or [None])[0]
    mention = next(find_mentions(text, state.titles, True), None)
    return (mention.title, mention.part) if mention else (None, None)


def row_sentence(state: Reading, reference: str, title: str | None, part: str | None, text: str) -> Sentence:
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
