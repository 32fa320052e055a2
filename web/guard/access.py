"""Who asks, and whether they may. Every route declares the right that it needs, or that it needs none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from secrets import token_hex, token_urlsafe
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, FastAPI, Form, HTTPException, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from sqlalchemy import Engine

from pipeline.accounts import (
    Person,
    Right,
    any_accounts,
    may,
    person_of_session,
    person_of_token,
    signing_key,
)
from pipeline.record.database import check_schema, read_transaction
from web.dependencies import Record, now
from web.guard.cookies import NAME, cookie_of, form_word, same_word, visited

SAFE = ("GET", "HEAD", "OPTIONS")
_NO_ACCOUNTS = (
    "No accounts have been made, so the pages are for reading only. Make the first: "
    "csrecon user add NAME --role administrator"
)
_FIRST = ("/account", "/account/password")  # all that is open to who must choose a password
_STALE_FORM = "This form is not of your present session. Go back, load the page again, and repeat it."


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the person, if any; the cookie's secret and the word that their forms must bring back.

    `guarded` is false as long as no account was ever made.
    """

    person: Person | None
    guarded: bool
    secret: str | None = None
    word: str = ""
    by_token: bool = False


class MustChangePassword(Exception):
    """Whoever asks came in with a password that another person set."""


class Needs:
    """A dependency that lets the request go on only where whoever asks has this right; None is everybody."""

    def __init__(self, right: Right | None) -> None:
        self.right = right

    def __call__(self, request: Request, record: Record) -> None:
        """Leaves in the request's state who asks; raises HTTPException 401 or 403, or MustChangePassword."""
        visitor = _visitor(request, record, welcome=self.right is None)
        request.state.person = visitor.person
        request.state.secret = visitor.secret
        request.state.csrf = visitor.word
        request.state.guarded = visitor.guarded
        _check_right(visitor, self.right)
        if self.right and visitor.person and visitor.person.must_change and request.url.path not in _FIRST:
            raise MustChangePassword
        if request.method not in SAFE and not visitor.by_token:
            _check_origin(request)
            if request.url.path.startswith("/api/"):
                _check_word(request.headers.get("x-csrf-token", ""), visitor.word)


class SendsForm(Needs):
    """The same for a route that takes a form, which must be one of ours."""

    def __call__(
        self, request: Request, record: Record, csrf: Annotated[str, Form(max_length=200)] = ""
    ) -> None:
        """Raises HTTPException 403 where the form does not bring back its word too."""
        super().__call__(request, record)
        _check_word(csrf, request.state.csrf)


reads = Depends(Needs("read"))


def actor(request: Request) -> str:
    """The name of the person who does this. The route's right has seen to it that there is one."""
    person: Person = request.state.person
    return person.name


def rights_of(route: APIRoute) -> list[Right | None]:
    """The rights that a route declares: one, unless somebody forgot."""
    return [call.right for call in _calls(route.dependant) if isinstance(call, Needs)]


def routes_of(app: FastAPI, routers: Iterable[APIRouter]) -> Iterator[APIRoute]:
    """The application's routes: those of the routers, and any that were added without one."""
    for routes in (app.routes, *(router.routes for router in routers)):
        yield from (route for route in routes if isinstance(route, APIRoute))


def check_routes(app: FastAPI, routers: Iterable[APIRouter]) -> None:
    """Raises RuntimeError where a route declares no right, or takes a form from anywhere."""
    for route in routes_of(app, routers):
        if len(rights_of(route)) != 1:
            raise RuntimeError(f"{route.path} does not declare what right it needs")
        form = not route.path.startswith("/api/") and set(route.methods or ()) - set(SAFE)
        if form and not any(isinstance(call, SendsForm) for call in _calls(route.dependant)):
            raise RuntimeError(f"{route.path} takes forms that are not ours")


def _calls(dependant: Dependant) -> Iterator[object]:
    for one in dependant.dependencies:
        yield one.call
        yield from _calls(one)


def _visitor(request: Request, engine: Engine, *, welcome: bool) -> Visitor:
    """Who asks. One who is `welcome` without an account gets a cookie for the form they will send."""
    at = now()
    with read_transaction(engine) as connection:
        if request.method not in SAFE:
            check_schema(connection)
        key = signing_key(connection)
        if key is None:
            if not any_accounts(connection):
                return Visitor(None, guarded=False)
            key = token_hex(32)  # somebody took it out of the record: nobody is let in
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return Visitor(person_of_token(connection, token.strip(), now=at), True, by_token=True)
        secret, due = visited(key, request.cookies.get(NAME, ""))
        person = person_of_session(connection, secret, now=at) if secret else None
    # No cookie for a form from elsewhere: it would take the place of the one that the browser kept back.
    if secret is None and welcome and request.method in SAFE:
        secret, due = token_urlsafe(32), True
    if secret is None:
        return Visitor(None, True)
    if due:
        request.state.cookie = cookie_of(key, secret)
    return Visitor(person, True, secret, form_word(key, secret))


def _check_right(visitor: Visitor, right: Right | None) -> None:
    person = visitor.person
    if right is None or (right == "read" and not visitor.guarded):
        return
    if not visitor.guarded:
        raise HTTPException(403, _NO_ACCOUNTS)
    if person is None:
        raise HTTPException(
            401, "Sign in first, or send a token that holds.", headers={"WWW-Authenticate": "Bearer"}
        )
    if not may(person.role, right):
        raise HTTPException(403, f"{person.name} is {person.role} and may not do this. Ask an administrator.")


def _check_origin(request: Request) -> None:
    """A browser says which site a form comes from; another site's is refused whatever it knows."""
    origin = urlsplit(request.headers.get("origin", ""))
    if not origin.netloc or origin.netloc != request.headers.get("host"):
        raise HTTPException(403, "This was not sent from these pages. Open them, and do it there.")


def _check_word(sent: str, word: str) -> None:
    if not same_word(sent, word):
        raise HTTPException(403, _STALE_FORM)
