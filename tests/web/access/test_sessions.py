"""Signing in and out: what lets somebody in, for how long, and what ends it."""

import re
from datetime import timedelta

import pytest
from accounts_house import FINDINGS, HOST, NOW, PASSWORD, Browser, shown
from argon2 import PasswordHasher
from sqlalchemy import event

from pipeline.accounts import disable_account, set_role, signing_key
from pipeline.accounts.sessions import LONGEST
from pipeline.record.database import read_transaction
from web.guard.cookies import IDLE, NAME, cookie_of

OTHER = "quince ladder violet 9"


def shows(browser, path: str = "/findings") -> bool:
    """Whether the page is shown, and not the way to the sign-in."""
    answer = browser.get(path)
    assert answer.status_code == 200 or answer.headers["location"].startswith("/sign-in?next=")
    return answer.status_code == 200


def test_somebody_signs_in_goes_where_they_wanted_and_signs_out(browser):
    one = browser()
    away = one.get("/findings?severity=error").headers["location"]
    assert away == "/sign-in?next=/findings%3Fseverity%3Derror"
    one.get(away)
    answer = one.submit("/sign-in", name="al", password=PASSWORD, next="/findings?severity=error")
    assert (answer.status_code, answer.headers["location"]) == (303, "/findings?severity=error")
    page = one.get("/findings").text
    assert "Al</a>" in page
    assert "Sign out" in page
    answer = one.submit("/sign-out")
    assert answer.headers["location"] == "/sign-in"
    assert not shows(one)


@pytest.mark.parametrize(
    "next", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"]
)
def test_the_sign_in_leads_nowhere_else(browser, next: str):
    one = browser()
    one.get("/sign-in")
    answer = one.submit("/sign-in", name="Al", password=PASSWORD, next=next)
    assert answer.headers["location"] == "/"


def test_the_cookie_is_for_us_alone(browser, app):
    set_cookie = browser().enter("Al").headers["set-cookie"].lower()
    assert "httponly" in set_cookie
    assert "samesite=lax" in set_cookie  # a link from a mail or a tracker must not sign anybody out
    assert "secure" not in set_cookie
    secure = Browser(app, base_url="https://localhost", follow_redirects=False)
    assert "secure" in secure.get("/sign-in").headers["set-cookie"].lower()


def test_signing_in_gives_another_cookie_than_the_one_that_was_there(browser):
    """Else a cookie that somebody planted would become that of a session."""
    one = browser()
    one.get("/sign-in")
    planted = one.cookies[NAME]
    one.submit("/sign-in", name="Al", password=PASSWORD)
    assert one.cookies[NAME] != planted
    other = browser()
    other.cookies.set(NAME, planted)
    assert not shows(other)


def test_who_signs_in_after_another_ends_the_other_s_session(browser):
    first = browser("Al")
    word, other = first.word, browser()
    other.cookies.set(NAME, first.cookies[NAME])
    answer = first.submit("/sign-in", csrf=word, name="Pat", password=PASSWORD)
    assert answer.status_code == 303
    assert not shows(other)
    assert "Pat</a>" in first.get("/findings").text


def test_a_session_ends_with_idling_and_is_kept_by_use(browser, clock):
    one = browser("Al")
    clock.shift(IDLE - timedelta(seconds=5))
    assert shows(one)
    clock.shift(IDLE - timedelta(seconds=5))
    assert shows(one)
    clock.shift(IDLE + timedelta(seconds=5))
    assert not shows(one)


def test_a_session_ends_however_busy_it_is(browser, clock):
    one, spent = browser("Al"), timedelta()
    while spent < LONGEST - timedelta(minutes=45):
        assert shows(one)
        clock.shift(timedelta(minutes=40))
        spent += timedelta(minutes=40)
    clock.shift(timedelta(minutes=40))
    assert not shows(one)


def test_a_forged_cookie_is_none(browser, engine):
    one = browser("Al")
    cookie = one.cookies[NAME]
    for forged in (cookie[:-1], cookie.replace(".", "x", 1), "", "x" * 5000, cookie_of("f" * 64, "secret")):
        one.cookies.clear()
        one.cookies.set(NAME, forged)
        assert not shows(one)
    with read_transaction(engine) as connection:
        key = signing_key(connection)
    one.cookies.clear()
    one.cookies.set(NAME, cookie_of(key, "signed well, and of no session"))
    assert not shows(one)


def test_disabling_an_account_ends_its_sessions_at_the_next_click(browser, engine):
    one = browser("Al")
    assert shows(one)
    disable_account(engine, "Al", by="Ann", now=NOW)
    assert not shows(one)
    assert one.enter("Al").status_code == 401


def test_another_role_holds_from_the_next_click(browser, engine):
    one = browser("Al")
    set_role(engine, "Al", role="viewer", by="Ann", now=NOW)
    answer = one.submit("/findings/acknowledge", shown=shown(engine, FINDINGS[0].fingerprint))
    assert answer.status_code == 403
    assert "Al is viewer" in answer.text


def test_nobody_learns_who_has_an_account(browser, engine, monkeypatch):
    """The answer is the same, and so is what is proved: the time is spent on a password in each case."""
    disable_account(engine, "Vic", by="Ann", now=NOW)
    proofs: list[str] = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(
        PasswordHasher,
        "verify",
        lambda self, kept, given: proofs.append(kept) or verify(self, kept, given),
    )
    answers = []
    for name, password in (("Al", OTHER), ("Nobody", OTHER), ("Vic", PASSWORD)):
        answer = browser().enter(name, password)
        shown = re.sub(r'name="csrf" value="[^"]*"', "", answer.text).replace(name, "")
        answers.append((answer.status_code, shown, len(proofs)))
        proofs.clear()
    assert len(set(answers)) == 1
    assert answers[0][0] == 401


def test_attempts_are_counted_for_each_account_and_forgotten_in_time(browser, clock):
    one = browser()
    for _ in range(10):
        assert one.enter("Al", OTHER).status_code == 401
    answer = one.enter("AL")
    assert (answer.status_code, "Too many attempts" in answer.text) == (429, True)
    assert 0 < int(answer.headers["retry-after"]) <= 900
    assert browser().enter("Pat").status_code == 303
    clock.shift(timedelta(minutes=16))
    assert one.enter("Al").status_code == 303


def test_a_success_forgives_the_failures_before_it(browser):
    for _ in range(2):
        one = browser()
        for _ in range(8):
            one.enter("Al", OTHER)
        assert one.enter("Al").status_code == 303


def test_attempts_are_counted_for_each_address(browser):
    one = browser()
    for number in range(50):
        assert one.enter(f"nobody {number}", OTHER).status_code == 401
    assert browser().enter("Pat").status_code == 429


def test_a_session_costs_one_look_at_the_record_for_each_page(browser, engine):
    one = browser("Al")
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    one.get("/account")
    event.remove(engine, "before_cursor_execute", note)
    assert [sql for sql in seen if not sql.startswith("SELECT") and sql != "BEGIN"] == []
    assert len(seen) <= 4, seen


@pytest.mark.parametrize("headers", [{"Content-Length": "300000"}, {"Content-Length": "x"}])
def test_a_form_that_is_too_large_is_not_read(browser, headers):
    answer = browser().post("/sign-in", content=b"x", headers={"Origin": HOST} | headers)
    assert answer.status_code == 413


def test_a_password_that_an_administrator_set_opens_nothing_but_its_change(browser, app):
    ann = browser("Ann")
    ann.get("/accounts")
    new = {"name": "Zoë", "role": "administrator", "password": "marble otter 44 fig"}
    assert ann.submit("/accounts", **new, again=new["password"]).status_code == 303
    zoe = browser()
    assert zoe.enter("Zoë", new["password"]).status_code == 303
    for path in ("/", "/findings", "/accounts", "/log", f"/findings/{FINDINGS[0].fingerprint}"):
        answer = zoe.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/account"), path
    assert zoe.get("/api/v1/findings").status_code == 403
    assert "Choose your own" in zoe.get("/account").text
    assert zoe.submit("/accounts/disable", name="Al").status_code == 403
    changed = zoe.submit("/account/password", password=new["password"], new=OTHER, again=OTHER)
    assert changed.status_code == 303
    assert zoe.enter("Zoë", OTHER).status_code == 303
    assert shows(zoe)
    ann.get("/accounts")
    given = {"name": "Al", "password": "marble otter 44 fig", "again": "marble otter 44 fig"}
    assert ann.submit("/accounts/password", **given).status_code == 303
    al = browser()
    al.enter("Al", given["password"])
    assert al.get("/findings").headers["location"] == "/account"


def test_an_account_s_own_password_is_changed_and_all_its_sessions_end(browser):
    one, other = browser("Al"), browser("Al")
    bad = one.submit("/account/password", password=OTHER, new=OTHER, again=OTHER)
    assert (bad.status_code, "not your present password" in bad.text) == (409, True)
    good = one.submit("/account/password", password=PASSWORD, new=OTHER, again=OTHER)
    assert good.headers["location"] == "/sign-in"
    assert not shows(one)
    assert not shows(other)
    assert browser().enter("Al", OTHER).status_code == 303
