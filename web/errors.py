"""Whatever goes wrong is a page, or JSON under /api, that says what, and what to do."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from pipeline.basics.errors import CsreconError, UnusableInput
from web.guard.access import MustChangePassword
from web.view.rendering import page

_UNKNOWN = {404: "There is no such page.", 405: "This address does not take that."}


class NothingDone(UnusableInput):
    """An act of the API on findings came to nothing; `findings` are those that are not what was shown."""

    def __init__(self, said: str, findings: Sequence[BaseModel]) -> None:
        super().__init__(said)
        self.findings = findings


def add_errors(app: FastAPI) -> None:
    """Every failure that the application can explain answers with what it is."""

    @app.exception_handler(HTTPException)
    def refused(request: Request, problem: HTTPException) -> Response:
        if problem.status_code == 401 and request.method == "GET" and not _is_api(request):
            return _to_sign_in(request)
        plain = problem.detail in ("Not Found", "Method Not Allowed")  # the framework's own words
        said = _UNKNOWN[problem.status_code] if plain else str(problem.detail)
        return explained(request, problem.status_code, said, problem.headers)

    @app.exception_handler(MustChangePassword)
    def not_yet(request: Request, _problem: MustChangePassword) -> Response:
        if request.method == "GET" and not _is_api(request):
            return _to("/account", request)
        said = "Somebody else set your password. Sign in to the pages and choose your own first."
        return explained(request, 403, said)

    @app.exception_handler(RequestValidationError)
    def misspelt(request: Request, problem: RequestValidationError) -> Response:
        first = problem.errors()[0]
        said = f"It asks for something that cannot be: {first['loc'][-1]}, {first['msg'].lower()}."
        return explained(request, 422, said)

    @app.exception_handler(NothingDone)
    def not_done(_request: Request, problem: NothingDone) -> Response:
        now = [one.model_dump(mode="json", by_alias=True) for one in problem.findings]
        return JSONResponse(_problem(str(problem)) | {"findings": now}, 409)

    @app.exception_handler(CsreconError)
    def failed(request: Request, problem: CsreconError) -> Response:
        return explained(request, 409 if isinstance(problem, UnusableInput) else 503, str(problem))


def _to_sign_in(request: Request) -> Response:
    """The way to the sign-in and back."""
    query = f"?{request.url.query}" if request.url.query else ""
    return _to(f"/sign-in?next={quote(request.url.path + query)}", request)


def _to(way: str, request: Request) -> Response:
    """The way there; a part of a page must send the whole page."""
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": way})
    return RedirectResponse(way, 303)


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")


def _problem(said: str) -> dict[str, object]:
    what, _, to_do = said.partition(". ")
    return {"error": f"{what.rstrip('.')}.", "what_to_do": to_do}


def explained(request: Request, status: int, said: str, headers: Mapping[str, str] | None = None) -> Response:
    """What went wrong (and after the first sentence, what to do) as a page, or as JSON under /api."""
    response: Response
    if _is_api(request):
        response = JSONResponse(_problem(said), status)
    else:
        heading = "This cannot be shown" if request.method == "GET" else "Nothing was done"
        response = page(request, "error.html", status=status, heading=heading, said=said)
    response.headers.update(headers or {})
    return response
