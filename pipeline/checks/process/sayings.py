"""What a report's own sentences say that is no fact of its own: an assessment put on hold, a vote held again.

The wordings are rows of `sayings.csv`; `…` in one stands for some words of the same sentence.
"""

import re
from datetime import date
from functools import lru_cache

from extractors.contract import Decision, Fact, ReleaseItem
from pipeline.checks.notes import Note, said_by
from pipeline.checks.process import parameters_by_date as dated
from pipeline.checks.report_and_snapshot import Report


def _wordings(on: date) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Each saying with its wording as a pattern, and the kind of fact that it makes doubtful."""
    return _compiled(dated.rows("sayings", on))


@lru_cache(maxsize=4)
def _compiled(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (saying, re.compile(rf"\b{_pattern(wording)}\b", re.IGNORECASE), doubts)
        for saying, wording, doubts in rows
    )


def _pattern(wording: str) -> str:
    return r"\b[^.]*\b".join(re.escape(part.strip()).replace(r"\ ", r"\s+") for part in wording.split("…"))


@lru_cache(maxsize=8192)
def says(text: str, on: date) -> frozenset[str]:
    """The sayings in a sentence: `hold`, `merger`, `title`, `corrected` and so on, by `sayings.csv`."""
    return frozenset(saying for saying, wording, _ in _wordings(on) if wording.search(text))


def notes_on(report: Report, who: str, *sayings: str) -> tuple[Note, ...]:
    """The report's sentences that name the modification and say one of these things of it."""
    wanted = set(sayings)
    return tuple(
        note for note in report.notes if who in note.named and wanted & says(note.text, report.known_on)
    )


def notes_saying(report: Report, *sayings: str) -> tuple[Note, ...]:
    """The report's sentences that say one of these things, of whatever."""
    wanted = set(sayings)
    return tuple(note for note in report.notes if wanted & says(note.text, report.known_on))


def is_doubtful(fact: Fact, on: date) -> bool:
    """Whether the fact's own words say something else than it: `the appeal against the approval of …`."""
    kind = fact.kind if isinstance(fact, Decision | ReleaseItem) else None
    if kind is None or (
        isinstance(fact, Decision) and fact.subject not in ("modification", "impact_assessment")
    ):
        return False
    return _takes_back(kind, said_by(fact), on)


@lru_cache(maxsize=65536)
def _takes_back(kind: str, text: str, on: date) -> bool:
    return any(doubts == kind and wording.search(text) for _, wording, doubts in _wordings(on))
