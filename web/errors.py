"""Whatever goes wrong is a page that says what, and what to do."""

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse

from pipeline.errors import CsreconError
from web.rendering import page


def add_errors(app: FastAPI) -> None:
    """Every failure that the application can explain answers with a page."""

    @app.exception_handler(404)
    def unknown(request: Request, problem: Exception) -> HTMLResponse:
        said = problem.detail if isinstance(problem, HTTPException) else "There is no such page."
        return page(request, "error.html", status=404, said=said)

    @app.exception_handler(RequestValidationError)
    def misspelt(request: Request, problem: RequestValidationError) -> HTMLResponse:
        first = problem.errors()[0]
        said = f"The address asks for something that cannot be: {first['loc'][-1]}, {first['msg'].lower()}."
        return page(request, "error.html", status=422, said=said)

    @app.exception_handler(CsreconError)
    def failed(request: Request, problem: CsreconError) -> HTMLResponse:
        return page(request, "error.html", status=503, said=str(problem))
