"""Facts as rows and back: generic over the fields of the dataclasses and the columns of their tables."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, cast

from sqlalchemy import RowMapping, Table

from extractors.contract import Doubt, Evidence, Fact, Meeting, Unclaimed, Warning
from pipeline.basics.identity import identity
from pipeline.record.tables.base import BOX
from pipeline.record.tables.facts import FACT_TABLES, evidence, meeting_references

Rows = dict[Table, list[dict[str, Any]]]

_ELSEWHERE = ("section", "evidence", "doubts", "references")
# A fact's own fields that stand in columns; a meeting's references have a table of their own.
OWN_FIELDS: dict[type[Fact], tuple[str, ...]] = {
    kind: tuple(f.name for f in fields(kind) if f.name not in _ELSEWHERE) for kind in FACT_TABLES
}


def fact_rows(extraction_id: int, facts: Sequence[Fact]) -> Rows:
    """The rows of one extraction's facts by table, in the order in which the tables must be filled."""
    rows: Rows = {table: [] for table in (*FACT_TABLES.values(), meeting_references, evidence)}
    for position, fact in enumerate(facts):
        place = {"extraction_id": extraction_id, "position": position}
        own = {name: getattr(fact, name) for name in OWN_FIELDS[type(fact)]}
        if "reference" in own:
            own["modification"] = identity(own["reference"])
        about = {"fact_id": fact.id, "section": fact.section, "doubts": ",".join(fact.doubts)}
        rows[FACT_TABLES[type(fact)]].append(place | about | own)
        for ordinal, spot in enumerate(fact.evidence):
            rows[evidence].append(place | {"ordinal": ordinal} | evidence_row(spot))
        if isinstance(fact, Meeting):
            for ordinal, reference in enumerate(fact.references):
                named = {"reference": reference, "modification": identity(reference)}
                rows[meeting_references].append(place | {"ordinal": ordinal} | named)
    return {table: filled for table, filled in rows.items() if filled}


def evidence_row(spot: Evidence) -> dict[str, Any]:
    """A row of the evidence table for one box of a fact."""
    return {"page": spot.page, "text": spot.text, **dict(zip(BOX, spot.bbox, strict=True))}


def evidence_from_row(row: RowMapping) -> Evidence:
    """The evidence that a row of that table holds."""
    return Evidence(row["page"], (row["x0"], row["top"], row["x1"], row["bottom"]), row["text"])


def unclaimed_row(text: Unclaimed) -> dict[str, Any]:
    """A row of `unclaimed_texts`."""
    return evidence_row(text) | {"section": text.section}


def unclaimed_from_row(row: RowMapping) -> Unclaimed:
    """The unclaimed text of a row; one that an older csrecon wrote knows no section and gets the cover."""
    spot = evidence_from_row(row)
    return Unclaimed(spot.page, spot.bbox, spot.text, row["section"] or "cover")


def warning_row(warning: Warning) -> dict[str, Any]:
    """A row of `extraction_warnings`."""
    own = {name: getattr(warning, name) for name in ("code", "message", "page", "text", "section")}
    return own | dict(zip(BOX, warning.bbox or (None,) * 4, strict=True))


def warning_from_row(row: RowMapping) -> Warning:
    """The warning that a row holds."""
    box = None if row["x0"] is None else (row["x0"], row["top"], row["x1"], row["bottom"])
    return Warning(row["code"], row["message"], row["page"], box, row["text"], row["section"])


def fact_from_row(
    kind: type[Fact], row: RowMapping, spots: Sequence[Evidence], references: Sequence[str]
) -> Fact:
    """The fact of that kind; `references` only counts for a meeting."""
    own = {name: row[name] for name in OWN_FIELDS[kind]}
    if kind is Meeting:
        own["references"] = tuple(references)
    if "average_wd" in own:
        own["average_wd"] = _as_printed(own["average_wd"])
    doubts = tuple(cast(Doubt, code) for code in row["doubts"].split(",") if code)
    return kind(section=row["section"], evidence=tuple(spots), doubts=doubts, **own)


def by_fact(rows: Iterable[RowMapping]) -> dict[tuple[int, int], list[RowMapping]]:
    """Rows that belong to facts, by the extraction and position of the fact, in their own order."""
    found: dict[tuple[int, int], list[RowMapping]] = defaultdict(list)
    for row in rows:
        found[row["extraction_id"], row["position"]].append(row)
    return found


def _as_printed(average: float | None) -> float | int | None:
    """A column has one type, a report prints `12` and `12.5`: whole means come back as whole numbers."""
    return int(average) if average is not None and average.is_integer() else average
