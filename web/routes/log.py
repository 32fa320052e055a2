"""The log of acts, and the proof that it is whole."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.logbook.audit_log import head_of
from pipeline.queries import log_page
from pipeline.record.database import read_transaction
from pipeline.verification.verify import verify
from web.dependencies import Record
from web.guard.access import reads
from web.view.paging import Number, Pages
from web.view.rendering import page

router = APIRouter(dependencies=[reads])

_LINES = 50


@router.get("/log", response_class=HTMLResponse)
def list_(
    request: Request,
    record: Record,
    subject: Annotated[str, Query(max_length=200)] = "",
    actor: Annotated[str, Query(max_length=200)] = "",
    number: Number = 1,
) -> HTMLResponse:
    """The acts, newest first."""
    subject, actor = subject.strip(), actor.strip()
    with read_transaction(record) as connection:
        total, acts = log_page(connection, subject, actor, offset=(number - 1) * _LINES, limit=_LINES)
        head = head_of(connection)
    pages = Pages(number, total, _LINES)
    return page(request, "log.html", acts=acts, head=head, subject=subject, actor=actor, pages=pages)


@router.get("/log/proof", response_class=HTMLResponse)
def proof(request: Request, record: Record, kept: Annotated[str, Query(max_length=80)] = "") -> HTMLResponse:
    """Goes through the whole log; with `kept`, a head that was kept elsewhere, the log must still have it."""
    kept = kept.strip().lower()
    found = verify(record, kept or None)
    return page(request, "proof.html", proof=found, kept=kept)
