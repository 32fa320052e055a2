"""Coming in and going out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from pipeline.accounts import Person, sign_in, sign_out, signing_key
from pipeline.accounts.sessions import digest_of
from pipeline.basics.logs import log
from pipeline.basics.persons import folded
from pipeline.record.database import read_transaction
from web.dependencies import Record, address_of, now
from web.guard.access import Needs, SendsForm
from web.guard.cookies import cookie_of
from web.guard.throttle import throttle_of
from web.lanes import PROVING, WRITING
from web.view.rendering import page

router = APIRouter()

_everybody_sends = [Depends(SendsForm(None))]

Next = Annotated[str, Query(max_length=2000)]


@router.get("/sign-in", dependencies=[Depends(Needs(None))])
def form(request: Request, next: Next = "/") -> Response:
    """The form; whoever is signed in already goes on."""
    if request.state.person:
        return RedirectResponse(_local(next), 303)
    return page(request, "signin.html", next=_local(next), said="")


@router.post("/sign-in", dependencies=_everybody_sends)
@PROVING
def enter(
    request: Request,
    record: Record,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1000)],
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Lets somebody in, or says no more than that name and password do not fit."""
    throttle, session = throttle_of(request), digest_of(request.state.secret)
    address = address_of(request)
    person: Person | None = request.state.person
    if person and folded(person.name) == folded(" ".join(name.split())):
        wait = throttle.seconds_to_wait_within(session)
    else:
        wait = throttle.seconds_to_wait(name, address)
    if wait:
        log.warning("sign-in throttled", address=address)
        said = f"Too many attempts. Try again in {-(-wait // 60)} minutes."
        refused = page(request, "signin.html", status=429, next=_local(next), said=said)
        refused.headers["Retry-After"] = str(wait)
        return refused
    secret = sign_in(record, name, password, now=now(), address=address)
    if secret is None:
        log.warning("sign-in refused", address=address)
        said = "Name and password do not fit, or the account is disabled."
        return page(request, "signin.html", status=401, next=_local(next), said=said)
    throttle.forgive(name)
    throttle.forgive_within(session)
    sign_out(record, request.state.secret)  # whoever was signed in here before
    log.info("signed in", person=name, address=address)
    with read_transaction(record) as connection:
        key = signing_key(connection)
    request.state.cookie = cookie_of(key or "", secret)
    return RedirectResponse(_local(next), 303)


@router.post("/sign-out", dependencies=_everybody_sends)
@WRITING
def leave(request: Request, record: Record) -> Response:
    """Ends the session, here and in the record."""
    sign_out(record, request.state.secret)
    request.state.cookie = ""
    return RedirectResponse("/sign-in", 303, headers={"Clear-Site-Data": '"cache"'})


def _local(next: str) -> str:
    """Where to go on, within these pages: an address elsewhere would make a trap of the sign-in."""
    plain = next.startswith("/") and not next.startswith("//") and "\\" not in next and next.isprintable()
    return next if plain else "/"
