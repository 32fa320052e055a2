"""What every answer tells the browser: load nothing from elsewhere, run no inline script, be in no frame."""

from collections.abc import Awaitable, Callable

from fastapi import Request, Response

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
    """Middleware: the answer with these headers; pages themselves are not kept by anybody's cache."""
    response = await answer(request)
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
