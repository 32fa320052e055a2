"""The runs, and what one of them changed."""

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.responses import HTMLResponse

from pipeline.queries import run_parts, runs_page
from pipeline.record.database import read_transaction
from web.dependencies import Record
from web.guard.access import reads
from web.view.paging import Number, Pages
from web.view.rendering import page

router = APIRouter(dependencies=[reads])

_LINES = 50
_FRESH = 50


@router.get("/runs", response_class=HTMLResponse)
def list_(
    request: Request,
    record: Record,
    status: Literal["", "completed", "completed_with_quarantine", "failed", "interrupted"] = "",
    number: Number = 1,
) -> HTMLResponse:
    """The run log, newest first."""
    with read_transaction(record) as connection:
        total, runs = runs_page(connection, status, offset=(number - 1) * _LINES, limit=_LINES)
    return page(request, "runs.html", runs=runs, chosen=status, pages=Pages(number, total, _LINES))


@router.get("/runs/{id_}", response_class=HTMLResponse)
def one(request: Request, record: Record, id_: Annotated[int, Path(ge=1, lt=2**31)]) -> HTMLResponse:
    """A run: what it did, what it found, and what it could not judge."""
    with read_transaction(record) as connection:
        parts = run_parts(connection, id_, limit=_FRESH)
    if parts is None:
        raise HTTPException(404, "There is no such run.")
    return page(
        request,
        "run.html",
        run=parts.run,
        seen=parts.seen,
        changed=parts.changed,
        fresh=parts.fresh,
        silences=parts.silences,
        shown=_FRESH,
    )
