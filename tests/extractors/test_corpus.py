"""Reports in other words and from other producers, scored against their truth.

Each was written by somebody else than the samples: other sentences, headings, columns, rulings and fonts.
One has landscape pages.
"""

import json
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors import read
from extractors.contract import to_json

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
PERIODS = sorted(path.stem for path in (CORPUS / "reports").glob("*.pdf"))
BAR = 0.99

# What tells two facts of a kind apart. Titles are scored by themselves; ids and boxes are ours alone.
KEYS = {
    "mention": "reference part page",
    "stage_count": "stage count",
    "recommendation": "reference to_stage",
    "decision": "reference body subject outcome governance decided_on period release implementation_date "
    "section",
    "proposal_raised": "reference proposer organisation raised_on",
    "meeting": "body meeting_type status held_on references",
    "consultation": "reference consultation status week_commencing opens_on closes_on",
    "assessment": "reference assessment status accepted_on returned_on target_wd duration_wd",
    "assessment_summary": "assessment status total average_wd",
    "proposal_timescale": "status total average_wd",
    "release_item": "reference part status release release_date section",
    "count_claim": "claim stated listed",
    "nil_return": "subject",
}
ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"})
Json = dict[str, Any]


def folded(value: object) -> object:
    """Text without regard to case, quotes, dashes and spaces; lists without regard to order."""
    if isinstance(value, list):
        return tuple(sorted(str(folded(item)) for item in value))
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFKC", value).translate(ALIKE).casefold().split())
    return value


def key(fact: Json, *more: str) -> tuple[object, ...]:
    return (fact["kind"], *(folded(fact.get(name)) for name in (*KEYS[fact["kind"]].split(), *more)))


def scored(got: list[Json], want: list[Json], *more: str) -> tuple[float, list[str]]:
    """Micro-F1 of two lists of facts, and what is missed (-) and what is false (+)."""
    here, there = Counter(key(fact, *more) for fact in got), Counter(key(fact, *more) for fact in want)
    hits = (here & there).total()
    faults = [f"- {k}" for k in (there - here).elements()] + [f"+ {k}" for k in (here - there).elements()]
    return 2 * hits / max(1, here.total() + there.total()), faults


@cache
def pair(period: str) -> tuple[Json, Json]:
    """A report as it was read, each fact with its page, and its truth."""
    printed = to_json(read((CORPUS / "reports" / f"{period}.pdf").read_bytes(), f"{period}.pdf"))
    for fact in printed["facts"]:
        fact["page"] = fact["evidence"][0]["page"]
    return printed, json.loads((CORPUS / "truth" / f"{period}.json").read_text(encoding="utf-8"))


def test_the_corpus_is_there() -> None:
    assert len(PERIODS) >= 4
    assert {path.stem for path in (CORPUS / "truth").glob("*.json")} == set(PERIODS)


@pytest.mark.parametrize("period", PERIODS)
def test_facts_are_those_of_the_truth(period: str) -> None:
    printed, truth = pair(period)
    score, faults = scored(printed["facts"], truth["facts"])
    assert score >= BAR, "\n".join(faults)


@pytest.mark.parametrize("period", PERIODS)
def test_nothing_is_in_doubt(period: str) -> None:
    printed, _ = pair(period)
    assert [fact for fact in printed["facts"] if fact["doubts"]] == []


@pytest.mark.parametrize("period", PERIODS)
def test_titles_are_as_printed_and_pages_are_right(period: str) -> None:
    printed, truth = pair(period)
    score, faults = scored(printed["facts"], truth["facts"], "title", "page")
    assert score >= BAR, "\n".join(faults)


@pytest.mark.parametrize("period", PERIODS)
def test_the_header_is_the_truth_s(period: str) -> None:
    printed, truth = pair(period)
    assert {n: folded(printed["report"].get(n)) for n in truth["report"]} == {
        name: folded(value) for name, value in truth["report"].items()
    }


@pytest.mark.parametrize("period", PERIODS)
def test_words_are_accounted_for(period: str) -> None:
    coverage = pair(period)[0]["coverage"]
    unclaimed = sum(len(spot["text"].split()) for spot in coverage["unclaimed"])
    assert sum(coverage["by_role"].values()) + unclaimed == coverage["words"]
    assert unclaimed <= 0.01 * coverage["words"], coverage["unclaimed"]


@pytest.mark.parametrize("period", PERIODS)
def test_the_extraction_is_valid_and_its_ids_unique(valid: Any, period: str) -> None:
    printed = to_json(read((CORPUS / "reports" / f"{period}.pdf").read_bytes(), f"{period}.pdf"))
    valid(json.loads(json.dumps(printed)))
    ids = [fact["id"] for fact in printed["facts"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("period", PERIODS)
def test_every_box_holds_its_text(second_reading: Any, period: str) -> None:
    inside = second_reading((CORPUS / "reports" / f"{period}.pdf").read_bytes())
    for fact in pair(period)[0]["facts"]:
        for spot in fact["evidence"]:
            there = unicodedata.normalize("NFKC", inside(spot["page"], spot["bbox"]))
            for word in spot["text"].rstrip("-").split():
                assert unicodedata.normalize("NFKC", word).rstrip("-") in there, (fact["kind"], spot, there)


def test_the_scorer_can_fail() -> None:
    printed, truth = pair(PERIODS[0])
    assert scored(printed["facts"][1:], truth["facts"])[0] < 1
    changed = [{**fact, "reference": "MP999"} for fact in truth["facts"]]
    assert scored(changed, truth["facts"])[0] < 0.5
