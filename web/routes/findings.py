"""The findings as a list, and one finding with its places."""

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.browse import SORTS, Filter, Sort, finding_parts, findings_page
from pipeline.checks import CHECKS
from pipeline.database import reading
from web.figures import figures
from web.rendering import page
from web.shared import Images, Record

router = APIRouter()

_LINES = 50

Fingerprint = Annotated[str, Path(pattern="^[0-9a-f]{8,32}$")]


@router.get("/findings", response_class=HTMLResponse)
def list_(
    request: Request,
    record: Record,
    status: Literal["open", "acknowledged", "waived", "resolved", "all"] = "open",
    severity: Literal["", "error", "warning", "info"] = "",
    code: Annotated[str, Query(max_length=8)] = "",
    period: Annotated[str, Query(pattern=r"^(\d{4}-\d{2})?$")] = "",
    reference: Annotated[str, Query(max_length=40)] = "",
    text: Annotated[str, Query(max_length=200)] = "",
    sort: Sort = "period",
    descending: bool = True,
    number: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> HTMLResponse:
    """The findings that fit, fifty at a time."""
    wanted = Filter(
        status=status,
        severity=severity,
        code=code.strip().upper(),
        period=period,
        reference=reference.strip(),
        text=text.strip(),
        sort=sort,
        descending=descending,
    )
    with reading(record) as connection:
        total, lines = findings_page(connection, wanted, offset=(number - 1) * _LINES, limit=_LINES)
    last = max(1, -(-total // _LINES))

    def address(**changed: object) -> str:
        own = {name: getattr(wanted, name) for name in Filter.__slots__} | changed
        return "/findings?" + urlencode(own)

    shown: dict[str, Any] = {
        "wanted": wanted,
        "total": total,
        "lines": lines,
        "number": number,
        "last": last,
    }
    return page(request, "findings.html", **shown, sorts=SORTS, address=address)


@router.get("/findings/{fingerprint}", response_class=HTMLResponse)
def one(request: Request, record: Record, images: Images, fingerprint: Fingerprint) -> HTMLResponse:
    """A finding, both its sides, and the places where they stand."""
    with reading(record) as connection:
        parts = finding_parts(connection, fingerprint)
    if parts is None:
        raise HTTPException(404, "There is no such finding.")
    finding, places = parts
    check = next((one for one in CHECKS if one.code == finding.code), None)
    return page(
        request,
        "finding.html",
        finding=finding,
        check=check,
        figures=figures(images, [place for place in places if place.document is not None]),
        cells=[place for place in places if place.register is not None],
    )
