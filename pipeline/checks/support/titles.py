"""How alike two titles are, and in what they differ: what a person needs to judge a difference."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from extractors.contract import Decision
from pipeline.basics.identity import identity
from pipeline.checks.process.sayings import notes_on
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.support.wording import listed, quoted

# A slip of the keyboard or an older wording of the same title; below it the words say another thing.
NEAR = 80
_MOST_TOLD = 2
_WORD = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*")


def alike(one: str, other: str) -> int:
    """How alike two titles are, of 100: by their letters, or by their words in whatever order."""
    a, b = (" ".join(_words(title)) for title in (one, other))
    return int(max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b)))


def comparison(one: str, other: str) -> str:
    """The likeness in words: `96 of 100 alike: ‘return’ for ‘returns’`."""
    score = alike(one, other)
    said = f"{score} of 100 alike"
    if score < NEAR:
        return said
    a, b = _words(one), _words(other)
    if sorted(a) == sorted(b):
        return f"{said}: the same words in another order"
    told = [
        _difference(" ".join(a[i:j]), " ".join(b[k:m]))
        for tag, i, j, k, m in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    return f"{said}: {listed(told)}" if 0 < len(told) <= _MOST_TOLD else said


def retitled(reports: Iterable[Report], who: str) -> bool:
    """Whether one of these reports tells that the modification was given another title."""
    return any(
        notes_on(report, who, "title")
        or any(vote.subject == "title" and identity(vote.reference) == who for vote in report.facts(Decision))
        for report in reports
    )


def _difference(here: str, there: str) -> str:
    if not here:
        return f"without {quoted(there)}"
    return f"{quoted(here)} for {quoted(there)}" if there else f"with {quoted(here)}"


def _words(title: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(title)]
