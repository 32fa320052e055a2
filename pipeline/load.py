"""Reading extractions back, whole and equal to what was stored, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, Engine, RowMapping, Select, Table, select

from extractors.facts import Coverage, Document, Evidence, Extraction, Fact, Header, Warning
from pipeline.database import reading
from pipeline.models.current import issues
from pipeline.models.documents import (
    coverage_roles,
    documents,
    extraction_warnings,
    extractions,
    reports,
    unclaimed_texts,
)
from pipeline.models.facts import FACT_TABLES, evidence, meeting_references
from pipeline.rows import by_fact, evidence_from_row, fact_from_row


def load_reports(
    engine: Engine,
    *,
    as_of: datetime | None = None,
    which: Literal["current", "all"] = "current",
    sha256: str | None = None,
) -> list[Extraction]:
    """The report that counts for each month, by period; as they stood at `as_of`, or now.

    With `which="all"` the issues that were superseded too, each month's in the order of issue: the last
    of a month is the one that counts. With `sha256` only what was read from that document.
    """
    ranked = issues(as_of)
    wanted = select(ranked.c.id)
    if which == "current":
        wanted = wanted.where(ranked.c.rank == 1)
    if sha256 is not None:
        of_it = select(extractions.c.id).where(extractions.c.sha256 == sha256)
        wanted = wanted.where(ranked.c.id.in_(of_it))
    with reading(engine) as connection:
        heads = connection.execute(
            select(reports, extractions, documents.c.bytes, ranked.c.rank)
            .join(extractions, extractions.c.id == reports.c.extraction_id)
            .join(documents, documents.c.sha256 == extractions.c.sha256)
            .join(ranked, ranked.c.id == reports.c.extraction_id)
            .where(reports.c.extraction_id.in_(wanted))
            .order_by(reports.c.period, reports.c.code, ranked.c.rank.desc())
        ).mappings()
        heads_read = heads.all()
        facts = _facts(connection, wanted)
        roles = _of_each(connection, coverage_roles, wanted)
        unclaimed = _of_each(connection, unclaimed_texts, wanted)
        warnings = _of_each(connection, extraction_warnings, wanted)
    return [
        Extraction(
            Document(head["filename"], head["sha256"], head["bytes"], head["pages"], head["producer"]),
            Header(**{c.name: head[c.name] for c in reports.c if c.name != "extraction_id"}),
            tuple(facts[head["id"]]),
            Coverage(
                head["words"],
                {row["role"]: row["words"] for row in roles[head["id"]]},
                tuple(map(evidence_from_row, unclaimed[head["id"]])),
            ),
            tuple(Warning(row["code"], row["message"], row["page"]) for row in warnings[head["id"]]),
        )
        for head in heads_read
    ]


def _facts(connection: Connection, wanted: Select[tuple[int]]) -> dict[int, list[Fact]]:
    """The facts of each extraction in the order of the report: one query a table."""
    spots = by_fact(_read(connection, evidence, wanted, "ordinal"))
    named = by_fact(_read(connection, meeting_references, wanted, "ordinal"))
    placed: dict[int, dict[int, Fact]] = defaultdict(dict)
    for kind, table in FACT_TABLES.items():
        for row in _read(connection, table, wanted):
            place = row["extraction_id"], row["position"]
            seen: list[Evidence] = [evidence_from_row(spot) for spot in spots.get(place, ())]
            about = [line["reference"] for line in named.get(place, ())]
            placed[place[0]][place[1]] = fact_from_row(kind, row, seen, about)
    return defaultdict(list, {id_: [by[p] for p in sorted(by)] for id_, by in placed.items()})


def _of_each(connection: Connection, table: Table, wanted: Select[tuple[int]]) -> dict[int, list[RowMapping]]:
    found: dict[int, list[RowMapping]] = defaultdict(list)
    for row in _read(connection, table, wanted):
        found[row["extraction_id"]].append(row)
    return found


def _read(
    connection: Connection, table: Table, wanted: Select[tuple[int]], *then: str
) -> Iterable[RowMapping]:
    order = [table.c[name] for name in ("extraction_id", "position", *then)]
    query = select(table).where(table.c.extraction_id.in_(wanted)).order_by(*order)
    return connection.execute(query).mappings()
