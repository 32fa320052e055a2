"""Which modifications belong together, and which months name some of them or link to their pages."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import Column, ColumnElement, Connection, func, select, union

from pipeline.basics.identity import SUFFIXES, identity, number, slug
from pipeline.checks.links import last_part
from pipeline.checks.scope import Months
from pipeline.record.tables.base import among
from pipeline.record.tables.facts import FACT_TABLES, NAMING_TABLES, decisions, mentions


def titles_in(connection: Connection, ids: Collection[int]) -> list[tuple[str, str]]:
    """Every reference with every title that these extractions print beside it."""
    wanted = (
        select(t.c.reference, t.c.title).where(t.c.extraction_id.in_(ids), t.c.title.is_not(None))
        for t in FACT_TABLES.values()
        if "title" in t.c
    )
    return [(row.reference, row.title) for row in connection.execute(union(*wanted))]


def kin(connection: Connection, modifications: Collection[str]) -> set[str]:
    """These, and whatever any report names that they were split from or into."""
    numbers = set(map(number, modifications))
    named = connection.scalars(union(*(select(t.c.modification) for t in NAMING_TABLES.values())))
    return {who for who in named if who and number(who) in numbers}.union(modifications)


def months_naming(
    connection: Connection, months: Mapping[int, str], modifications: Collection[str]
) -> Months:
    """Those of the months, by extraction, that name one of these, or what it was split from or into."""
    numbers = set(map(number, modifications))

    def names(column: Column[str]) -> ColumnElement[bool]:
        bare = func.rtrim(column, SUFFIXES)
        return among(connection, column, modifications) | among(connection, bare, numbers)

    wanted = (
        select(t.c.extraction_id).where(t.c.extraction_id.in_(months), names(t.c.modification))
        for t in NAMING_TABLES.values()
    )
    return Months(frozenset(months[id_] for id_ in connection.scalars(union(*wanted))))


def months_deciding(connection: Connection, months: Mapping[int, str], after: date) -> Months:
    """Those of the months, by extraction, that tell of a decision of a day later than that one."""
    d = decisions.c
    found = select(d.extraction_id).where(d.extraction_id.in_(months), d.decided_on > after)
    return Months(frozenset(months[id_] for id_ in connection.scalars(found.distinct())))


def months_linking(
    connection: Connection, months: Mapping[int, str], pages: Collection[str], unchanged: Collection[int]
) -> Months:
    """Those of the months, by extraction, with a link to one of these pages.

    A link to a page that other reports, the `unchanged`, know as the modification's own is nobody else's.
    """
    m = mentions.c
    linked = select(m.modification, m.url).where(m.extraction_id.in_(months), m.url.is_not(None))
    there = [(who, url) for who, url in connection.execute(linked.distinct()) if last_part(url) in pages]
    if not there:
        return Months()
    own = {(identity(reference), slug(title)) for reference, title in titles_in(connection, unchanged)}
    odd = {url for who, url in there if (who, last_part(url)) not in own}
    found = select(m.extraction_id).where(m.extraction_id.in_(months), m.url.in_(odd))
    return Months(frozenset(months[id_] for id_ in connection.scalars(found.distinct())))
