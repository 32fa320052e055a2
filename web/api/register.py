"""The register: its snapshots, and what changed from one to another."""

from typing import Annotated

from fastapi import HTTPException, Query

from pipeline.basics.errors import UnusableInput
from pipeline.queries import snapshots_page
from pipeline.record.database import read_transaction
from pipeline.register.entries import RegisterSnapshot
from pipeline.register.snapshots.diff import changes
from pipeline.register.snapshots.read_back import find_snapshot
from web.api.models import Part, RegisterChange, Snapshot
from web.api.routing import Limit, Offset, reading_router
from web.dependencies import Record

router = reading_router("register")

Named = Annotated[
    str,
    Query(pattern=r"^(\d{4}-\d{2}-\d{2}|[0-9a-f]{8,64})$", description="Its day, or a start of its digest."),
]


@router.get("/register")
def list_snapshots(record: Record, offset: Offset = 0, limit: Limit = 100) -> Part[Snapshot]:
    """The snapshots, newest day first."""
    with read_transaction(record) as connection:
        total, rows = snapshots_page(connection, offset=offset, limit=limit)
    return Part(total=total, offset=offset, items=[Snapshot.model_validate(row) for row in rows])


@router.get("/register/diff")
def compare_snapshots(record: Record, earlier: Named, later: Named) -> list[RegisterChange]:
    """What changed from one snapshot to another."""
    found = changes(_found(record, earlier), _found(record, later))
    return [RegisterChange.model_validate(one) for one in found]


def _found(record: Record, named: str) -> RegisterSnapshot:
    try:
        return find_snapshot(record, named)
    except UnusableInput as problem:
        raise HTTPException(404, str(problem)) from problem
