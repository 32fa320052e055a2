"""The one cookie: a secret drawn at random, signed, with the moment of the last visit in the signature.

Whether the secret is that of a session is the record's to say. A visitor who is not signed in has one too,
for the sign-in form; signing in gives another, so that none that was planted before is ever signed in.

A link from another site brings the cookie along (SameSite=Lax), so that who follows it is still signed in.
A form from another site does not, and would not know the word that ours brings back.
"""

from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from time import time

from fastapi import Request, Response
from itsdangerous import BadSignature, Signer, TimestampSigner

NAME = "csrecon"
IDLE = timedelta(hours=1)
_RENEWED_AFTER = 60  # seconds: not with every picture of a page


def visited(key: str, cookie: str) -> tuple[str | None, bool]:
    """The secret in the cookie, None where it is not ours or idle too long; whether it is due for another."""
    try:
        value, at = _signer(key).unsign(cookie, int(IDLE.total_seconds()), return_timestamp=True)
    except BadSignature:
        return None, False
    return value.decode(), time() - at.timestamp() > _RENEWED_AFTER


def cookie_of(key: str, secret: str) -> str:
    """The cookie that holds the secret, as of now."""
    return _signer(key).sign(secret).decode()


def form_word(key: str, secret: str) -> str:
    """What a form must bring back: only who has the cookie and reads our pages can know it."""
    return Signer(key, salt="form", digest_method=sha256).get_signature(secret).decode()


def same_word(one: str, other: str) -> bool:
    """Whether a form brought back the right word; an empty one never is."""
    return bool(other) and compare_digest(one.encode(), other.encode())


def keep_cookie(request: Request, response: Response) -> None:
    """Sends the cookie that the request's handling left in its state: a text to keep, or none to forget."""
    cookie: str | None = getattr(request.state, "cookie", None)
    if cookie is None:
        return
    # A proxy's word is good enough for this: one who forges it shuts out nobody but themselves.
    secure = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", "").strip().lower())
    if cookie:
        response.set_cookie(NAME, cookie, httponly=True, secure=secure, samesite="lax", path="/")
    else:
        response.delete_cookie(NAME, httponly=True, secure=secure, samesite="lax", path="/")


def _signer(key: str) -> TimestampSigner:
    return TimestampSigner(key, salt="visit", digest_method=sha256)
