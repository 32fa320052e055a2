"""How many proposals are in each stage: from a chart's text, a sentence, a list or a table."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast, get_args

from extractors.blocks.lines.rows import rows_of
from extractors.contract import Section, Stage, StageCount
from extractors.facts.rules.evidence import fact_evidence
from extractors.facts.rules.family import Topic, TopicOf
from extractors.facts.sentences.sentence import Number, clauses
from extractors.facts.sentences.unit import Unit
from extractors.pages.evidence import evidence_of
from extractors.pages.model import Word
from extractors.values.numbers import read_number
from extractors.vocabulary.phrases import Label, labels_of
from extractors.vocabulary.stage_names import stages_in


def stage_counts(unit: Unit, topic: Topic | None, near: date) -> Iterator[StageCount]:
    """`8 proposals in the Development Stage, 35 in …`: each stage with the count before it, else after it."""
    if topic != "stages" or unit.cells:  # a table's rows are read by their columns
        return
    stages: list[Label] = [x for x in unit.sentence.labels if x.kind in ("stage", "chart_stage")]
    pairs: dict[Stage, int] = {}
    for low, high in clauses(unit.sentence.mask):
        numbers = [n for n in unit.sentence.numbers if low <= n.start < high]
        for stage, count in _pairs([x for x in stages if low <= x.start < high], numbers, high):
            pairs.setdefault(stage, count)
    for stage, count in pairs.items():
        yield StageCount(
            section=unit.section, evidence=fact_evidence(unit, with_lead=False), stage=stage, count=count
        )


def _pairs(stages: Sequence[Label], numbers: Sequence[Number], end: int) -> list[tuple[Stage, int]]:
    """The stages and counts of one clause, which ends at `end` in its sentence's mask."""
    if len(numbers) == len(stages) + 1 and numbers[0].value == sum(n.value for n in numbers[1:]):
        numbers = numbers[1:]  # "Of 60 proposals, 8 are in Define, …"
    if not stages or not numbers:
        return []
    before = numbers[0].start < stages[0].start
    pairs: dict[Stage, int] = {}
    for number in numbers:
        if before:
            limit = next((n.start for n in numbers if n.start > number.start), end)
            near = [x for x in stages if number.end <= x.start < limit]
            near = near[-1:] if any(x.value == "release" for x in near[1:]) else near[:1]
        else:
            limit = max((n.end for n in numbers if n.end < number.start), default=0)
            near = [x for x in stages if limit <= x.start < number.start][-1:]
        # "… 27 in Refinement. The Report Phase held twelve, and ten were approved": told the other way round
        near = near or [x for x in stages if x.start > number.end and x.value not in pairs][:1]
        if near:
            pairs.setdefault(cast(Stage, near[0].value), number.value)
    return list(pairs.items())


def chart_counts(words: Sequence[Word], section: Section) -> list[StageCount]:
    """The stage names and figures of a chart's or table's text, paired from left to right.

    A legend may stand on two lines; the figures stand in the order of the stages. Where a figure stands
    right under or over each name, as in a table, they are paired by place all the same.
    """
    words = [word for row in rows_of(words) for word in row.words]
    numbers = [w for w in words if _count(w) is not None]
    names = _names(words)
    if len(names) < 3 or len(numbers) != len(names):
        return []
    if len({round(w.base) for w in numbers}) == 1:
        numbers.sort(key=lambda w: w.x0)
    pairs = list(zip(names, numbers, strict=True))
    if len({stage for (stage, _), _ in pairs}) != len(pairs):
        return []
    return [
        StageCount(section=section, evidence=evidence_of((*name, number)), stage=stage, count=count)
        for (stage, name), number in pairs
        if (count := _count(number)) is not None
    ]


def tile_counts(words: Sequence[Word], section: Section) -> list[StageCount]:
    """The counts of tiles that hold nothing but figures and names of stages, each figure with its name.

    Two tiles may be of one stage: `With the Authority` is in the same as `Report Phase`.
    """
    figures = [word for word in words if word.text.isdigit()]
    names = [word for word in words if not word.text.isdigit()]
    stages = stages_in([word.text for word in names]) or []
    if len(figures) < 2 or len(figures) != len(stages):
        return []
    return [
        StageCount(
            section=section,
            evidence=evidence_of((*names[start:end], figure)),
            stage=cast(Stage, stage),
            count=int(figure.text),
        )
        for (stage, start, end), figure in zip(stages, figures, strict=True)
        if stage in get_args(Stage)
    ]


def _count(word: Word) -> int | None:
    """The count that a word of a chart is: `38`, `Thirty-seven`."""
    return read_number(word.text) if len(word.text) < 13 else None


def _names(words: Sequence[Word]) -> list[tuple[Stage, tuple[Word, ...]]]:
    """The stage names among words in reading order, each with its words."""
    names: list[tuple[Stage, tuple[Word, ...]]] = []
    plain = [w for w in words if re.search(r"[A-Za-z]", w.text)]
    text, starts = "", []
    for word in plain:
        starts.append(len(text))
        text += word.text + " "
    for label in labels_of(text.strip()):
        if label.kind not in ("stage", "chart_stage"):
            continue
        own = tuple(w for w, start in zip(plain, starts, strict=True) if label.start <= start < label.end)
        if names and names[-1][0] == label.value:
            names[-1] = (names[-1][0], (*names[-1][1], *own))
        else:
            names.append((cast(Stage, label.value), own))
    return names


# "Refine: 32", as an item
_STAGE_LINE = re.compile(r"[a-z][a-z -]{2,40}?\s*[:–—-]\s*\d{1,4}\.?", re.IGNORECASE)

# "eight in the Define stage;", "ten approved and held for a Release", as items
_IN_STAGE = re.compile(
    r"(?:[a-z]+(?:-[a-z]+)?|\d+) (?:are |is )?(?:in|at|awaiting|approved|with|held)\b", re.IGNORECASE
)

# "Eight proposals in Define", "ten modifications await implementation"
_ONE_STAGE = re.compile(
    r"(?:[A-Za-z]+(?:-[a-z]+)?|\d+) (?:Draft |Modification )?(?:proposals?|modifications?) "
    r"(?:(?:are |is )?(?:currently )?(?:in|at|awaiting|approved)\b|await)",
    re.IGNORECASE,
)

# "Thirteen modifications have been approved and await implementation.", "… but are not yet live"
_APPROVED_WAITING = re.compile(
    r"(?:[A-Za-z]+(?:-[a-z]+)?|\d+) (?:modifications?|changes|proposals?) "
    r"(?:(?:have|has) been|are|were) approved (?:and|but) "
    r"(?:are |is |have )?(?:now |still )?(?:await|waiting|not yet|yet to)",
    re.IGNORECASE,
)


def tells_of_stages(unit: Unit, topic_of: TopicOf) -> bool:
    """Whether a unit counts what is in each stage; `topic_of` resolves what it leans on."""
    s = unit.sentence
    if len(s.numbers) < 1 or s.mentions or not s.has("stage"):
        return False
    stages = {label.value for label in s.labels if label.kind == "stage"}
    under = any(
        re.search(r"\bstages?\b|\bwhere\b", h.mask, re.I) and not h.has("stage") for h in unit.headings[:1]
    )
    if s.has("body") or s.dates or s.releases or (s.has("to_stage") and len(stages) < 2 and s.has("propose")):
        return False
    if unit.section == "summary" and len(s.numbers) == 1 and _APPROVED_WAITING.match(s.mask):
        return True
    if unit.section != "releases" and _ONE_STAGE.match(s.mask) and len(s.mask.split()) <= 9:
        return True
    line = _STAGE_LINE.fullmatch(s.mask.strip()) or _IN_STAGE.match(s.mask)
    if unit.section == "summary" and len(s.mask.split()) <= 9 and line:
        return True
    previous = unit.before is not None and topic_of(unit.before) == "stages"
    return (len(s.numbers) >= 2 and len(stages) >= 2) or under or previous
