"""The register: its snapshots, what stands in one, and what changed between two."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.queries import entries_page, last_fetch, snapshot, snapshots_page, two_snapshots
from pipeline.record.database import read_transaction
from pipeline.register.snapshots.diff import changes
from web.dependencies import Record
from web.guard.access import reads
from web.view.paging import Number, Pages, Words
from web.view.rendering import page

router = APIRouter(dependencies=[reads])

_SNAPSHOTS = 60
_ENTRIES = 100
_CHANGES = 200

Id = Annotated[int, Path(ge=0, lt=2**53)]
Chosen = Annotated[int, Query(ge=0, lt=2**53)]


@router.get("/register", response_class=HTMLResponse)
def list_(request: Request, record: Record, number: Number = 1) -> HTMLResponse:
    """The snapshots, newest first."""
    with read_transaction(record) as connection:
        total, snapshots = snapshots_page(connection, offset=(number - 1) * _SNAPSHOTS, limit=_SNAPSHOTS)
        fetched = last_fetch(connection)
    pages = Pages(number, total, _SNAPSHOTS)
    return page(request, "register.html", snapshots=snapshots, fetched=fetched, pages=pages)


@router.get("/register/diff", response_class=HTMLResponse)
def compare(
    request: Request, record: Record, before: Chosen, after: Chosen, number: Number = 1
) -> HTMLResponse:
    """What changed from one snapshot to another."""
    with read_transaction(record) as connection:
        both = two_snapshots(connection, before, after)
    if both is None:
        raise HTTPException(404, "One of the two snapshots is not in the record.")
    earlier, later = both
    found = changes(earlier, later)
    pages = Pages(number, len(found), _CHANGES)
    return page(
        request,
        "register_diff.html",
        earlier=earlier,
        later=later,
        before=before,
        after=after,
        counts={kind: sum(one.change == kind for one in found) for kind in ("added", "removed", "changed")},
        changes=found[(number - 1) * _CHANGES : number * _CHANGES],
        pages=pages,
    )


@router.get("/register/{id_}", response_class=HTMLResponse)
def one(request: Request, record: Record, id_: Id, text: Words = "", number: Number = 1) -> HTMLResponse:
    """What stands in a snapshot, a hundred modifications at a time."""
    with read_transaction(record) as connection:
        head = snapshot(connection, id_)
        if head is None:
            raise HTTPException(404, "There is no such snapshot of the register.")
        total, entries = entries_page(
            connection, id_, text.strip(), offset=(number - 1) * _ENTRIES, limit=_ENTRIES
        )
    pages = Pages(number, total, _ENTRIES)
    return page(request, "snapshot.html", head=head, entries=entries, text=text.strip(), pages=pages)
