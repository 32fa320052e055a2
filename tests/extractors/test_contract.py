"""Extractions as the contract's JSON and back, and the schema that holds their shape."""

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Literal, get_args, get_origin, get_type_hints

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.contract import (
    FACT_TYPES,
    Coverage,
    Document,
    Doubt,
    Evidence,
    Extraction,
    Fact,
    Header,
    Mention,
    Refusal,
    RefusalCode,
    StageCount,
    Unclaimed,
    Warning,
    from_json,
    to_json,
)

steady = settings(derandomize=True, deadline=None, max_examples=60)
SPOT = Evidence(3, (72.0, 100.25, 120.5, 112.0), "MP103")
DOCUMENT = Document("2020-08.pdf", "0" * 64, 1234, 8, "a printer")

PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "reference": st.from_regex(r"\A(SECMP\d{4}|MP\d{3}[A-Z]?|DP\d{3})\Z"),
    "body": st.sampled_from(["change_board", "panel", "authority", "some_other_body"]),
    "period": st.sampled_from(["2020-08", "2019-12"]),
    "doubts": st.lists(st.sampled_from(get_args(Doubt)), unique=True, max_size=2).map(tuple),
    "references": st.lists(st.just("MP103"), max_size=2).map(tuple),
}


def values(name: str, hint: Any) -> st.SearchStrategy[Any]:
    """Any value that a field of this name and type may hold."""
    optional = st.none() if type(None) in get_args(hint) else st.nothing()
    kinds = [arg for arg in get_args(hint) if arg is not type(None)] or [hint]
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if name in PLAIN:
        return optional | PLAIN[name]
    if any(get_origin(kind) is Literal for kind in kinds):
        return optional | st.sampled_from([value for kind in kinds for value in get_args(kind)])
    if date in kinds:
        return optional | st.dates(date(2015, 1, 1), date(2030, 1, 1))
    if int in kinds:
        return optional | st.integers(0, 5000)
    return optional | st.text(max_size=12)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    cls = draw(st.sampled_from(FACT_TYPES))
    hints = get_type_hints(cls)
    drawn = {f.name: draw(values(f.name, hints[f.name])) for f in fields(cls) if f.name != "evidence"}
    return cls(evidence=(SPOT,), **drawn)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    hints = get_type_hints(Header)
    header = {f.name: draw(values(f.name, hints[f.name])) for f in fields(Header)}
    warnings = (
        Warning("damaged_page", "page 2 could not be read", 2),
        Warning("damaged_document", "no page"),
        Warning("unread_cell", "no value is read", 3, SPOT.bbox, "20 WD*", "refine"),
    )
    coverage = Coverage(7, {"fact": 5, "heading": 1}, (Unclaimed(SPOT.page, SPOT.bbox, SPOT.text, "refine"),))
    listed = tuple(draw(st.lists(facts(), max_size=6)))
    return Extraction(DOCUMENT, Header(**header), listed, coverage, draw(st.sampled_from([(), warnings])))


@steady
@given(extractions())
def test_every_extraction_is_valid_and_comes_back_whole(valid: Any, extraction: Extraction) -> None:
    printed = json.dumps(to_json(extraction), ensure_ascii=False)
    valid(json.loads(printed))
    assert from_json(json.loads(printed)) == extraction


@pytest.mark.parametrize("code", get_args(RefusalCode))
def test_every_refusal_is_valid_and_comes_back_whole(valid: Any, code: RefusalCode) -> None:
    refusal = Refusal(Document("x.pdf", None), code, "the reason")
    printed = to_json(refusal)
    valid(printed)
    assert set(printed) == {"contract", "document", "refused"}
    assert from_json(printed) == refusal


@pytest.mark.parametrize("kind", FACT_TYPES, ids=lambda kind: kind.kind)
def test_the_schema_demands_the_fields_of_the_dataclass(schema: Any, kind: type[Fact]) -> None:
    fact = schema["$defs"]["fact"]
    (own,) = (one["then"] for one in fact["allOf"] if one["if"]["properties"]["kind"]["const"] == kind.kind)
    held = {f.name for f in fields(kind)} - {"section", "evidence", "doubts"}
    assert set(own["required"]) == held


def test_a_fact_prints_its_fields_in_the_contract_s_order() -> None:
    report = Extraction(
        DOCUMENT,
        Header(
            code="SEC",
            title="Change Status Report – August 2020",
            period="2020-08",
            meeting_date=date(2020, 8, 14),
        ),
        (Mention(section="define", evidence=(SPOT,), reference="MP103", title="Gas"),),
        Coverage(1, {"fact": 1}, ()),
    )
    printed = to_json(report)
    assert list(printed) == ["contract", "document", "report", "facts", "coverage", "warnings"]
    assert printed["report"]["meeting_date"] == "2020-08-14"
    (fact,) = printed["facts"]
    assert list(fact) == ["id", "kind", "section", "reference", "title", "part", "url", "evidence", "doubts"]
    assert fact["evidence"] == [{"page": 3, "bbox": [72.0, 100.25, 120.5, 112.0], "text": "MP103"}]


def test_an_id_tells_kind_fields_and_place() -> None:
    elsewhere = Evidence(3, (72.0, 100.25, 120.5, 113.0), "MP103")
    different = [
        StageCount(section="summary", evidence=(SPOT,), stage="define", count=1),
        StageCount(section="summary", evidence=(SPOT,), stage="define", count=2),
        StageCount(section="summary", evidence=(SPOT,), stage="refine", count=1),
        StageCount(section="define", evidence=(SPOT,), stage="define", count=1),
        StageCount(section="summary", evidence=(elsewhere,), stage="define", count=1),
        StageCount(section="summary", evidence=(SPOT, elsewhere), stage="define", count=1),
        Mention(section="summary", evidence=(SPOT,), reference="MP103"),
    ]
    assert len({fact.id for fact in different}) == len(different)
    again = StageCount(section="summary", evidence=(SPOT,), stage="define", count=1)
    assert again.id == different[0].id


def test_a_fact_holds_only_what_json_can_say() -> None:
    odd = Mention(section="define", evidence=(SPOT,), reference=b"MP103")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="bytes"):
        odd.values()


def test_the_schema_knows_every_kind_and_word_of_the_code(schema: dict[str, Any]) -> None:
    fact = schema["$defs"]["fact"]
    assert set(fact["properties"]["kind"]["enum"]) == {cls.kind for cls in FACT_TYPES}
    assert schema["properties"]["refused"]["properties"]["code"]["enum"] == list(get_args(RefusalCode))
    for kind, shape in shapes(fact):
        cls = next(c for c in FACT_TYPES if c.kind == kind)
        hints = get_type_hints(cls)
        own = {f.name for f in fields(cls)} - {"section", "evidence", "doubts"}
        assert set(shape["required"]) <= own, kind
        for name, said in shape.get("properties", {}).items():
            if "enum" in said:
                assert {v for v in said["enum"] if v} == set(literals(hints[name])), (kind, name)


def shapes(fact: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for branch in fact["allOf"]:
        yield branch["if"]["properties"]["kind"]["const"], branch["then"]


def literals(hint: Any) -> list[str]:
    if get_origin(hint) is Literal:
        return list(get_args(hint))
    return [value for arg in get_args(hint) for value in literals(arg)]


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "mention", "reference": "MP10"},
        {"kind": "mention", "evidence": []},
        {"kind": "something"},
        {"section": "elsewhere"},
    ],
)
def test_the_schema_refuses_what_is_not_the_contract(valid: Any, broken: dict[str, Any]) -> None:
    report = Extraction(
        DOCUMENT,
        Header(code="SEC", title="t", period="2020-08"),
        (Mention(section="define", evidence=(SPOT,), reference="MP103"),),
        Coverage(1, {"fact": 1}, ()),
    )
    printed = to_json(report)
    valid(printed)
    printed["facts"][0].update(broken)
    with pytest.raises(jsonschema.ValidationError):
        valid(printed)


def test_a_day_is_printed_as_a_day_never_as_a_moment() -> None:
    assert not any(datetime in get_args(hint) for cls in FACT_TYPES for hint in get_type_hints(cls).values())
