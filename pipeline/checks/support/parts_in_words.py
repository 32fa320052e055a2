"""Deliveries in parts, by the words of the text: "phase 2", "the second tranche"."""

import re
from csv import DictReader
from functools import cache
from importlib.resources import files

from extractors.contract import ReleaseItem
from pipeline.basics.identity import identity
from pipeline.checks.process.signs import in_parts
from pipeline.checks.report_and_snapshot import Report

_ORDER = "first|second|third|initial|next|final|last|remaining|other"
_NUMBER = r"\d+|[ivx]+|one|two|three|four|[a-d]"


@cache
def _pattern() -> re.Pattern[str]:
    with (files("pipeline.checks") / "parameters" / "parts.csv").open(encoding="utf-8") as lines:
        nouns = "|".join(re.escape(row["wording"]) for row in DictReader(lines))
    # "phase 2 of MP122", "the first phase", but not "as part of a standalone release"
    return re.compile(
        rf"\b(?:(?:{nouns})s? (?:{_NUMBER})\b(?! release)|(?:{_ORDER}) (?:{nouns})s?\b)", re.IGNORECASE
    )


def names_a_part(text: str) -> bool:
    """Whether the text speaks of a part of something, by its number or its order."""
    return _pattern().search(" ".join(text.split())) is not None


def delivered_in_parts(report: Report) -> set[str]:
    """The modifications of which only a part may be meant: by a part that is printed, or by the words."""
    in_words = {
        identity(item.reference)
        for item in report.facts(ReleaseItem)
        if any(names_a_part(place.text) for place in item.evidence)
    }
    return in_parts(report) | in_words
