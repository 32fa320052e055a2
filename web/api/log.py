"""The log of acts, and its verification."""

from typing import Annotated

from fastapi import Query

from pipeline.queries import log_page
from pipeline.record.database import read_transaction
from pipeline.verification.verify import verify
from web.api.models import LogEntry, Part, Verification
from web.api.routing import Limit, Offset, Searched, reading_router
from web.dependencies import Record

router = reading_router("log")


@router.get("/log")
def list_entries(
    record: Record, subject: Searched = "", actor: Searched = "", offset: Offset = 0, limit: Limit = 100
) -> Part[LogEntry]:
    """The acts, newest first: of a subject, of an actor, or all."""
    with read_transaction(record) as connection:
        total, acts = log_page(connection, subject, actor, offset=offset, limit=limit)
    return Part(total=total, offset=offset, items=[LogEntry.model_validate(one) for one in acts])


@router.get("/log/verification")
def verify_log(
    record: Record, head: Annotated[str | None, Query(pattern="^[0-9a-f]{8,64}$")] = None
) -> Verification:
    """Proves the log whole, as `csrecon audit verify` does; a head that was kept must be in it."""
    proof = verify(record, head)
    return Verification(
        entries=proof.head.entries, head=proof.head.hash, fault=proof.fault, entry=proof.entry
    )
