"""What was read and what was refused: one row a document."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Engine, func, select

from pipeline.archive.folder import Archive
from pipeline.record.database import read_transaction
from pipeline.record.tables.documents import document_names, documents, extractions, reports, unread_files
from pipeline.record.tables.standing_reports import issues

Status = Literal["stored", "quarantined", "superseded", "withdrawn"]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as `csrecon documents` shows it.

    `refused` is {"code": …, "message": …} where no version of the extractor could read it; `sha256` is
    None where its bytes were never taken in.
    """

    filename: str
    sha256: str | None
    status: Status
    refused: dict[str, str] | None
    period: str | None
    pages: int | None
    first_seen: datetime


def list_documents(engine: Engine, status: Literal["all"] | Status = "all") -> list[DocumentRow]:
    """The documents in the order in which they were first seen, by file name where that is the same.

    A document is `stored` where its report counts for its month, `superseded` where another issue does,
    `quarantined` where it was refused, `withdrawn` where a person took it out. Under several names
    it is listed under the first.
    """
    rows = sorted(
        [*_documents(engine), *_unread(engine)],
        key=lambda row: (row.first_seen, row.filename, row.sha256 or ""),
    )
    return [row for row in rows if status in ("all", row.status)]


def superseded_by(engine: Engine) -> dict[str, str]:
    """By the digest of a document whose report does not count for its month, that of the one that does."""
    ranked = issues()
    issue = (
        select(extractions.c.sha256, reports.c.code, reports.c.period, ranked.c.rank)
        .join(ranked, ranked.c.id == extractions.c.id)
        .join(reports, reports.c.extraction_id == extractions.c.id)
        .cte("issue")
    )
    other = issue.alias("standing")
    same = (other.c.code == issue.c.code) & (other.c.period == issue.c.period)
    query = select(issue.c.sha256, other.c.sha256.label("by")).join(other, same)
    with read_transaction(engine) as connection:
        rows = connection.execute(query.where(issue.c.rank > 1, other.c.rank == 1)).all()
    return {row.sha256: row.by for row in rows}


def archive_standing(engine: Engine, archive: Archive) -> tuple[int, str | None]:
    """How many documents the archive should have, and what is wrong where it has not; None if all is well."""
    with read_transaction(engine) as connection:
        kept = connection.scalars(select(documents.c.sha256).where(documents.c.archived)).all()
    problems = archive.problems(sorted(kept))
    if not problems:
        return len(kept), None
    more = f" And {len(problems) - 1} more like it." if len(problems) > 1 else ""
    return len(kept), f"{problems[0]}{more} Hand the files in again, or put the archive back."


def _documents(engine: Engine) -> list[DocumentRow]:
    ranked = issues()
    newest = func.row_number().over(
        partition_by=extractions.c.sha256,
        order_by=(extractions.c.extracted_at.desc(), extractions.c.extractor_version.desc()),
    )
    refusals = (
        select(extractions, newest.label("age")).where(extractions.c.status == "refused").subquery("refusals")
    )
    names = select(
        document_names,
        func.row_number()
        .over(
            partition_by=document_names.c.sha256,
            order_by=(document_names.c.first_seen, document_names.c.filename),
        )
        .label("age"),
    ).subquery("names")
    spoken = (
        select(extractions.c.sha256, extractions.c.pages, reports.c.period, ranked.c.rank)
        .join(ranked, ranked.c.id == extractions.c.id)
        .join(reports, reports.c.extraction_id == extractions.c.id)
        .subquery("spoken")
    )
    query = (
        select(
            names.c.filename,
            documents.c.sha256,
            documents.c.first_seen,
            documents.c.withdrawn_at,
            spoken.c.period,
            spoken.c.rank,
            func.coalesce(spoken.c.pages, refusals.c.pages).label("pages"),
            refusals.c.refusal_code,
            refusals.c.refusal_message,
        )
        .join(names, (names.c.sha256 == documents.c.sha256) & (names.c.age == 1))
        .outerjoin(spoken, spoken.c.sha256 == documents.c.sha256)
        .outerjoin(refusals, (refusals.c.sha256 == documents.c.sha256) & (refusals.c.age == 1))
    )
    with read_transaction(engine) as connection:
        rows = connection.execute(query).mappings().all()
    found = []
    for row in rows:
        status: Status = (
            "quarantined" if row["rank"] is None else "stored" if row["rank"] == 1 else "superseded"
        )
        if row["withdrawn_at"] is not None:
            status = "withdrawn"
        refused = None
        if status == "quarantined":
            refused = {"code": row["refusal_code"], "message": row["refusal_message"]}
        found.append(
            DocumentRow(
                row["filename"],
                row["sha256"],
                status,
                refused,
                row["period"],
                row["pages"],
                row["first_seen"],
            )
        )
    return found


def _unread(engine: Engine) -> list[DocumentRow]:
    """Files whose bytes were never taken in, but for those that a later one of the name replaced."""
    later = select(document_names.c.filename).where(document_names.c.first_seen > unread_files.c.first_seen)
    query = select(unread_files).where(unread_files.c.filename.not_in(later.correlate(unread_files)))
    with read_transaction(engine) as connection:
        rows = connection.execute(query).mappings().all()
    return [
        DocumentRow(
            row["filename"],
            None,
            "quarantined",
            {"code": row["refusal_code"], "message": row["refusal_message"]},
            None,
            None,
            row["first_seen"],
        )
        for row in rows
    ]
