"""What every answer tells the browser: load nothing from elsewhere, run no inline script, be in no frame."""

from collections.abc import Awaitable, Callable

from fastapi import Request, Response

from pipeline.basics.logs import log
from web.errors import explained
from web.guard.cookies import keep_cookie
from web.guard.half_sent import comes_whole

MOST_BYTES = 256 * 1024  # of a form; it would be read before anybody asks who sends it

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


async def secured(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    """Middleware: the answer with these headers and the cookie; pages are not kept by anybody's cache.

    What nobody foresaw is a page that says so, too, and stands in the log.
    """
    response = _too_large(request) or await _answered(request, answer)
    keep_cookie(request, response)
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


async def _answered(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    if request.method not in ("GET", "HEAD") and not await comes_whole(request):
        return explained(request, 408, "It did not come whole in ten seconds. Send it again.")
    try:
        return await answer(request)
    except Exception as problem:
        log.exception("a page failed", path=request.url.path, error=type(problem).__name__)
        said = f"Something failed that should not: {type(problem).__name__}. Report it with the log."
        return explained(request, 500, said)


def _too_large(request: Request) -> Response | None:
    length = request.headers.get("content-length", "0")
    if "transfer-encoding" in request.headers:
        return explained(request, 411, "It does not say how long it is. Send it with its length.")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return explained(request, 413, f"It is too large. At most {MOST_BYTES} bytes are taken.")
    return None
