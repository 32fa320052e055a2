"""Every route for every role and for nobody, from the route table: none is open that should not be."""

import re
from collections.abc import Iterator

import pytest
from accounts_house import FINDINGS, HOST, NOW, PASSWORD, PEOPLE
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from pipeline.accounts import Right, make_token, may, sign_in, signing_key
from pipeline.record.database import read_transaction
from web.guard.access import SAFE, check_routes, rights_of, routes_of
from web.guard.cookies import NAME, cookie_of, form_word
from web.routes import ROUTERS

VALUES = {
    "sha256": "0" * 64,
    "number": "1",
    "fingerprint": FINDINGS[0].fingerprint,
    "reference": "MP101",
    "kind": "json",
}


def routes(app: FastAPI) -> Iterator[tuple[str, str, Right | None]]:
    """Each method and address with the right that it declares."""
    for route in routes_of(app, ROUTERS):
        (right,) = rights_of(route)
        filled = re.sub(r"\{(\w+)[^}]*\}", lambda found: VALUES.get(found[1], "1"), route.path)
        for method in sorted(route.methods):
            yield method, filled, right


def refused(app: FastAPI, method: str, path: str, *, headers: dict[str, str], form: dict[str, str]) -> str:
    """How it was refused for want of a right: `sign in`, `forbidden`, or not at all."""
    client = TestClient(app, base_url=HOST, follow_redirects=False)
    sent = {"data": form} if form and not path.startswith("/api/") else {}
    answer = client.request(method, path, headers=headers, **sent)
    away = answer.headers.get("location", "")
    if answer.status_code == 401 or (answer.status_code == 303 and away.startswith("/sign-in?next=")):
        return "sign in"
    return "forbidden" if answer.status_code == 403 else ""


def test_only_static_files_are_no_routes(app: FastAPI) -> None:
    """In whatever way FastAPI holds the routers that it includes."""
    paths = {route.path for route in routes_of(app, ROUTERS)}
    assert {path for route in app.routes if (path := getattr(route, "path", None))} - paths == {"/static"}


@pytest.mark.parametrize("role", PEOPLE)
def test_each_role_may_what_its_rights_say(app: FastAPI, engine, role: str) -> None:
    seen = 0
    for method, path, right in routes(app):
        secret = sign_in(engine, PEOPLE[role], PASSWORD, now=NOW)
        with read_transaction(engine) as connection:
            key = signing_key(connection)
        word = form_word(key, secret)
        headers = {"Cookie": f"{NAME}={cookie_of(key, secret)}", "Origin": HOST, "X-CSRF-Token": word}
        said = refused(app, method, path, headers=headers, form={"csrf": word})
        if path == "/sign-in" and method == "POST":  # of no account: it is refused for want of a password
            continue
        allowed = right is None or may(role, right)
        assert said == ("" if allowed else "forbidden"), f"{method} {path}"
        seen += 1
    assert seen > 15


def test_nobody_gets_no_further_than_the_sign_in(app: FastAPI) -> None:
    for method, path, right in routes(app):
        if right is None:
            continue
        assert refused(app, method, path, headers={"Origin": HOST}, form={"csrf": "x"}) == "sign in", path


@pytest.mark.parametrize("role", PEOPLE)
def test_a_token_has_its_account_s_rights(app: FastAPI, engine, role: str) -> None:
    _, token = make_token(engine, PEOPLE[role], label="test", days=1, by="Ann", now=NOW)
    for method, path, right in routes(app):
        if not path.startswith("/api/") or right is None:
            continue
        said = refused(app, method, path, headers={"Authorization": f"Bearer {token}"}, form={})
        assert said == ("" if may(role, right) else "forbidden"), f"{method} {path}"


def test_without_accounts_everything_can_be_read_and_nothing_done(make_app, bare) -> None:
    app = make_app(bare)
    for method, path, right in routes(app):
        said = refused(app, method, path, headers={"Origin": HOST}, form={"csrf": "x"})
        allowed = right == "read" if method in SAFE else False
        if right is not None:
            assert (said == "") == allowed, f"{method} {path}: {said}"


def test_every_form_must_be_our_own(app: FastAPI, engine) -> None:
    """The word of another session, or none, is refused; so is a page of another site, whatever it knows."""
    secret, other = (sign_in(engine, "Ann", PASSWORD, now=NOW) for _ in range(2))
    with read_transaction(engine) as connection:
        key = signing_key(connection)
    cookie, word = f"{NAME}={cookie_of(key, secret)}", form_word(key, secret)
    tried = 0
    for method, path, _ in routes(app):
        if method in SAFE:
            continue
        for sent, origin in (
            ("", HOST),
            (form_word(key, other), HOST),
            (word, "http://evil.example"),
            (word, "null"),
            (word, ""),
        ):
            headers = {"Cookie": cookie, "X-CSRF-Token": sent} | ({"Origin": origin} if origin else {})
            said = refused(app, method, path, headers=headers, form={"csrf": sent, "name": "x"})
            assert said == "forbidden", f"{method} {path} with {sent!r} from {origin!r}"
            tried += 1
    assert tried > 30


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_new_route_without_a_right_stops_the_application(app: FastAPI, method: str) -> None:
    router = APIRouter()
    getattr(router, method)("/new")(lambda: None)
    with pytest.raises(RuntimeError, match="/new does not declare"):
        check_routes(app, [*ROUTERS, router])
    getattr(app, method)("/new")(lambda: None)
    with pytest.raises(RuntimeError, match="/new does not declare"):
        check_routes(app, ROUTERS)
