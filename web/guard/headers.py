"""What every answer tells the browser: load nothing from elsewhere, run no inline script, be in no frame."""

from collections.abc import Awaitable, Callable

from fastapi import Request, Response

from web.errors import explained
from web.guard.cookies import keep_cookie

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
    """Middleware: the answer with these headers and the cookie; pages are not kept by anybody's cache."""
    response = _too_large(request) or await answer(request)
    keep_cookie(request, response)
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _too_large(request: Request) -> Response | None:
    length = request.headers.get("content-length", "0")
    if "transfer-encoding" in request.headers:
        return explained(request, 411, "It does not say how long it is. Send it with its length.")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return explained(request, 413, f"It is too large. At most {MOST_BYTES} bytes are taken.")
    return None
