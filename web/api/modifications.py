"""The modifications, and the life of one."""

from typing import Annotated

from fastapi import HTTPException, Path

from extractors.values.references import canonical
from pipeline.queries import modifications_page
from pipeline.queries.timeline import timeline
from pipeline.record.database import read_transaction
from web.api.findings import finding_object
from web.api.models import Life, LifeLine, ModificationKnown, Part
from web.api.routing import Limit, Offset, Searched, reading_router
from web.dependencies import Answers, Record

router = reading_router("modifications")


@router.get("/modifications")
def list_modifications(
    record: Record, kept: Answers, text: Searched = "", offset: Offset = 0, limit: Limit = 100
) -> Part[ModificationKnown]:
    """The modifications that reports or the register know, the highest number first."""
    with read_transaction(record) as connection:
        total, lines = kept.answer(modifications_page, connection, text.strip(), offset=offset, limit=limit)
    return Part(total=total, offset=offset, items=[ModificationKnown.model_validate(one) for one in lines])


@router.get("/modifications/{reference}")
def show_modification(
    record: Record, kept: Answers, reference: Annotated[str, Path(max_length=20, pattern=r"^[A-Za-z0-9 -]+$")]
) -> Life:
    """Everything known of a modification in time order; DP, MP and SECMP forms are one."""
    asked = canonical(reference)
    if asked is None:
        raise HTTPException(404, f"{reference} is no modification's reference. Write it as MP102A.")
    with read_transaction(record) as connection:
        lines, standing = kept.answer(timeline, connection, asked)
    if not lines and not standing:
        raise HTTPException(404, f"The record has nothing of {asked}.")
    told = [
        LifeLine(
            date=line.day,
            told=line.told,
            event=line.event,
            detail=line.detail,
            reference=line.reference,
            source=line.source,
            sha256=line.sha256,
            place=line.place,
            findings=list(line.contradicted),
        )
        for line in lines
    ]
    return Life(reference=asked, lines=told, findings=[finding_object(one) for one in standing])
