"""How long assessments and proposals take, told in a sentence instead of a table."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Literal, cast

from extractors.contract import Assessed, AssessmentSummary, ProposalTimescale
from extractors.facts.rules.evidence import fact_evidence
from extractors.facts.sentences.sentence import Number, Sentence
from extractors.facts.sentences.unit import Unit

_DAYS = r"(?:WDs?|working days?|days?)"
# "… were open (average 36 WD)", "taking 98.5 working days on average", "for 268 Working Days (WD) on average"
_AVERAGE = re.compile(
    rf"\b(?:averag\w*|mean)(?:\s+[a-z]+){{0,2}}?\s*:?\s*(?P<days>\d+(?:\.\d+)?)\s*{_DAYS}\b"
    rf"|(?P<turned>\d+(?:\.\d+)?)\s*{_DAYS}(?:\s+\(WDs?\))?\s+on\s+average",
    re.IGNORECASE,
)
# "They have lasted 53 WD and 64 WD on average respectively.", "averaging 41, 52 and 63 WD"
_SEVERAL = re.compile(
    rf"(?P<first>\d+(?:\.\d+)?(?:\s*{_DAYS})?(?:,\s*\d+(?:\.\d+)?(?:\s*{_DAYS})?)*)"
    rf",?\s+and\s+(?P<last>\d+(?:\.\d+)?)\s*{_DAYS}\b",
    re.IGNORECASE,
)
_ON_AVERAGE = re.compile(r"\b(?:averag\w*|means?)\b", re.IGNORECASE)
# "against targets of 15 and 40 WD", "12 WD longer than last month": other figures than how long they took
_COMPARED = re.compile(
    r"\b(?:targets?|between|within|allowed|allows?|than|longer|longest|shorter|shortest|older|younger|more|less"
    r"|fewer|exceed\w*|over|under|above|below|by \d|will|risen|fallen|increased?|decreased?)\b",
    re.IGNORECASE,
)
_PROPOSALS = re.compile(r"\bproposals?\b|\bmodifications?\b", re.IGNORECASE)
_NO_COUNT = re.compile(r"\s*(?:\.\d|months?|years?|WDs?\b|working|days?)", re.IGNORECASE)


def durations_in_prose(unit: Unit) -> Iterator[AssessmentSummary | ProposalTimescale]:
    """`At 30 November, four Preliminary Assessments were open (average 36 WD) and 23 had been completed …`"""
    s = unit.sentence
    if s.mentions or not _ON_AVERAGE.search(s.mask):
        return
    compared = _COMPARED.search(s.mask) is not None
    if not compared and (match := _SEVERAL.search(s.mask)):
        yield from _several(unit, match)
        return
    averages = list(_AVERAGE.finditer(s.mask))
    bounds = [0, *(m.end() for m in averages)]
    assessed: str | None = None
    progress: list[str] = []
    for (low, high), match in zip(pairwise(bounds), averages, strict=True):
        counts = _counts(s, low, match.start())
        labels = [x for x in s.labels if low <= x.start < high]
        told = next((x.value for x in labels if x.kind == "assessed"), None)
        assessed = told or assessed
        # "Seven … were completed, in 66 WD on average, as were eight Impact Assessments, in 80 WD …"
        progress = [x.value for x in labels if x.kind == "progress"] or (progress if told else [])
        proposals = _PROPOSALS.search(s.mask, low, high)
        days = match["days"] or match["turned"]
        if not counts and low == 0 and len(averages) == 1:
            yield from () if compared else _of_the_one_before(unit, days)
            return
        if not counts or not progress or not (proposals or assessed):
            continue
        yield _fact(unit, None if proposals and not told else assessed, progress[0], counts[0].value, days)


def _counts(s: Sentence, low: int, high: int) -> list[Number]:
    return [n for n in s.numbers if low <= n.start < high and not _NO_COUNT.match(s.mask[n.end :])]


def _of_the_one_before(unit: Unit, days: str) -> Iterator[AssessmentSummary | ProposalTimescale]:
    """`Fifty proposals are open. They have taken 268 WD on average.`: the one before has the count."""
    told = _told_before(unit)
    if told is None or len(counts := _counts(told, 0, len(told.mask))) != 1:
        return
    if not (progress := told.first("progress") or unit.sentence.first("progress")):
        return
    assessed = told.first("assessed")
    if assessed or _PROPOSALS.search(told.mask):
        yield _fact(unit, assessed, progress, counts[0].value, days, from_before=True)


def _told_before(unit: Unit) -> Sentence | None:
    before = unit.before.sentence if unit.before is not None and unit.refers_back else None
    return before if before is not None and not before.mentions else None


def _several(unit: Unit, match: re.Match[str]) -> list[AssessmentSummary | ProposalTimescale]:
    """`Five Preliminary Assessments and two Impact Assessments are open, lasting 53 WD and 64 WD on average.`

    As many averages in a row, which the `match` holds, as assessments are counted before them, here or in
    the sentence before; else nobody can tell whose they are.
    """
    days = [*re.findall(r"\d+(?:\.\d+)?", match["first"]), match["last"]]
    own, before = unit.sentence, _told_before(unit)
    counts, told = _counts(own, 0, match.start()), own
    if not counts and before is not None:
        counts, told = _counts(before, 0, len(before.mask)), before
    if len(days) != len(counts):
        return []
    ends = [*(n.start for n in counts[1:]), match.start() if told is own else len(told.mask)]
    assessed = [
        [x.value for x in told.labels if x.kind == "assessed" and n.end <= x.start < end]
        for n, end in zip(counts, ends, strict=True)
    ]
    progress = {x.value for x in told.labels if x.kind == "progress"}
    if len(progress) != 1 or any(len(set(named)) != 1 for named in assessed):
        return []
    (state,) = progress
    return [
        _fact(unit, named[0], state, count.value, average, from_before=told is before)
        for count, named, average in zip(counts, assessed, days, strict=True)
    ]


def _fact(
    unit: Unit, assessed: str | None, progress: str, total: int, days: str, from_before: bool = False
) -> AssessmentSummary | ProposalTimescale:
    if from_before and unit.before is not None:
        unit = replace(unit, words=(*unit.before.words, *unit.words))
    evidence = fact_evidence(unit, with_lead=False)
    average = float(days) if "." in days else int(days)
    if assessed is None:
        status: Literal["open", "concluded"] = "open" if progress == "open" else "concluded"
        return ProposalTimescale(
            section=unit.section, evidence=evidence, status=status, total=total, average_wd=average
        )
    return AssessmentSummary(
        section=unit.section,
        evidence=evidence,
        assessment=cast(Assessed, assessed),
        status="open" if progress == "open" else "completed",
        total=total,
        average_wd=average,
    )
