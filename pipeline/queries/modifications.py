"""The modifications that reports or the register know, and every mention of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    String,
    Subquery,
    Table,
    and_,
    column,
    func,
    literal,
    null,
    or_,
    select,
    table,
    union_all,
)

from pipeline.basics.identity import SUFFIXES, identity
from pipeline.record.tables.base import PrintedText
from pipeline.record.tables.documents import reports
from pipeline.record.tables.facts import NAMING_TABLES, evidence
from pipeline.record.tables.findings import findings
from pipeline.record.tables.standing_reports import current_extractions, current_reports


@dataclass(frozen=True, slots=True)
class ModificationLine:
    """A modification as a line of a list; what the newest register does not say is None.

    `facts` tell of it, in the reports from `first` to `last`; `findings` are open.
    """

    modification: str
    reference: str
    title: str | None
    stage: str | None
    facts: int
    first: str | None
    last: str | None
    findings: int


def modifications_page(
    connection: Connection, text: str, *, offset: int, limit: int
) -> tuple[int, list[ModificationLine]]:
    """How many modifications' references or titles hold the text, and some of them. One statement.

    They are in the order of their numbers, the highest first; beyond the last there are none to count.
    """
    told, listed = _told(), _listed()
    counted = (
        select(findings.c.modification, func.count().label("number"))
        .where(findings.c.status == "open", findings.c.modification.is_not(None))
        .group_by(findings.c.modification)
        .subquery("counted")
    )
    every = select(told.c.modification).union(select(listed.c.modification)).subquery("every")
    reference = func.coalesce(listed.c.reference, told.c.reference)
    title = func.coalesce(listed.c.title, told.c.title)
    known = (
        select(
            every.c.modification,
            reference.label("reference"),
            title.label("title"),
            listed.c.stage,
            func.coalesce(told.c.facts, 0).label("facts"),
            told.c.first,
            told.c.last,
            func.coalesce(counted.c.number, 0).label("findings"),
        )
        .outerjoin(told, told.c.modification == every.c.modification)
        .outerjoin(listed, listed.c.modification == every.c.modification)
        .outerjoin(counted, counted.c.modification == every.c.modification)
    )
    if text:
        known = known.where(
            or_(
                reference.icontains(text, autoescape=True),
                title.icontains(text, autoescape=True),
                every.c.modification == identity(text.upper().replace(" ", "")),
            )
        )
    lines = known.subquery("lines")
    number = func.rtrim(lines.c.modification, SUFFIXES)
    order = (func.length(number).desc(), number.desc(), lines.c.modification)
    counted_too = select(lines, func.count().over().label("total"))
    rows = connection.execute(counted_too.order_by(*order).offset(offset).limit(limit)).all()
    return (rows[0].total if rows else 0), [ModificationLine(*row[:-1]) for row in rows]


def _told() -> Subquery:
    """What reports say of each modification: how often, in which months, under which name and title."""
    current = (
        select(reports.c.extraction_id, reports.c.period)
        .where(reports.c.extraction_id.in_(current_extractions()))
        .cte("current")
    )
    each = union_all(
        *(
            select(
                table.c.modification,
                table.c.reference,
                (table.c.title if "title" in table.c else null()).label("title"),
                current.c.period,
            ).join(current, current.c.extraction_id == table.c.extraction_id)
            for table in NAMING_TABLES.values()
        )
    ).subquery("each")
    c = each.c
    return (
        select(
            c.modification,
            func.max(c.reference).label("reference"),
            func.max(c.title, type_=PrintedText()).label("title"),
            func.count().label("facts"),
            func.min(c.period).label("first"),
            func.max(c.period).label("last"),
        )
        .group_by(c.modification)
        .subquery("told")
    )


def _listed() -> Subquery:
    """The current register, one row a modification."""
    printed = (column(name, PrintedText()) for name in ("title", "stage"))
    n = table("register_current", column("modification", String()), column("reference", String()), *printed).c
    return select(n.modification, n.reference, n.title, n.stage).subquery("listed")


def mentions_of(connection: Connection, reference: str) -> Sequence[Row[Any]]:
    """Every fact of the reports that count about the modification, whatever its prefix. One statement.

    Columns: period, sha256, filename, page, kind, section, reference, title, text, position.
    """
    current = current_reports().cte("current")
    who = identity(reference)
    each = union_all(*(_facts_of(kind, table, who) for kind, table in NAMING_TABLES.items())).subquery("each")
    spot = and_(
        evidence.c.extraction_id == each.c.extraction_id,
        evidence.c.position == each.c.position,
        evidence.c.ordinal == 0,
    )
    query = (
        select(
            current.c.period,
            current.c.sha256,
            current.c.filename,
            evidence.c.page,
            each.c.kind,
            each.c.reference,
            each.c.title,
            evidence.c.text,
            each.c.position,
        )
        .join(current, current.c.extraction_id == each.c.extraction_id)
        .join(evidence, spot)
        .order_by(current.c.period.desc(), each.c.position)
    )
    return connection.execute(query).all()


def _facts_of(kind: str, table: Table, who: str) -> Select[Any]:
    title = table.c.title if "title" in table.c else null()
    return select(
        literal(kind).label("kind"),
        table.c.extraction_id,
        table.c.position,
        table.c.reference,
        title.label("title"),
    ).where(table.c.modification == who)
