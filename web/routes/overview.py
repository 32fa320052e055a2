"""The first page: where the record stands."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipeline.browse import overview
from pipeline.checks import CHECKS
from pipeline.database import reading
from web.rendering import page
from web.shared import Record

router = APIRouter()


@router.get("/", response_class=HTMLResponse)
def show(request: Request, record: Record) -> HTMLResponse:
    """The newest report and register, and what is open."""
    with reading(record) as connection:
        found = overview(connection)
    months = sorted({month for month, _ in found.months}, reverse=True)
    most = max(found.months.values(), default=1)
    codes = [check for check in CHECKS if any(code == check.code for _, code in found.months)]
    return page(request, "overview.html", found=found, months=months, codes=codes, most=most)
