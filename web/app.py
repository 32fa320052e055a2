"""The application: which address gives which page. Nothing that it serves changes the record."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path as File
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import FastAPI, HTTPException, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine, Row

from pipeline.browse import SORTS, Filter, Sort, finding_parts, findings_page, is_document, overview
from pipeline.checks import CHECKS
from pipeline.database import reading
from pipeline.errors import CsreconError
from pipeline.page_images import Drawing, PageImages, around
from web.rendering import page
from web.security import secured

_LINES = 50
_MARGIN = 60.0  # points around what a finding points at, so that its row is seen with its neighbours
_PICTURE_AGE = "private, max-age=31536000, immutable"  # its address names the bytes that it shows

Fingerprint = Annotated[str, Path(pattern="^[0-9a-f]{8,32}$")]
Digest = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]


def build_app(engine: Engine, images: PageImages, hosts: Sequence[str]) -> FastAPI:
    """The pages over this record; they answer only where they are called by one of these host names."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.middleware("http")(secured)
    app.mount("/static", StaticFiles(directory=File(__file__).parent / "static"))
    _add_errors(app)

    @app.get("/", response_class=HTMLResponse)
    def home() -> HTMLResponse:
        with reading(engine) as connection:
            found = overview(connection)
        months = sorted({month for month, _ in found.months}, reverse=True)
        most = max(found.months.values(), default=1)
        codes = [check for check in CHECKS if any(code == check.code for _, code in found.months)]
        return page("overview.html", found=found, months=months, codes=codes, most=most)

    @app.get("/findings", response_class=HTMLResponse)
    def list_(
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
        with reading(engine) as connection:
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
        return page("findings.html", **shown, sorts=SORTS, address=address)

    @app.get("/findings/{fingerprint}", response_class=HTMLResponse)
    def one(fingerprint: Fingerprint) -> HTMLResponse:
        with reading(engine) as connection:
            parts = finding_parts(connection, fingerprint)
        if parts is None:
            raise HTTPException(404, "There is no such finding.")
        finding, places = parts
        check = next((one for one in CHECKS if one.code == finding.code), None)
        figures = _figures(images, [place for place in places if place.document is not None])
        cells = [place for place in places if place.register is not None]
        return page("finding.html", finding=finding, check=check, figures=figures, cells=cells)

    @app.get("/pages/{sha256}/{number}.png")
    def picture(sha256: Digest, number: Annotated[int, Path(ge=1, le=400)]) -> Response:
        with reading(engine) as connection:
            if not is_document(connection, sha256):
                raise HTTPException(404, "There is no such document.")
        drawn = images.png(sha256, Drawing(number, 2.0))
        return Response(drawn, media_type="image/png", headers={"Cache-Control": _PICTURE_AGE})

    return app


def _figures(images: PageImages, places: Sequence[Row[Any]]) -> list[dict[str, object]]:
    """A figure for each page that a finding points at: the page's size, the boxes, and what to show first."""
    figures: list[dict[str, object]] = []
    by_page = sorted(places, key=lambda place: (place.document, place.page, place.ordinal))
    for (document, sha256, number), group in groupby(by_page, lambda p: (p.document, p.sha256, p.page)):
        on_it = list(group)
        boxes = [(place.x0, place.top, place.x1, place.bottom) for place in on_it]
        figure: dict[str, object] = {"document": document, "page": number, "texts": [p.text for p in on_it]}
        if sha256 is None:
            figures.append(figure | {"missing": "The record has no readable document of that name."})
            continue
        try:
            width, height = images.sizes(sha256)[number - 1]
        except (CsreconError, IndexError) as problem:
            figures.append(figure | {"missing": str(problem) or "The document has no such page."})
            continue
        _, top, _, bottom = around(boxes, _MARGIN)
        top, bottom = max(0.0, top), min(height, bottom)
        figures.append(
            figure
            | {"missing": "", "source": f"/pages/{sha256}/{number}.png", "boxes": boxes}
            | {"width": width, "height": height, "top": top, "part": max(1.0, bottom - top)}
        )
    return figures


def _add_errors(app: FastAPI) -> None:
    """Whatever goes wrong is a page that says what and what to do."""

    @app.exception_handler(404)
    def unknown(_request: Request, problem: Exception) -> HTMLResponse:
        said = problem.detail if isinstance(problem, HTTPException) else "There is no such page."
        return page("error.html", status=404, said=said)

    @app.exception_handler(RequestValidationError)
    def misspelt(_request: Request, problem: RequestValidationError) -> HTMLResponse:
        first = problem.errors()[0]
        said = f"The address asks for something that cannot be: {first['loc'][-1]}, {first['msg'].lower()}."
        return page("error.html", status=422, said=said)

    @app.exception_handler(CsreconError)
    def failed(_request: Request, problem: CsreconError) -> HTMLResponse:
        return page("error.html", status=503, said=str(problem))
