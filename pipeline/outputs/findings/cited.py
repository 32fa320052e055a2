"""What the record has of the places that a finding names: the facts read there, and the register's rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from pipeline.basics.identity import identity
from pipeline.record.tables.documents import documents, extractions
from pipeline.record.tables.facts import FACT_TABLES, evidence
from pipeline.record.tables.register import register_entries, register_snapshots

Tree = dict[str, Any]
_OWN = ("extraction_id", "position", "fact_id", "section", "modification")


def facts_at(connection: Connection, places: Sequence[Row[Any]]) -> list[Tree]:
    """The facts, as the newest reading of each document has them, whose boxes meet those of these places."""
    found: list[Tree] = []
    for sha256 in sorted({p.sha256 for p in places if p.sha256}):
        there = [p for p in places if p.sha256 == sha256]
        newest = (
            select(extractions.c.id)
            .where(extractions.c.sha256 == sha256, extractions.c.status == "stored")
            .order_by(extractions.c.extracted_at.desc(), extractions.c.id)
            .limit(1)
        )
        reading = connection.scalar(newest)
        c = evidence.c
        meets = or_(
            *(
                and_(c.page == p.page, c.x0 < p.x1, c.x1 > p.x0, c.top < p.bottom, c.bottom > p.top)
                for p in there
            )
        )
        spots = (
            select(c.position, c.page, c.text).where(c.extraction_id == reading, meets).order_by(c.position)
        )
        texts: dict[int, tuple[int, str]] = {}
        for position, page, text in connection.execute(spots.order_by(c.position, c.ordinal)):
            texts.setdefault(position, (page, text))
        found += _facts(connection, reading, there[0].document, texts)
    return found


def _facts(
    connection: Connection, reading: int | None, document: str, texts: dict[int, tuple[int, str]]
) -> list[Tree]:
    found: dict[int, Tree] = {}
    for kind, table in FACT_TABLES.items():
        query = select(table).where(table.c.extraction_id == reading, table.c.position.in_(texts))
        for row in connection.execute(query).mappings():
            page, text = texts[row["position"]]
            found[row["position"]] = {
                "document": document,
                "page": page,
                "id": row["fact_id"],
                "kind": kind.kind,
                "section": row["section"],
                "fields": {name: _plain(value) for name, value in row.items() if name not in _OWN},
                "text": text,
            }
    return [found[position] for position in sorted(found)]


def rows_of(connection: Connection, places: Sequence[Row[Any]], reference: str | None) -> list[Tree]:
    """The register's whole rows that these places are cells of, each with its snapshot's digest."""
    n, s = register_entries.c, register_snapshots.c
    found: dict[tuple[str, str], Tree] = {}
    for place in places:
        if place.register is None:
            continue
        wanted = [s.source == place.register, s.as_of == place.snapshot]
        if place.row is not None:
            wanted.append(n.row == place.row)
        elif reference is not None:
            wanted.append(n.modification == identity(reference))
        else:
            continue
        query = (
            select(s.source, s.as_of, s.sha256.label("snapshot_sha256"), register_entries)
            .join(register_snapshots, s.id == n.snapshot_id)
            .where(*wanted)
            .order_by(s.id, n.reference)
        )
        for row in connection.execute(query).mappings():
            plain = {name: _plain(value) for name, value in row.items() if name != "snapshot_id"}
            found.setdefault((row["snapshot_sha256"], row["reference"]), plain)
    return list(found.values())


def documents_of(connection: Connection, places: Sequence[Row[Any]]) -> list[Tree]:
    """The documents of these places: name, digest of the bytes (None where it is not known), size."""
    named = sorted({(p.document, p.sha256 or "") for p in places if p.document is not None})
    query = select(documents.c.sha256, documents.c.bytes).where(
        documents.c.sha256.in_([sha256 for _, sha256 in named])
    )
    sizes = {row.sha256: row.bytes for row in connection.execute(query)}
    return [{"filename": n, "sha256": s or None, "bytes": sizes.get(s)} for n, s in named]


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
