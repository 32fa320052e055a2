"""The walk from blocks to facts: sections, lists and their lead-ins, counts, and the word account."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from extractors.blocks import Block
from extractors.columns import by_contents
from extractors.facts import Claim, CountClaim, Fact, Meeting, Mention, NilReturn, Section, Warning
from extractors.formulas import is_formula
from extractors.frames import Frame, Unit, claim_of, frame_of
from extractors.dates import read_date
from extractors.language import Sentence, labels_of, sentences_of
from extractors.ledger import Ledger
from extractors.mentions import MentionSpan, Titles, find_mentions
from extractors.pages import Link, Word
from extractors.passage import Passage, evidence_of, passage_of
from extractors.references import find_references
from extractors.rules import RULES
from extractors.rules.amend import amend
from extractors.rules.common import dates_by_role, fact_evidence
from extractors.rules.stages import chart_counts, stage_counts
from extractors.rules.tabular import TableRow, kind_of, reference_in, row_facts
from extractors.sections import assign_sections, is_known, part_of, plain_heading, sections_in
from extractors.tables import Table

# Numbers that count no modifications: "12 months", "15 WD", "Appendix 2".
_UNCOUNTED_AFTER = ("month", "months", "working", "wd", "days", "day", "weeks", "week", "years", "year", "per")
_UNCOUNTED_BEFORE = ("appendix", "annex", "section", "part", "page", "version", "table", "figure", "batch", "smets", "release")


@dataclass(slots=True)
class _Pending:
    """A stated count whose list is still being read; its fact takes the place kept for it."""

    unit: Unit
    claim: Claim
    stated: int
    place: int
    listed: int = 0
    bulleted: bool = False


@dataclass(slots=True)
class Walk:
    """The state of the walk over a report's blocks."""

    near: date
    known: frozenset[str]
    titles: Titles
    links: dict[int, tuple[Link, ...]]
    ledger: Ledger
    facts: list[Fact | None] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    section: Section = "cover"
    headings: tuple[Sentence, ...] = ()
    lead: Unit | None = None
    previous: Unit | None = None
    carried: tuple[MentionSpan, ...] = ()
    carried_words: tuple[Word, ...] = ()
    pending: list[_Pending] = field(default_factory=list)
    raised: int = 0
    raised_pending: _Pending | None = None
    merged: tuple[Section, ...] = ()


def walk(
    blocks: Sequence[Block],
    near: date,
    known: frozenset[str],
    titles: Titles,
    links: dict[int, tuple[Link, ...]],
    ledger: Ledger,
) -> tuple[list[Fact], list[Warning]]:
    """The facts of a report's blocks in order, and what a person should look at."""
    state = Walk(near, known, titles, links, ledger)
    sections = assign_sections(blocks)
    position = 0
    while position < len(blocks):
        block = blocks[position]
        if block.kind == "heading" and state.section == "cover" and position not in sections:
            state.ledger.claim("heading", block.words)
            position += 1
            continue
        taken = 0 if position in sections else _chart(state, blocks, position)
        if taken:
            position += taken
            continue
        if block.kind == "heading":
            following = blocks[position + 1].kind if position + 1 < len(blocks) else None
            if following == "table" and position not in sections:
                _caption(state, block)
            else:
                _heading(state, block, sections.get(position))
        elif block.kind == "table" and block.table is not None:
            _table(state, block.table)
        else:
            _text(state, block)
        position += 1
    _close_list(state)
    _close_raised(state)
    return [fact for fact in state.facts if fact is not None], state.warnings


def _heading(state: Walk, block: Block, section: Section | None) -> None:
    if section is None and state.pending and _parts_votes(state, block):
        _caption(state, block)
        return
    _close_list(state)
    if section is not None:
        _close_raised(state)
        state.section = section
        state.merged = sections_in(block.text)
    elif len(state.merged) > 1 and (part := part_of(block.text, state.merged)):
        state.section = part
    passage = passage_of(block.words, state.known)
    sentences = sentences_of(passage.text, state.near, state.titles, True)
    if not sentences:
        return
    sentence, text = sentences[0], passage.text
    state.ledger.claim("heading", block.words)
    state.lead = state.previous = None
    unit = _unit(state, passage, sentence, listed=False)
    _mentions(state, unit)
    if sentence.mentions:
        state.carried = sentence.mentions[:1]
        state.carried_words = unit.mention_words[sentence.mentions[0].start]
        return
    state.headings = (sentence,)
    told = sentence.dates or (sentence.numbers and text.rstrip().endswith(")"))
    if section is None and told and not sentence.releases and state.section not in ("cover", "purpose"):
        # "Ad-hoc meeting held on 15 April 2022", "Approved by Ofgem (1)": a heading that tells something
        unit = replace(unit, headings=())
        _understand(state, unit)
        state.lead = unit
    covering = state.section in ("cover", "purpose", "recommendations")
    if not covering and section is None and not is_known(block.text) and not sentence.labels and len(plain_heading(block.text)) > 2:
        state.warnings.append(
            Warning("unknown_heading", f"heading not in the vocabulary: “{block.text}”", block.page)
        )


def _parts_votes(state: Walk, block: Block) -> bool:
    """A heading that parts a list of votes by their outcome: `Approved under Self-Governance`."""
    labels = labels_of(passage_of(block.words, state.known).text)
    counted = state.pending[-1].claim in ("change_board_votes", "authority_decisions", "decisions")
    return counted and any(x.kind == "outcome" for x in labels) and not any(x.kind == "vote" for x in labels)


def _caption(state: Walk, block: Block) -> None:
    """A heading right over a table names the table; the sentence before it still leads in."""
    sentences = sentences_of(passage_of(block.words, state.known).text, state.near, state.titles, True)
    if sentences and not sentences[0].mentions:
        state.ledger.claim("heading", block.words)
        state.headings = (sentences[0], *state.headings[-1:])
        for pending in state.pending:
            pending.bulleted = False
    else:
        _heading(state, block, None)


def _chart(state: Walk, blocks: Sequence[Block], position: int) -> int:
    """How many blocks from here are a chart of the stages; their facts are added."""
    for count in (4, 3, 2, 1):
        run = blocks[position : position + count]
        if len(run) < count or any(b.kind == "table" for b in run) or not _of_chart(run[0]):
            continue
        words = [w for b in run for w in b.words]
        if len(words) > 24 or any(w.text.endswith((".", ",", ":")) and len(w.text) > 4 for w in words):
            continue
        facts = chart_counts(words, state.section)
        if facts:
            state.facts.extend(facts)
            state.ledger.claim("fact", words)
            return count
    return 0


def _of_chart(block: Block) -> bool:
    """Whether a block begins with a figure or a stage's name, as a chart's text does."""
    return block.words[0].text.isdigit() or any(x.kind == "stage" and x.start < 4 for x in labels_of(block.text))


def _text(state: Walk, block: Block) -> None:
    """A paragraph or bullet: its mentions first, then what each sentence says."""
    listed = block.kind == "bullet"
    passage = passage_of(block.words, state.known)
    sentences = sentences_of(passage.text, state.near, state.titles, listed)
    units: list[Unit] = []
    for sentence in sentences:
        unit = _unit(state, passage, sentence, listed and state.section not in ("cover", "purpose"))
        units.append(unit)
        _mentions(state, unit)
    going_on = not listed and _goes_on_with_votes(state, units)
    if listed:
        for pending in state.pending:
            pending.listed += 1
            pending.bulleted = True
    elif going_on:
        for pending in state.pending:
            pending.listed += len({m.reference for u in units for m in u.sentence.mentions})
    else:
        _close_list(state)
    before: Unit | None = None
    for unit in units:
        lead = _lead(state) if listed or going_on else None
        unit = replace(unit, before=before, lead=lead, carried=state.carried, carried_words=state.carried_words)
        _understand(state, unit)
        before = unit
        if unit.sentence.mentions:
            state.carried = unit.sentence.mentions
            state.carried_words = unit.mention_words[unit.sentence.mentions[0].start]
    if not listed and not going_on and units:
        state.lead = before
    state.previous = before


def _lead(state: Walk) -> Unit | None:
    """The sentence that leads into a list; one that tells of modifications of its own leads into none."""
    lead = state.lead
    if lead is None or lead.sentence.text.rstrip().endswith(":"):
        return lead
    return None if lead.sentence.mentions else lead


def _goes_on_with_votes(state: Walk, units: Sequence[Unit]) -> bool:
    """Paragraphs that tell, one by one, the outcomes of votes that a sentence before them counted."""
    if not state.pending or not units or state.lead is None:
        return False
    pending, first = state.pending[-1], units[0]
    if pending.claim not in ("change_board_votes", "authority_decisions") or pending.bulleted:
        return False
    own = frame_of(first)
    dated = bool(first.sentence.dates) and any(role is None for role in dates_by_role(first.sentence))
    return own == "decision" and bool(first.sentence.mentions) and not dated and not first.sentence.numbers


def _unit(state: Walk, passage: Passage, sentence: Sentence, listed: bool) -> Unit:
    own: dict[int, tuple[Word, ...]] = {}
    before: tuple[Word, ...] = ()
    for mention in sentence.mentions:
        words = passage.words_in(mention.start, mention.end)
        if not any(char.isdigit() for word in words for char in word.text):
            words = (*before, *words)  # "MP102A and B": the letter alone names nothing
        own[mention.start] = before = words
    return Unit(
        sentence,
        passage.words_in(sentence.start, sentence.end),
        state.section,
        state.headings,
        listed=listed,
        mention_words=own,
    )


def _mentions(state: Walk, unit: Unit) -> None:
    for mention in unit.sentence.mentions:
        words = unit.mention_words[mention.start]
        state.ledger.claim("fact", words)
        state.facts.append(
            Mention(
                section=state.section,
                evidence=evidence_of(words),
                reference=mention.reference,
                title=mention.title,
                part=mention.part,
                url=_url(state, words[0]),
            )
        )


def _url(state: Walk, word: Word) -> str | None:
    """The target of the hyperlink that lies under a word."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    for link in state.links.get(word.page, ()):
        x0, top, x1, bottom = link.box
        if x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1:
            return link.url
    return None


def _understand(state: Walk, unit: Unit) -> None:
    """Adds what a sentence says and claims its words; a sentence nobody understands stays unclaimed."""
    frame = frame_of(unit) if state.section not in ("cover", "purpose", "recommendations") else None
    understood = amend(unit, state.facts)
    if frame is not None and not understood:
        understood = _count_or_nil(state, unit, frame)
        facts: list[Fact] = [*stage_counts(unit, frame)]
        for rule in RULES:
            facts.extend(rule(unit, frame, state.near))
        if frame == "raised" and any(f.kind == "proposal_raised" for f in facts):
            state.raised += 1
        if frame == "meeting" and unit.sentence.text.rstrip().endswith(":"):
            understood = True
        if frame == "meeting" and unit.listed:
            understood = understood or _joins_meeting(state, unit)
        state.facts.extend(facts)
        understood = understood or bool(facts)
        understood = understood or _leads_in(unit, frame)
    if understood:
        state.ledger.claim("fact", unit.words)
    elif is_formula(unit.sentence):
        state.ledger.claim("formula", unit.words)
    elif _is_narrative(state, unit):
        state.ledger.claim("narrative", unit.words)


def _leads_in(unit: Unit, frame: Frame | None) -> bool:
    """`The following … are expected to be issued:` says nothing by itself but belongs to its list's facts."""
    return frame is not None and not unit.listed and unit.sentence.text.rstrip().endswith(":")


def _is_narrative(state: Walk, unit: Unit) -> bool:
    """Prose: problem descriptions in Define, elsewhere only what holds no reference, date or number."""
    s = unit.sentence
    if state.section in ("cover", "purpose", "recommendations"):
        return not (s.mentions or s.dates)
    if state.section == "define" and not unit.listed:
        return True
    return not (s.mentions or s.dates or s.months or s.numbers or s.releases)


def _joins_meeting(state: Walk, unit: Unit) -> bool:
    """A modification listed under a meeting is one of its references."""
    for position in range(len(state.facts) - 1, -1, -1):
        fact = state.facts[position]
        if fact is not None and fact.kind == "meeting":
            references = (*fact.references, *(m.reference for m in unit.sentence.mentions))  # type: ignore[attr-defined]
            state.facts[position] = replace(fact, references=tuple(dict.fromkeys(references)))  # type: ignore[call-arg]
            return True
    return False


def _count_or_nil(state: Walk, unit: Unit, frame: Frame) -> bool:
    """A stated count or the statement that there is none."""
    s = unit.sentence
    if unit.listed or frame in ("stages", "meeting"):
        return False
    claim = claim_of(unit, frame)
    if claim is None:
        return False
    number = _count(s)
    if (s.has("negation") or number == 0) and not s.mentions and not s.text.rstrip().endswith(":"):
        for subject in _nil_subjects(unit, claim):
            state.facts.append(NilReturn(section=unit.section, evidence=fact_evidence(unit), subject=subject))
        return True
    if number is None:
        return False
    if frame == "raised" and not s.mentions:
        state.facts.append(None)
        state.raised_pending = _Pending(unit, claim, number, len(state.facts) - 1)
        state.raised = 0
        return True
    state.facts.append(None)
    pending = _Pending(unit, claim, number, len(state.facts) - 1, listed=len(s.mentions))
    state.pending.append(pending)
    return True


def _nil_subjects(unit: Unit, claim: Claim) -> list[Claim]:
    """`No … are open or expected` is two statements."""
    statuses = {x.value for x in unit.sentence.labels if x.kind == "status"}
    two = re.search(r"\bor\b|\bnor\b|\band (?:none|no|nothing)\b", unit.sentence.mask)
    if claim.endswith(("_open", "_expected")) and {"open", "expected"} <= statuses and two:
        stem = claim.rsplit("_", 1)[0]
        return [c for c in (f"{stem}_open", f"{stem}_expected")]  # type: ignore[misc]
    return [claim]


def _count(sentence: Sentence) -> int | None:
    """The number of modifications, requests or proposals that a sentence states."""
    for number in sentence.numbers:
        after = sentence.mask[number.end :].split(maxsplit=1)
        before = sentence.mask[: number.start].split()
        following = after[0].casefold().strip(".,;:()") if after else ""
        if following in _UNCOUNTED_AFTER or following.startswith("month"):
            continue
        if before and before[-1].casefold().strip(".,;:()") in _UNCOUNTED_BEFORE:
            continue
        return number.value
    return None


def _close_list(state: Walk) -> None:
    """The list is over: counts stated before it are set against what it held."""
    for pending in state.pending:
        state.facts[pending.place] = CountClaim(
            section=pending.unit.section,
            evidence=fact_evidence(pending.unit),
            claim=pending.claim,
            stated=pending.stated,
            listed=pending.listed,
        )
    state.pending.clear()


def _close_raised(state: Walk) -> None:
    pending = state.raised_pending
    if pending is not None:
        state.facts[pending.place] = CountClaim(
            section=pending.unit.section,
            evidence=fact_evidence(pending.unit),
            claim=pending.claim,
            stated=pending.stated,
            listed=state.raised,
        )
    state.raised_pending = None
    state.raised = 0


def _table(state: Walk, table: Table) -> None:
    """A table's rows by its header; one that cannot be read in full is reported."""
    assert table.header is not None  # blocks without a known header are no tables
    width = len(table.header.roles)
    columns = [[row[i].text for row in table.rows if i < len(row)] for i in range(width)]
    header = by_contents(table.header, columns)
    state.ledger.claim("table_header", (*table.caption, *table.header_words))
    for name, role in zip(header.names, header.roles, strict=True):
        if role is None and name:
            state.warnings.append(
                Warning("unknown_column", f"table column not in the vocabulary: “{name}”", table.page)
            )
    captions = sentences_of(passage_of(table.caption, state.known).text, state.near, state.titles, False)
    headings = (*captions, *state.headings)
    kind = kind_of(header)
    over = headings[0].text if headings else ""
    unread = 0
    for cells in table.rows:
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
        elif row.words:
            unread += 1
    if unread:
        title = over or "without caption"
        state.warnings.append(
            Warning("unread_rows", f"{unread} rows of the table “{title}” could not be read", table.page)
        )
    for pending in state.pending:
        pending.listed += sum(1 for cells in table.rows if any(cell.words for cell in cells))
    state.lead = None
    _close_list(state)


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


def _item_row(state: Walk, row: TableRow, headings: tuple[Sentence, ...]) -> bool:
    """A row that names a modification, read as the sentence that its cells make under the lead-in."""
    reference = reference_in(row.text("reference"))
    if reference is None:
        return False
    title, part = _title_and_part(state, row, reference)
    sentence = _row_sentence(state, reference, title, part, _cells_as_text(state, row))
    words = row.words
    unit = Unit(
        sentence, words, state.section, headings, lead=_lead(state), listed=True, mention_words={0: words}
    )
    frame = frame_of(unit)
    facts: list[Fact] = []
    for rule in RULES:
        facts.extend(rule(unit, frame, state.near))
    state.facts.extend(facts)
    if frame == "raised" and facts:
        state.raised += 1
    return bool(facts) or (frame == "meeting" and _joins_meeting(state, unit))


def _meeting_row(state: Walk, row: TableRow) -> bool:
    """A row that tells of a meeting: its day, its kind, whether it was held, what it was about."""
    day = read_date(_joined(state, row, "date") or "", state.near)
    if day is None:
        return False
    said = labels_of(_cells_as_text(state, row))
    has = {(x.kind, x.value) for x in said}
    kinds = {kind for kind, _ in has}
    listed = _joined(state, row, "references") or _joined(state, row, "reference") or ""
    body = next((x.value for x in said if x.kind == "body"), None) or next(
        (v for h in state.headings if (v := h.first("body"))), "working_group"
    )
    state.facts.append(
        Meeting(
            section=state.section,
            evidence=evidence_of(row.words),
            body=body,
            meeting_type="ad_hoc" if "ad_hoc" in kinds and "monthly" not in kinds else "monthly",
            status="held" if "held" in kinds and "scheduled" not in kinds or not kinds & {"held", "scheduled"} and day <= state.near else "scheduled",
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
    text = f"{reference} “{own}”" if own else _joined(state, row, "reference") or ""
    if own and (part := re.search(r"\s*\(?\b(part \d+)\)?\s*$", own, re.IGNORECASE)):
        return own[: part.start()], part[1]
    if own:
        return (own if own.strip("–—- ") else None), None
    mention = next(find_mentions(text, state.titles, True), None)
    return (mention.title, mention.part) if mention else (None, None)


def _row_sentence(
    state: Walk, reference: str, title: str | None, part: str | None, text: str
) -> Sentence:
    """The sentence that a row makes: its reference with its title, then what the other cells say."""
    parsed = sentences_of(f"{reference} {text}".strip(), state.near, {}, False)
    sentence = parsed[0]
    for other in parsed[1:]:
        shift = len(sentence.mask) + 1
        sentence = replace(
            sentence,
            mask=f"{sentence.mask} {other.mask}",
            placed=(*sentence.placed, *(replace(p, start=p.start + shift, end=p.end + shift) for p in other.placed)),
            labels=(*sentence.labels, *(replace(x, start=x.start + shift, end=x.end + shift) for x in other.labels)),
        )
    placed = tuple(
        replace(p, span=replace(p.span, title=title, part=part)) if isinstance(p.span, MentionSpan) and p.start == 0 else p
        for p in sentence.placed
    )
    return replace(sentence, placed=placed)
