"""Who may use the pages: the administrators' page, and everybody's own account."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from pipeline.accounts import (
    ROLES,
    Role,
    add_account,
    disable_account,
    enable_account,
    is_password,
    list_accounts,
    set_password,
    set_role,
)
from pipeline.accounts.sessions import digest_of
from pipeline.basics.errors import UnusableInput
from web.dependencies import Record, address_of, now
from web.guard.access import Needs, SendsForm, actor, reads
from web.guard.throttle import throttle_of
from web.lanes import PROVING, WRITING
from web.view.rendering import page

router = APIRouter()

_administers = [Depends(SendsForm("administer"))]

Name = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=1000)]


@router.get("/accounts", response_class=HTMLResponse, dependencies=[Depends(Needs("administer"))])
def list_(request: Request, record: Record) -> Response:
    """Every account, and a form for another."""
    return _list(request, record)


@router.post("/accounts", dependencies=_administers)
@PROVING
def add(
    request: Request,
    record: Record,
    name: Name,
    role: Annotated[Role, Form()],
    password: Password,
    again: Password,
) -> Response:
    """Makes an account."""
    by = actor(request)

    def change() -> None:
        _check_same(password, again)
        add_account(record, name, role=role, password=password, by=by, now=now())

    return _changed(request, record, change, name=name, role=role)


@router.post("/accounts/disable", dependencies=_administers)
@WRITING
def disable(request: Request, record: Record, name: Name) -> Response:
    """Ends an account with its sessions and tokens."""
    by = actor(request)
    return _changed(request, record, lambda: disable_account(record, name, by=by, now=now()))


@router.post("/accounts/enable", dependencies=_administers)
@WRITING
def enable(request: Request, record: Record, name: Name) -> Response:
    """Lets a disabled account be used again."""
    by = actor(request)
    return _changed(request, record, lambda: enable_account(record, name, by=by, now=now()))


@router.post("/accounts/role", dependencies=_administers)
@WRITING
def give_role(request: Request, record: Record, name: Name, role: Annotated[Role, Form()]) -> Response:
    """Gives an account another role."""
    by = actor(request)
    return _changed(request, record, lambda: set_role(record, name, role=role, by=by, now=now()))


@router.post("/accounts/password", dependencies=_administers)
@PROVING
def give_password(
    request: Request, record: Record, name: Name, password: Password, again: Password
) -> Response:
    """Gives somebody a password that they must change at their next sign-in."""
    by = actor(request)

    def change() -> None:
        _check_same(password, again)
        set_password(record, name, password=password, by=by, now=now())

    return _changed(request, record, change, name=name)


@router.get("/account", response_class=HTMLResponse, dependencies=[reads])
def own(request: Request) -> Response:
    """Somebody's own account, with a form for another password."""
    if request.state.person is None:
        raise HTTPException(404, "No accounts have been made.")
    return page(request, "password.html", said="")


@router.post("/account/password", dependencies=[Depends(SendsForm("read"))])
@PROVING
def change_password(
    request: Request, record: Record, password: Password, new: Password, again: Password
) -> Response:
    """Gives one's own account another password: all its sessions end."""
    by = actor(request)
    try:
        _check_same(new, again)
        throttle, session = throttle_of(request), digest_of(request.state.secret)
        if throttle.seconds_to_wait_within(session):
            raise UnusableInput("Too many attempts. Try again in a quarter of an hour.")
        if not is_password(record, by, password, now=now(), address=address_of(request)):
            raise UnusableInput("That is not your present password.")
        throttle.forgive_within(session)
        set_password(record, by, password=new, by=by, now=now())
    except UnusableInput as problem:
        return page(request, "password.html", status=409, said=str(problem))
    request.state.cookie = ""
    return RedirectResponse("/sign-in", 303)


def _changed(
    request: Request, record: Record, change: Callable[[], object], **kept: str
) -> HTMLResponse | RedirectResponse:
    """The list with the change in it, or with why there is none; the form keeps what was typed."""
    try:
        change()
    except UnusableInput as problem:
        return _list(request, record, status=409, said=str(problem), **kept)
    return RedirectResponse("/accounts", 303)


def _check_same(password: str, again: str) -> None:
    if password != again:
        raise UnusableInput("The two passwords are not the same.")


def _list(
    request: Request,
    record: Record,
    *,
    status: int = 200,
    said: str = "",
    name: str = "",
    role: str = "viewer",
) -> HTMLResponse:
    known = {"accounts": list_accounts(record), "roles": ROLES, "said": said, "name": name, "role": role}
    return page(request, "accounts.html", status=status, **known)
