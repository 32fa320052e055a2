"""Extractions as the contract's JSON objects, and back again.

`to_json` gives plain dictionaries in the order of the contract's tables, so that the same facts
print as the same bytes; `from_json` reads them back into frozen values.
"""

from dataclasses import fields, replace
from datetime import date
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from extractors.contract.facts import (
    FACT_TYPES,
    Coverage,
    Document,
    Evidence,
    Extraction,
    Fact,
    Header,
    Refusal,
    Unclaimed,
    Warning,
)
from extractors.contract.words import CONTRACT, BBox, Section

JsonObject = dict[str, Any]
T = TypeVar("T")

_MAY_LACK = ("modified", "version")
_BY_KIND = {cls.kind: cls for cls in FACT_TYPES}
_HINTS = {cls: get_type_hints(cls) for cls in (*FACT_TYPES, Header)}


def to_json(result: Extraction | Refusal) -> JsonObject:
    """The contract's object for one document: facts and coverage, or the refusal."""
    head: JsonObject = {"contract": CONTRACT, "document": _document(result.document)}
    if isinstance(result, Refusal):
        return head | {"refused": {"code": result.code, "message": result.message}}
    return head | {
        "report": _plain(result.report),
        "facts": [_fact_to_json(fact) for fact in result.facts],
        "coverage": {
            "words": result.coverage.words,
            "by_role": dict(result.coverage.by_role),
            "unclaimed": [_evidence_to_json(e) | {"section": e.section} for e in result.coverage.unclaimed],
        },
        "warnings": [_plain(warning) for warning in result.warnings],
    }


def _document(document: Document) -> JsonObject:
    """What a document says of itself only where it does."""
    plain = _plain(document)
    return {name: value for name, value in plain.items() if value is not None or name not in _MAY_LACK}


def from_json(data: JsonObject) -> Extraction | Refusal:
    """The value that `to_json` printed. Raises KeyError or ValueError where it is no such object."""
    document = Document(**data["document"])
    if "refused" in data:
        return Refusal(document, data["refused"]["code"], data["refused"]["message"])
    coverage = data["coverage"]
    return Extraction(
        document,
        _typed(Header, data["report"]),
        tuple(_fact_from_json(fact) for fact in data["facts"]),
        Coverage(
            coverage["words"], coverage["by_role"], tuple(map(_unclaimed_from_json, coverage["unclaimed"]))
        ),
        tuple(map(_warning_from_json, data["warnings"])),
    )


def _plain(value: Document | Header | Warning) -> JsonObject:
    named = {f.name: getattr(value, f.name) for f in fields(value)}
    return {name: _plain_value(v) for name, v in named.items()}


def _plain_value(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _fact_to_json(fact: Fact) -> JsonObject:
    return {
        "id": fact.id,
        "kind": fact.kind,
        "section": fact.section,
        **fact.values(),
        "evidence": [_evidence_to_json(e) for e in fact.evidence],
        "doubts": list(fact.doubts),
    }


def _fact_from_json(data: JsonObject) -> Fact:
    rest = {k: v for k, v in data.items() if k not in ("id", "kind", "evidence")}
    evidence = tuple(map(_evidence_from_json, data["evidence"]))
    return _typed(_BY_KIND[data["kind"]], rest | {"evidence": evidence})


def fact_of(kind: str, section: Section, evidence: tuple[Evidence, ...], values: JsonObject) -> Fact:
    """A fact of that kind from its own fields as JSON values. Raises KeyError, TypeError or ValueError."""
    return _typed(_BY_KIND[kind], values | {"section": section, "evidence": evidence})


def with_values(fact: Fact, values: JsonObject) -> Fact:
    """The fact with these fields, given as JSON values, and without a doubt."""
    hints = _HINTS[type(fact)]
    return replace(fact, doubts=(), **{name: _value(hints[name], value) for name, value in values.items()})


def _evidence_to_json(evidence: Evidence) -> JsonObject:
    return {"page": evidence.page, "bbox": list(evidence.bbox), "text": evidence.text}


def _evidence_from_json(data: JsonObject) -> Evidence:
    return Evidence(data["page"], _box(data["bbox"]), data["text"])


def _unclaimed_from_json(data: JsonObject) -> Unclaimed:
    return Unclaimed(data["page"], _box(data["bbox"]), data["text"], data["section"])


def _warning_from_json(data: JsonObject) -> Warning:
    box = data["bbox"]
    return Warning(**data | {"bbox": None if box is None else _box(box)})


def _box(corners: list[float]) -> BBox:
    x0, top, x1, bottom = corners
    return x0, top, x1, bottom


def _typed(cls: type[T], data: JsonObject) -> T:
    """An instance of a dataclass from JSON values: ISO text becomes a date where the field is one."""
    hints = _HINTS[cls]
    return cls(**{name: _value(hints[name], value) for name, value in data.items()})


def _value(hint: object, value: Any) -> Any:
    if isinstance(value, str) and date in get_args(hint) and NoneType in get_args(hint):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
