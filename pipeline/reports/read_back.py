"""Reading extractions back, equal to what was stored: whole, or what they say of some modifications.

The number of queries does not depend on how many extractions there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Engine,
    RowMapping,
    Table,
    select,
    tuple_,
    union,
)

from extractors.contract import (
    Assessment,
    Coverage,
    Document,
    Evidence,
    Extraction,
    Fact,
    Header,
    Meeting,
)
from pipeline.basics.calendar import month_end
from pipeline.record.database import read_transaction
from pipeline.record.tables.base import among
from pipeline.record.tables.documents import (
    coverage_roles,
    documents,
    extraction_warnings,
    extractions,
    reports,
    unclaimed_texts,
)
from pipeline.record.tables.facts import FACT_TABLES, evidence, meeting_references, release_items
from pipeline.record.tables.standing_reports import issues
from pipeline.reports.rows import (
    by_fact,
    evidence_from_row,
    fact_from_row,
    unclaimed_from_row,
    warning_from_row,
)

_REPORTS_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class ReportHead:
    """One issue of a report without what stands in it."""

    id: int
    document: Document
    header: Header
    words: int

    @property
    def known_on(self) -> date:
        """The day on which it speaks: its publication or, where none is printed, the month's end."""
        return self.header.published_on or month_end(self.header.period)


def read_reports(
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
    with read_transaction(engine) as connection:
        return whole(connection, read_heads(connection, as_of=as_of, which=which, sha256=sha256))


def read_heads(
    connection: Connection,
    *,
    as_of: datetime | None = None,
    which: Literal["current", "all"] = "all",
    sha256: str | None = None,
) -> list[ReportHead]:
    """The heads of the same, in the same order."""
    ranked = issues(as_of)
    query = (
        select(reports, extractions, documents.c.bytes)
        .join(extractions, extractions.c.id == reports.c.extraction_id)
        .join(documents, documents.c.sha256 == extractions.c.sha256)
        .join(ranked, ranked.c.id == reports.c.extraction_id)
        .order_by(reports.c.period, reports.c.code, ranked.c.place.desc())
    )
    if which == "current":
        query = query.where(ranked.c.rank == 1)
    if sha256 is not None:
        query = query.where(extractions.c.sha256 == sha256)
    return [
        ReportHead(
            row["id"],
            Document(
                *(row[name] for name in ("filename", "sha256", "bytes", "pages", "producer")),
                *(row[name] for name in ("modified", "version", "vocabulary")),
            ),
            Header(**{c.name: row[c.name] for c in reports.c if c.name != "extraction_id"}),
            row["words"],
        )
        for row in connection.execute(query).mappings()
    ]


def whole(connection: Connection, heads: Sequence[ReportHead]) -> list[Extraction]:
    """The extractions with everything in them, in the order of their heads."""
    found: list[Extraction] = []
    for start in range(0, len(heads), _REPORTS_AT_ONCE):
        some = heads[start : start + _REPORTS_AT_ONCE]
        ids = [head.id for head in some]
        facts = _facts(
            {
                table: _rows(connection, table, table.c.extraction_id.in_(ids))
                for table in FACT_TABLES.values()
            },
            _rows(connection, evidence, evidence.c.extraction_id.in_(ids), "ordinal"),
            _rows(connection, meeting_references, meeting_references.c.extraction_id.in_(ids), "ordinal"),
        )
        roles, unclaimed, warnings = (
            _of_each(_rows(connection, table, table.c.extraction_id.in_(ids)))
            for table in (coverage_roles, unclaimed_texts, extraction_warnings)
        )
        found += (
            Extraction(
                head.document,
                head.header,
                tuple(facts[head.id]),
                Coverage(
                    head.words,
                    {row["role"]: row["words"] for row in roles[head.id]},
                    tuple(map(unclaimed_from_row, unclaimed[head.id])),
                ),
                tuple(map(warning_from_row, warnings[head.id])),
            )
            for head in some
        )
    return found


def about(
    connection: Connection,
    heads: Sequence[ReportHead],
    modifications: Collection[str],
    releases: Collection[str],
) -> list[Extraction]:
    """The extractions with only the facts that name one of these modifications or list these releases.

    Their unclaimed words are there too, which may explain something of these; no other coverage, no warnings.
    """
    if not heads or not (modifications or releases):
        return [_bare(head) for head in heads]
    ids = [head.id for head in heads]
    wanted = {
        table: table.c.extraction_id.in_(ids) & where
        for table in FACT_TABLES.values()
        if (where := _speaks_of(connection, table, modifications, releases)) is not None
    }
    places = union(*(select(t.c.extraction_id, t.c.position).where(where) for t, where in wanted.items()))
    facts = _facts(
        {table: _rows(connection, table, where) for table, where in wanted.items()},
        _at(connection, evidence, places),
        _at(connection, meeting_references, places),
    )
    unread = _of_each(_rows(connection, unclaimed_texts, unclaimed_texts.c.extraction_id.in_(ids)))
    return [
        replace(
            _bare(head),
            facts=tuple(facts[head.id]),
            coverage=Coverage(head.words, {}, tuple(map(unclaimed_from_row, unread[head.id]))),
        )
        for head in heads
    ]


def assessments_of(connection: Connection, heads: Sequence[ReportHead]) -> list[Extraction]:
    """The extractions with nothing but the rows of their assessment tables, which stand nowhere."""
    table = FACT_TABLES[Assessment]
    rows = _rows(connection, table, table.c.extraction_id.in_([head.id for head in heads]))
    facts = _facts({table: rows}, (), ())
    return [replace(_bare(head), facts=tuple(facts[head.id])) for head in heads]


def _bare(head: ReportHead) -> Extraction:
    return Extraction(head.document, head.header, (), Coverage(head.words, {}, ()))


def _speaks_of(
    connection: Connection, table: Table, modifications: Collection[str], releases: Collection[str]
) -> ColumnElement[bool] | None:
    """Which rows of a table of facts are about them; None where it has none."""
    if table is FACT_TABLES[Meeting]:
        met = meeting_references.c
        named = among(connection, met.modification, modifications)
        places = select(met.extraction_id, met.position).where(named)
        return tuple_(table.c.extraction_id, table.c.position).in_(places)
    if "modification" not in table.c:
        return None
    named = among(connection, table.c.modification, modifications)
    return named | table.c.release.in_(sorted(releases)) if table is release_items else named


def _at(connection: Connection, table: Table, places: CompoundSelect[Any]) -> list[RowMapping]:
    """The rows of a table that belong to the facts of these extractions and positions, in their order."""
    at, c = places.subquery(), table.c
    here = (c.extraction_id == at.c.extraction_id) & (c.position == at.c.position)
    query = select(table).join(at, here).order_by(c.extraction_id, c.position, c.ordinal)
    return list(connection.execute(query).mappings())


def _facts(
    rows: dict[Table, list[RowMapping]], spots: Iterable[RowMapping], met: Iterable[RowMapping]
) -> dict[int, list[Fact]]:
    """The facts of each extraction in the order of the report; a row that is there twice is one fact."""
    evident, named = by_fact(spots), by_fact(met)
    placed: dict[int, dict[int, Fact]] = defaultdict(dict)
    for kind, table in FACT_TABLES.items():
        for row in rows.get(table, ()):
            place = row["extraction_id"], row["position"]
            seen: list[Evidence] = [evidence_from_row(spot) for spot in evident.get(place, ())]
            references = [line["reference"] for line in named.get(place, ())]
            placed[place[0]][place[1]] = fact_from_row(kind, row, seen, references)
    return defaultdict(list, {id_: [by[p] for p in sorted(by)] for id_, by in placed.items()})


def _of_each(rows: Iterable[RowMapping]) -> dict[int, list[RowMapping]]:
    found: dict[int, list[RowMapping]] = defaultdict(list)
    for row in rows:
        found[row["extraction_id"]].append(row)
    return found


def _rows(connection: Connection, table: Table, where: ColumnElement[bool], *then: str) -> list[RowMapping]:
    order = [table.c[name] for name in ("extraction_id", "position", *then)]
    return list(connection.execute(select(table).where(where).order_by(*order)).mappings())
