"""The facts of the record, held against the documents: the archive is read again, and every row compared."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Row, Table, select

from extractors.contract import Extraction, OwnVocabulary, Refusal
from pipeline.archive.folder import Archive
from pipeline.basics.errors import CsreconError
from pipeline.record.database import read_transaction
from pipeline.record.tables.documents import documents, extractions
from pipeline.reports.corrections import Corrected, corrected, standing_corrections
from pipeline.reports.own_words import own_words_in
from pipeline.reports.write import TABLES_OF_A_READING, rows_of_a_reading
from pipeline.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class FactsProof:
    """How many readings were compared, how many another extractor wrote, and what differs first."""

    compared: int
    not_comparable: int
    fault: str | None = None


def verify_facts(engine: Engine, archive: Archive, sandbox: Sandbox, version: str) -> FactsProof:
    """Reads every document again that this version of the extractor read, and compares what is stored."""
    with read_transaction(engine) as connection:
        query = select(extractions, documents.c.bytes).join(
            documents, documents.c.sha256 == extractions.c.sha256
        )
        rows = connection.execute(
            query.where(documents.c.archived).order_by(
                extractions.c.extracted_at, extractions.c.extractor_version
            )
        ).all()
        own = own_words_in(connection)
        standing = standing_corrections(connection)
    # of one document, earlier ones were read by own words that are in force no more: they stay as they are
    mine = list(
        {row.sha256: row for row in rows if row.extractor_version.partition("+")[0] == version}.values()
    )
    others = sum(row.extractor_version.partition("+")[0] != version for row in rows)
    with ThreadPoolExecutor(sandbox.workers) as threads:
        answers = threads.map(lambda row: _read(archive, sandbox, row, own), mine)
        for number, (row, again) in enumerate(zip(mine, answers, strict=True), 1):
            with read_transaction(engine) as connection:
                meant = again if isinstance(again, str) else corrected(again, standing)
                fault = meant if isinstance(meant, str) else next(_differs(connection, row, meant), None)
            if fault:
                threads.shutdown(wait=False, cancel_futures=True)
                said = f"{row.filename} (SHA-256 {row.sha256[:12]}…): {fault}"
                return FactsProof(number, others, said)
    return FactsProof(len(mine), others)


def _read(
    archive: Archive, sandbox: Sandbox, row: Row[tuple[object, ...]], own: OwnVocabulary
) -> Extraction | Refusal | str:
    try:
        data = archive.get(row.sha256)
    except CsreconError as problem:
        return str(problem)
    return sandbox.read(data, row.filename, own)


def _differs(connection: Connection, row: Row[tuple[object, ...]], over: Corrected) -> Iterator[str]:
    """What the record says otherwise than the document with what was corrected in it."""
    again = over.reading
    status = "refused" if isinstance(again, Refusal) else "stored"
    if row.status != status:
        yield f"it is {row.status} in the record, and would be {status}."
        return
    document = again.document
    about = {
        "vocabulary": document.vocabulary,
        "bytes": document.bytes,
        "pages": document.pages,
        "producer": document.producer,
        "modified": document.modified,
        "version": document.version,
    }
    if isinstance(again, Refusal):
        about |= {"refusal_code": again.code, "refusal_message": again.message}
    else:
        about |= {"words": again.coverage.words}
    for name, value in about.items():
        if getattr(row, name) != value:
            yield f"its {name} are {getattr(row, name)!r} in the record; the document has {value!r}."
    meant = rows_of_a_reading(row.id, over)
    for table in TABLES_OF_A_READING:
        stands = select(table).where(table.c.extraction_id == row.id)
        rows = map(dict, connection.execute(stands).mappings())
        found = {_key(table, one): one for one in rows}
        yield from _rows_differ(table, found, {_key(table, one): one for one in meant.get(table, ())})


def _rows_differ(
    table: Table,
    found: Mapping[tuple[object, ...], Mapping[str, object]],
    meant: Mapping[tuple[object, ...], Mapping[str, object]],
) -> Iterator[str]:
    for key in sorted(found.keys() | meant.keys(), key=str):
        where = f"{table.name}, " + ", ".join(
            f"{name} {value}"
            for name, value in zip(_keys(table), key, strict=True)
            if name != "extraction_id"
        )
        if key not in meant:
            yield f"the record has a row that the document does not ({where})."
        elif key not in found:
            yield f"a row was taken out of the record ({where})."
        else:
            for name, value in meant[key].items():
                if found[key].get(name) != value:
                    said = f"{name} is {found[key].get(name)!r} in the record; the document has {value!r}"
                    yield f"{said} ({where})."


def _keys(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def _key(table: Table, row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in _keys(table))
