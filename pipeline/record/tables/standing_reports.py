"""Which extraction counts for each month: one definition, for the loader and for the view."""

from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal, or_, select

from pipeline.record.tables.documents import document_names, documents, extractions, reports


def issues(as_of: datetime | None = None) -> Subquery:
    """Each good document's `id` of the extraction that speaks for it, and its `rank` among its paper's.

    A document speaks through the newest good extraction of it. Of several documents of one paper of a month
    the one published last counts (rank 1), whatever the order in which they were read; of several of one day
    the one that its cover or a name of it says is the later issue, then the one whose PDF was changed last,
    else the digest decides: then `tied` is how many say no different. A second `paper` of the month, under
    another reference, counts beside the first; `place` is the order of all of the month, the last first.
    With `as_of`, as all that stood at that moment.
    """
    spoken = (
        select(
            extractions.c.id,
            extractions.c.sha256,
            extractions.c.issue,
            extractions.c.modified,
            func.row_number()
            .over(
                partition_by=extractions.c.sha256,
                order_by=(extractions.c.extracted_at.desc(), extractions.c.extractor_version.desc()),
            )
            .label("age"),
        )
        .where(extractions.c.status == "stored")
        .where(*([extractions.c.extracted_at <= as_of] if as_of else []))
        .subquery("spoken")
    )
    n = document_names.c
    named = (
        select(n.sha256, func.max(n.issue).label("issue"))
        .where(*([n.first_seen <= as_of] if as_of else []))
        .group_by(n.sha256)
        .subquery("named")
    )
    said = (
        select(
            *(spoken.c.id, spoken.c.modified, documents.c.sha256),
            *(reports.c.code, reports.c.period, reports.c.published_on, reports.c.paper_reference),
            case((named.c.issue > spoken.c.issue, named.c.issue), else_=spoken.c.issue).label("issue"),
            func.max(case((reports.c.paper_reference.is_(None), 1), else_=0))
            .over(partition_by=(reports.c.code, reports.c.period))
            .label("unsure"),
        )
        .join(reports, reports.c.extraction_id == spoken.c.id)
        .join(documents, documents.c.sha256 == spoken.c.sha256)
        .join(named, named.c.sha256 == spoken.c.sha256)
        .where(spoken.c.age == 1, _stands(as_of))
        .subquery("said")
    ).c
    later = (
        *(said.published_on.desc().nulls_last(), said.issue.desc()),
        *(said.modified.desc().nulls_last(), said.sha256.desc()),
    )
    # Where one of a month names no paper, nobody knows whether it is another one.
    paper = case((said.unsure == 1, literal("")), else_=said.paper_reference)
    month = (said.code, said.period)
    alike = (said.published_on, said.issue, said.modified)
    return select(
        said.id,
        paper.label("paper"),
        func.row_number().over(partition_by=(*month, paper), order_by=later).label("rank"),
        func.row_number().over(partition_by=month, order_by=later).label("place"),
        func.count().over(partition_by=(*month, paper, *alike)).label("tied"),
    ).subquery("issues")


def _stands(as_of: datetime | None) -> ColumnElement[bool]:
    """A withdrawn document does not, since it was."""
    withdrawn = documents.c.withdrawn_at
    return or_(withdrawn.is_(None), withdrawn > as_of) if as_of else withdrawn.is_(None)


@lru_cache(maxsize=2)  # the same statement is compiled once, as long as it is the same object
def current_extractions(as_of: datetime | None = None) -> Select[tuple[int]]:
    """The ids of the extractions that count, one for each paper of a report's month."""
    ranked = issues(as_of)
    return select(ranked.c.id).where(ranked.c.rank == 1)


@cache
def current_reports() -> Select[Any]:
    """The header of the report that counts for each month, with the document that it comes from."""
    return (
        select(
            *reports.c,
            extractions.c.sha256,
            extractions.c.filename,
            extractions.c.extractor_version,
            extractions.c.words,
            extractions.c.pages,
            documents.c.first_seen,
            extractions.c.extracted_at.label("learned_at"),
        )
        .join(extractions, extractions.c.id == reports.c.extraction_id)
        .join(documents, documents.c.sha256 == extractions.c.sha256)
        .where(reports.c.extraction_id.in_(current_extractions()))
    )
