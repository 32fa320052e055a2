"""The samples, read whole: valid, true to the last fact, every word accounted for, every box in its place."""

import hashlib
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors import Extraction, read
from extractors.contract import from_json, to_json
from samples import REPORTS, TRUTH
from samples.months import PERIODS

Json = dict[str, Any]
Inside = Callable[[int, Sequence[float]], str]


@cache
def data(period: str) -> bytes:
    return (REPORTS / f"{period}.pdf").read_bytes()


@cache
def printed(period: str) -> Json:
    return to_json(read(data(period), f"{period}.pdf"))


@cache
def truth(period: str) -> Json:
    loaded: Json = json.loads((TRUTH / f"{period}.json").read_text(encoding="utf-8"))
    return loaded


def plain(fact: Json) -> Json:
    """A fact as the truth tells it: without id, with its page instead of its boxes."""
    kept = {name: value for name, value in fact.items() if name not in ("id", "evidence", "doubts")}
    return {**kept, "page": fact["evidence"][0]["page"]}


def squashed(text: str) -> str:
    """Letters and signs alone: engines differ in ligatures, hyphens and white space."""
    return re.sub(r"[\s\u00ad\ufffe\u2010-\u2015-]+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("period", PERIODS)
def test_the_extraction_is_the_contract_s(valid: Callable[[object], None], period: str) -> None:
    valid(json.loads(json.dumps(printed(period))))


@pytest.mark.parametrize("period", PERIODS)
def test_it_is_read_back_equal(period: str) -> None:
    extraction = read(data(period), f"{period}.pdf")
    assert from_json(json.loads(json.dumps(printed(period)))) == extraction


@pytest.mark.parametrize("period", PERIODS)
def test_the_document_is_its_bytes(period: str) -> None:
    document = printed(period)["document"]
    assert document["sha256"] == hashlib.sha256(data(period)).hexdigest()
    assert document["bytes"] == len(data(period))
    assert document["pages"] == truth(period)["pages"]
    assert document["producer"]


@pytest.mark.parametrize("period", PERIODS)
def test_the_header_is_the_truth_s(period: str) -> None:
    assert printed(period)["report"] == truth(period)["report"]


@pytest.mark.parametrize("period", PERIODS)
def test_every_fact_is_the_truth_s_and_no_other(period: str) -> None:
    """Kind, section, page and every field, titles and links among them."""
    got = sorted(json.dumps(plain(fact), sort_keys=True) for fact in printed(period)["facts"])
    assert got == sorted(json.dumps(fact, sort_keys=True) for fact in truth(period)["facts"])


@pytest.mark.parametrize("period", PERIODS)
def test_facts_are_told_page_by_page(period: str) -> None:
    pages = [plain(fact)["page"] for fact in printed(period)["facts"]]
    assert pages == sorted(pages)


@pytest.mark.parametrize("period", PERIODS)
def test_ids_are_unique(period: str) -> None:
    ids = [fact["id"] for fact in printed(period)["facts"]]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("period", PERIODS)
def test_every_word_is_claimed_once(period: str) -> None:
    coverage = printed(period)["coverage"]
    assert coverage["unclaimed"] == []
    assert sum(coverage["by_role"].values()) == coverage["words"]
    assert printed(period)["warnings"] == []


@pytest.mark.parametrize("period", PERIODS)
def test_the_words_are_those_another_engine_counts(second_count: Callable[[bytes], int], period: str) -> None:
    assert printed(period)["coverage"]["words"] == pytest.approx(second_count(data(period)), rel=0.02)


@pytest.mark.parametrize("period", PERIODS)
def test_every_box_holds_its_text(second_reading: Callable[[bytes], Inside], period: str) -> None:
    inside = second_reading(data(period))
    wrong = []
    for fact in printed(period)["facts"]:
        for spot in fact["evidence"]:
            there = squashed(inside(spot["page"], spot["bbox"]))
            if there != squashed(spot["text"]):
                wrong.append((fact["kind"], spot, there))
    assert wrong == []


@pytest.mark.parametrize("period", PERIODS)
def test_a_reference_stands_in_its_fact_s_first_evidence(period: str) -> None:
    """Or, where a sentence only points back to it, in the evidence that follows."""
    for fact in printed(period)["facts"]:
        if "reference" in fact:
            number = re.sub(r"\D", "", fact["reference"])
            assert number in squashed("".join(spot["text"] for spot in fact["evidence"])), fact


@pytest.mark.parametrize("period", PERIODS)
def test_a_title_s_link_is_the_one_under_it(period: str) -> None:
    """Another library's annotations: each mention with a link has its target among its page's."""
    import pikepdf

    targets: dict[int, set[str]] = {}
    with pikepdf.open(REPORTS / f"{period}.pdf") as document:
        for number, page in enumerate(document.pages, 1):
            targets[number] = {str(a.A.URI) for a in page.get("/Annots", []) if "/A" in a and "/URI" in a.A}
    linked = [fact for fact in printed(period)["facts"] if fact.get("url")]
    assert linked
    for fact in linked:
        assert fact["url"] in targets[plain(fact)["page"]]


def test_the_same_bytes_give_the_same_json_in_any_process(tmp_path: Path) -> None:
    code = (
        "import json, sys; from pathlib import Path; from extractors import read; "
        "from extractors.contract import to_json\n"
        "for p in map(Path, sys.argv[1:]):\n"
        "    print(json.dumps(to_json(read(p.read_bytes(), p.name)), ensure_ascii=False).encode())"
    )
    files = [str(REPORTS / f"{period}.pdf") for period in PERIODS]
    surroundings = [
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
    ]
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code, *files],
            env={**os.environ, **surrounding},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for surrounding in surroundings
    ]
    assert outputs[0] == outputs[1]
    here = [json.dumps(printed(period), ensure_ascii=False).encode() for period in PERIODS]
    assert outputs[0].splitlines() == [repr(line).encode() for line in here]


def test_another_name_changes_nothing_but_the_name() -> None:
    one = read(data(PERIODS[0]), "2020-07.pdf")
    other = read(data(PERIODS[0]), "another name.pdf")
    assert isinstance(one, Extraction)
    assert isinstance(other, Extraction)
    assert (one.facts, one.report, one.coverage) == (other.facts, other.report, other.coverage)
    assert other.document.filename == "another name.pdf"
