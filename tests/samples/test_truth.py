"""The expected facts have the contract's shape, and the August ones were counted by hand."""

import json
from collections import Counter
from dataclasses import fields

import pytest

from extractors.contract import FACT_TYPES, Header
from samples import TRUTH
from samples.months import PERIODS

SHAPES = {kind.kind: {field.name for field in fields(kind)} - {"evidence"} for kind in FACT_TYPES}


def truth(period: str) -> dict[str, object]:
    return json.loads((TRUTH / f"{period}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("period", PERIODS)
def test_each_fact_has_the_fields_of_its_kind_and_a_page(period: str) -> None:
    said = truth(period)
    for fact in said["facts"]:
        assert set(fact) == SHAPES[fact["kind"]] | {"kind", "page"}, fact
        assert 1 <= fact["page"] <= said["pages"]


@pytest.mark.parametrize("period", PERIODS)
def test_the_header_has_the_contract_s_fields(period: str) -> None:
    header = truth(period)["report"]
    assert set(header) == {field.name for field in fields(Header)}
    assert header["period"] == period


@pytest.mark.parametrize("period", PERIODS)
def test_pages_never_run_backwards(period: str) -> None:
    pages = [fact["page"] for fact in truth(period)["facts"]]
    assert pages == sorted(pages)


def test_the_august_facts_were_counted_by_hand() -> None:
    assert Counter(fact["kind"] for fact in truth("2020-08")["facts"]) == {
        "stage_count": 4,
        "recommendation": 3,
        "proposal_raised": 4,
        "meeting": 6,
        "consultation": 5,
        "decision": 14,
        "assessment": 33,
        "assessment_summary": 4,
        "proposal_timescale": 2,
        "release_item": 15,
        "count_claim": 5,
        "nil_return": 5,
        # Summary 7, Define 8, meetings 8, consultations 3, requests 3, Opine 8, releases 14.
        "mention": 51,
    }
