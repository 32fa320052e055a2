"""The reports month by month, and one report a page at a time."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import Any

from sqlalchemy import Connection, Row, func, select

from extractors.contract import Evidence
from extractors.not_read import UNREAD
from pipeline.record.tables.corrections import corrected_facts, corrections
from pipeline.record.tables.documents import (
    coverage_roles,
    documents,
    extraction_warnings,
    extractions,
    reports,
    unclaimed_texts,
)
from pipeline.record.tables.facts import FACT_TABLES, evidence, meeting_references
from pipeline.record.tables.findings import finding_evidence, findings
from pipeline.record.tables.standing_reports import current_extractions, current_reports
from pipeline.reports.rows import evidence_from_row

_NO_VALUES = ("extraction_id", "position", "fact_id", "section", "modification")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """The report that counts for a month. `open_findings` is by severity and of that month.

    `unclaimed` are texts that no rule accounts for, `unread` the words in them.
    """

    sha256: str
    period: str
    filename: str
    published_on: Any
    data_cut_off: Any
    pages: int | None
    words: int
    learned_at: datetime
    facts: int
    unclaimed: int
    unread: int
    open_findings: dict[str, int]


@dataclass(frozen=True, slots=True)
class SetRight:
    """A correction that counts on a page: by whom, and the fact's fields as they were read.

    `was` has those that the correction changed, all of them where the fact was taken out, none where added.
    """

    number: int
    by: str
    reason: str
    kind: str
    text: str
    was: dict[str, object]


@dataclass(frozen=True, slots=True)
class PlacedFact:
    """A fact with those of its places that are on the page asked for, and what was set right in it."""

    position: int
    id: str
    kind: str
    section: str
    values: dict[str, object]
    places: tuple[Evidence, ...]
    corrected: tuple[SetRight, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page of a report as the newest good extraction of its document has it.

    `head` has the columns of the report, the extraction and the document; `counts` is for the whole
    report: facts and unclaimed texts by page. `findings` are those with a place on this page that are not
    resolved: (fingerprint, code, severity, message, box).
    """

    head: Row[Any]
    current: bool
    facts: tuple[PlacedFact, ...]
    taken_out: tuple[SetRight, ...]
    unclaimed: tuple[Evidence, ...]
    findings: Sequence[Row[Any]]
    warnings: Sequence[Row[Any]]
    roles: dict[str, int]
    counts: dict[int, tuple[int, int]]


def report_lines(connection: Connection) -> list[ReportLine]:
    """The reports that count, newest first. Four statements."""
    current = current_reports().subquery("r")
    rows = connection.execute(select(current).order_by(current.c.period.desc(), current.c.code)).all()
    facts = _by_extraction(connection, evidence.c.extraction_id, evidence.c.ordinal == 0)
    u = unclaimed_texts.c
    unclaimed: dict[int, list[int]] = defaultdict(list)
    texts = select(u.extraction_id, u.text).where(u.extraction_id.in_(current_extractions()))
    for id_, text in connection.execute(texts):
        unclaimed[id_].append(len(text.split()))
    c = findings.c
    standing = (
        select(c.period, c.severity, func.count()).where(c.status == "open").group_by(c.period, c.severity)
    )
    by_period: dict[str, dict[str, int]] = defaultdict(dict)
    for period, severity, number in connection.execute(standing):
        by_period[period][severity] = number
    return [
        ReportLine(
            row.sha256,
            row.period,
            row.filename,
            row.published_on,
            row.data_cut_off,
            row.pages,
            row.words,
            row.learned_at,
            facts.get(row.extraction_id, 0),
            len(unclaimed[row.extraction_id]),
            sum(unclaimed[row.extraction_id]),
            by_period.get(row.period, {}),
        )
        for row in rows
    ]


def _by_extraction(connection: Connection, column: Any, *where: Any) -> dict[int, int]:
    query = select(column, func.count()).where(column.in_(current_extractions()), *where).group_by(column)
    return {row[0]: row[1] for row in connection.execute(query)}


def unread_in_reports(connection: Connection, periods: Collection[str] = ()) -> list[str]:
    """What could not be read of the reports that count, or of these months', by file. One statement."""
    w, e = extraction_warnings.c, extractions.c
    told = (
        select(e.filename, w.message)
        .join(reports, reports.c.extraction_id == e.id)
        .join(extraction_warnings, w.extraction_id == e.id)
        .where(w.code.in_(UNREAD), e.id.in_(current_extractions()))
        .order_by(reports.c.period, w.position)
    )
    if periods:
        told = told.where(reports.c.period.in_(periods))
    return [f"{filename}: {message}" for filename, message in connection.execute(told)]


def report_page(connection: Connection, sha256: str, page: int) -> ReportPage | None:
    """One page of the document's report; None where no version of the extractor could read the document."""
    newest = (
        select(
            reports,
            extractions.c.sha256,
            extractions.c.filename,
            extractions.c.pages,
            extractions.c.words,
            extractions.c.extractor_version,
            extractions.c.extracted_at,
            documents.c.first_seen,
            documents.c.withdrawn_at,
            reports.c.extraction_id.in_(current_extractions()).label("counts"),
        )
        .join(extractions, extractions.c.id == reports.c.extraction_id)
        .join(documents, documents.c.sha256 == extractions.c.sha256)
        .where(extractions.c.sha256 == sha256, extractions.c.status == "stored")
        .order_by(extractions.c.extracted_at.desc(), extractions.c.extractor_version.desc())
        .limit(1)
    )
    head = connection.execute(newest).first()
    if head is None:
        return None
    id_ = head.extraction_id
    set_right = _set_right(connection, id_, page)
    u = unclaimed_texts.c
    unclaimed = select(unclaimed_texts).where(u.extraction_id == id_, u.page == page).order_by(u.position)
    w, r = extraction_warnings.c, coverage_roles.c
    roles = select(r.role, r.words).where(r.extraction_id == id_).order_by(r.words.desc(), r.role)
    return ReportPage(
        head,
        bool(head.counts),
        tuple(_facts(connection, id_, page, set_right)),
        tuple(one for position, one in set_right if position is None),
        tuple(evidence_from_row(row) for row in connection.execute(unclaimed).mappings()),
        _findings(connection, sha256, page),
        connection.execute(
            select(extraction_warnings).where(w.extraction_id == id_).order_by(w.position)
        ).all(),
        {row.role: row.words for row in connection.execute(roles)},
        _counts(connection, id_),
    )


def _set_right(connection: Connection, id_: int, page: int) -> list[tuple[int | None, SetRight]]:
    """The corrections that count on a page, each with the position of its fact. One statement."""
    f, c = corrected_facts.c, corrections.c
    query = (
        select(f.position, f.was, c.number, c.actor, c.reason, c.kind, c.text, c.fields)
        .join(corrections, c.number == f.correction)
        .where(f.extraction_id == id_, c.page == page)
        .order_by(c.number)
    )
    found: list[tuple[int | None, SetRight]] = []
    for row in connection.execute(query):
        was = loads(row.was) if row.was else {}
        changed = loads(row.fields) if row.fields else was
        told = {name: value for name, value in was.items() if name in changed}
        found.append((row.position, SetRight(row.number, row.actor, row.reason, row.kind, row.text, told)))
    return found


def _facts(
    connection: Connection, id_: int, page: int, set_right: Sequence[tuple[int | None, SetRight]]
) -> list[PlacedFact]:
    """The facts with a place on the page, in the order of the report: one statement a kind, and two."""
    c = evidence.c
    on_page = select(evidence).where(c.extraction_id == id_, c.page == page)
    places: dict[int, list[Evidence]] = defaultdict(list)
    for row in connection.execute(on_page.order_by(c.position, c.ordinal)).mappings():
        places[row["position"]].append(evidence_from_row(row))
    m = meeting_references.c
    named: dict[int, list[str]] = defaultdict(list)
    about = select(m.position, m.reference).where(m.extraction_id == id_, m.position.in_(places))
    for position, reference in connection.execute(about.order_by(m.position, m.ordinal)):
        named[position].append(reference)
    found: list[PlacedFact] = []
    for kind, table in FACT_TABLES.items():
        wanted = select(table).where(table.c.extraction_id == id_, table.c.position.in_(places))
        for line in connection.execute(wanted).mappings():
            values = {name: value for name, value in line.items() if name not in _NO_VALUES}
            position = line["position"]
            if position in named:
                values["references"] = named[position]
            over = tuple(one for place, one in set_right if place == position)
            where = tuple(places[position])
            found.append(
                PlacedFact(position, line["fact_id"], kind.kind, line["section"], values, where, over)
            )
    return sorted(found, key=lambda fact: fact.position)


def _findings(connection: Connection, sha256: str, page: int) -> Sequence[Row[Any]]:
    e, f = finding_evidence.c, findings.c
    query = (
        select(f.fingerprint, f.code, f.severity, f.message, e.x0, e.top, e.x1, e.bottom)
        .join(findings, f.fingerprint == e.fingerprint)
        .where(e.sha256 == sha256, e.page == page, f.status != "resolved")
        .order_by(e.top, e.x0, f.code, f.fingerprint, e.ordinal)
    )
    return connection.execute(query).all()


def _counts(connection: Connection, id_: int) -> dict[int, tuple[int, int]]:
    """How many facts begin on each page, and how many unclaimed texts stand there. Two statements."""
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for place, table in enumerate((evidence, unclaimed_texts)):
        c = table.c
        query = select(c.page, func.count()).where(c.extraction_id == id_).group_by(c.page)
        if table is evidence:
            query = query.where(c.ordinal == 0)
        for page, number in connection.execute(query):
            found[page][place] = number
    return {page: (facts, unclaimed) for page, (facts, unclaimed) in found.items()}
