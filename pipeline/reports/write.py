"""Writing what was read: the bytes into the archive, each document's rows in one transaction.

Storing is idempotent: a document is its bytes and an extraction is document × extractor version, so
that the same again adds nothing but a new file name. A refused document is a row with its reason.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Table, and_, insert, or_, select, update
from sqlalchemy.exc import DataError

from extractors.contract import Extraction, Refusal
from pipeline.archive.folder import Archive
from pipeline.basics.issue_number import PLAIN, issue_number
from pipeline.record.database import one_at_a_time, read_transaction, write_transaction
from pipeline.record.tables.base import number_for
from pipeline.record.tables.corrections import corrected_facts
from pipeline.record.tables.documents import (
    coverage_roles,
    document_names,
    documents,
    extraction_warnings,
    extractions,
    reports,
    unclaimed_texts,
    unread_files,
)
from pipeline.record.tables.facts import FACT_TABLES, evidence, meeting_references
from pipeline.record.tables.review import document_words
from pipeline.reports.corrections import Corrected, corrected, standing_corrections
from pipeline.reports.rows import Rows, fact_rows, unclaimed_row, warning_row

__all__ = [
    "TABLES_OF_A_READING",
    "StoredDocument",
    "already_read",
    "rows_of_a_reading",
    "store",
    "write_reading",
]

# What `rows_of_a_reading` fills.
TABLES_OF_A_READING: tuple[Table, ...] = (
    *(reports, coverage_roles, unclaimed_texts, extraction_warnings),
    *(*FACT_TABLES.values(), meeting_references, evidence, corrected_facts),
)
_AT_ONCE = 500  # parameters of one query; SQLite and PostgreSQL both have a limit


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What became of one document. `new` is false where the record had this reading of it already."""

    filename: str
    sha256: str | None
    status: Literal["stored", "refused"]
    new: bool
    period: str | None = None
    refusal: Refusal | None = None


def already_read(
    engine: Engine, sha256s: Collection[str], extractor_version: str, *, again: bool = False
) -> set[str]:
    """Those of the documents that need no reading.

    A document is read again where this version of the extractor has not yet refused it, or, with
    `again`, where this version has not yet read it at all.
    """
    v = extractions.c.extractor_version
    enough = or_(v == extractor_version, v.startswith(f"{extractor_version}+", autoescape=True))
    if not again:
        enough = or_(enough, extractions.c.status == "stored")
    asked = sorted(sha256s)
    found: set[str] = set()
    with read_transaction(engine) as connection:
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            query = select(extractions.c.sha256).where(and_(extractions.c.sha256.in_(some), enough))
            found.update(connection.scalars(query))
    return found


def store(
    engine: Engine,
    archive: Archive,
    results: Sequence[tuple[bytes | None, Extraction | Refusal]],
    *,
    extractor_version: str,
    now: datetime,
) -> list[StoredDocument]:
    """Keeps each document and what was read of it; gives what became of each, in the order given.

    The bytes are None where they were not taken in. Raises OutOfReach where archive or database fail:
    the documents before are stored whole, this one not at all.
    """
    return [_store_one(engine, archive, data, result, extractor_version, now) for data, result in results]


def _store_one(
    engine: Engine,
    archive: Archive,
    data: bytes | None,
    result: Extraction | Refusal,
    version: str,
    now: datetime,
) -> StoredDocument:
    name = _checked_digest(data, result)
    if name is None:
        return _note_unread(engine, _refused(result), now)
    if data is not None:
        archive.keep(data)  # first: a row must never point to bytes that are not there
    try:
        with write_transaction(engine) as connection:
            new = write_reading(connection, name, data, result, version, now)
    except (OverflowError, DataError):
        # A number of thirty digits is no figure of a report; the document is kept and says why it is out.
        result = Refusal(
            result.document, "damaged", f"{result.document.filename} prints a value beyond reason."
        )
        with write_transaction(engine) as connection:
            new = write_reading(connection, name, data, result, version, now)
    filename = result.document.filename
    if isinstance(result, Refusal):
        return StoredDocument(filename, name, "refused", new, refusal=result)
    return StoredDocument(filename, name, "stored", new, period=result.report.period)


def _checked_digest(data: bytes | None, result: Extraction | Refusal) -> str | None:
    said = result.document.sha256
    found = said if data is None else sha256(data).hexdigest()
    if said is not None and found != said:
        raise ValueError(f"{result.document.filename}: these are not the bytes that were read")
    return found


def _refused(result: Extraction | Refusal) -> Refusal:
    if isinstance(result, Extraction):
        raise ValueError(f"{result.document.filename}: an extraction without a document")
    return result


def _note_unread(engine: Engine, refusal: Refusal, now: datetime) -> StoredDocument:
    """A missing file is nobody's document; one that is too large or no plain file is remembered by name."""
    filename = refusal.document.filename
    row = {"filename": filename, "refusal_code": refusal.code}
    new = False
    if refusal.code != "no_such_file":
        with write_transaction(engine) as connection:
            new = _add_once(
                connection,
                unread_files,
                row,
                {"refusal_message": refusal.message, "bytes": refusal.document.bytes, "first_seen": now},
            )
    return StoredDocument(filename, None, "refused", new, refusal=refusal)


def write_reading(
    connection: Connection,
    name: str,
    data: bytes | None,
    result: Extraction | Refusal,
    version: str,
    now: datetime,
) -> bool:
    """All rows of one document and its reading, with what was corrected in it; false where it stood there."""
    one_at_a_time(connection, number_for(name))
    document = result.document
    size = document.bytes if data is None else len(data)
    about = {"bytes": size, "archived": data is not None, "first_seen": now}
    if not _add_once(connection, documents, {"sha256": name}, about) and data is not None:
        connection.execute(update(documents).where(documents.c.sha256 == name).values(archived=True))
    _add_once(
        connection,
        document_names,
        {"sha256": name, "filename": document.filename},
        {"first_seen": now, "issue": issue_number(document.filename)},
    )
    over = corrected(result, standing_corrections(connection, name))
    version, result = over.version(version), over.reading
    extraction_id = number_for(name, version)
    refusal = result if isinstance(result, Refusal) else None
    new = _add_once(
        connection,
        extractions,
        {"sha256": name, "extractor_version": version},
        {
            "id": extraction_id,
            "filename": document.filename,
            "status": "refused" if refusal else "stored",
            "refusal_code": refusal.code if refusal else None,
            "refusal_message": refusal.message if refusal else None,
            "pages": document.pages,
            "producer": document.producer,
            "modified": document.modified,
            "version": document.version,
            "vocabulary": document.vocabulary,
            "extracted_at": now,
            "issue": PLAIN
            if isinstance(result, Refusal)
            else issue_number(result.report.title, document.version),
            "words": None if isinstance(result, Refusal) else result.coverage.words,
        },
    )
    if isinstance(result, Extraction) and result.words:
        _add_once(connection, document_words, {"sha256": name}, {"words": " ".join(result.words)})
    if new and isinstance(result, Extraction):
        for table, rows in rows_of_a_reading(extraction_id, over).items():
            connection.execute(insert(table), rows)
    return new


def _add_once(connection: Connection, table: Table, key: dict[str, Any], rest: dict[str, Any]) -> bool:
    """Adds the row unless its key stands there; the transaction has the write lock."""
    where = and_(*(table.c[column] == value for column, value in key.items()))
    if connection.execute(select(1).select_from(table).where(where)).first():
        return False
    connection.execute(insert(table), key | rest)
    return True


def rows_of_a_reading(extraction_id: int, over: Corrected) -> Rows:
    """Everything of a reading by table, in the order in which the tables are filled; nothing of a refusal."""
    extraction = over.reading
    if isinstance(extraction, Refusal):
        return {}
    mine = {"extraction_id": extraction_id}
    coverage = extraction.coverage
    header = {
        column.name: getattr(extraction.report, column.name)
        for column in reports.c
        if column.name not in mine
    }
    rows: Rows = {
        reports: [mine | header],
        coverage_roles: [
            mine | {"position": position, "role": role, "words": words}
            for position, (role, words) in enumerate(coverage.by_role.items())
        ],
        unclaimed_texts: [
            mine | {"position": position} | unclaimed_row(text)
            for position, text in enumerate(coverage.unclaimed)
        ],
        extraction_warnings: [
            mine | {"position": position} | warning_row(warning)
            for position, warning in enumerate(extraction.warnings)
        ],
    }
    rows |= fact_rows(extraction_id, extraction.facts)
    rows[corrected_facts] = [
        mine | {"correction": one.correction, "position": one.position, "was": one.was} for one in over.laid
    ]
    return {table: filled for table, filled in rows.items() if filled}
