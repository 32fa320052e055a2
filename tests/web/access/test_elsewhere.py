"""What comes from elsewhere: links and forms of other sites, proxies, and strangers who try passwords."""

import pytest
from accounts_house import HOST, PASSWORD, Browser
from fastapi.testclient import TestClient

from web import build_app
from web.guard.cookies import NAME

OTHER = "quince ladder violet 9"


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/findings/acknowledge", "/account/password"])
def test_a_form_from_another_site_signs_nobody_out(app, path):
    """A browser sends it without the cookie; an answer with another cookie would take that one's place."""
    answer = TestClient(app, base_url=HOST, follow_redirects=False).post(
        path, data={"name": "Al", "password": PASSWORD}, headers={"Origin": "http://evil.example"}
    )
    assert answer.status_code in (401, 403)
    assert "set-cookie" not in answer.headers


def test_fifty_strangers_at_this_machine_lock_nobody_out(app, browser):
    """A proxy in front, on this machine, gives everybody one address."""
    local = Browser(app, base_url=HOST, follow_redirects=False, client=("127.0.0.1", 5000))
    for number in range(60):
        assert local.enter(f"nobody {number}", OTHER).status_code == 401
    assert local.enter("Pat").status_code == 303


def test_who_is_signed_in_may_sign_in_again_whatever_strangers_tried(browser):
    al, stranger = browser("Al"), browser()
    for _ in range(12):
        stranger.enter("Al", OTHER)
    assert stranger.enter("Al").status_code == 429
    al.get("/account")
    changed = al.submit("/account/password", password=PASSWORD, new=OTHER, again=OTHER)
    assert changed.status_code == 303
    pat = browser("Pat")
    for _ in range(12):
        stranger.enter("Pat", OTHER)
    pat.get("/account")
    assert pat.submit("/sign-in", name="pat", password=PASSWORD).status_code == 303


def test_a_stolen_session_does_not_get_to_try_passwords_for_ever(browser):
    al, pat = browser("Al"), browser("Pat")
    said = [al.submit("/account/password", password="x", new=OTHER, again=OTHER).text for _ in range(11)]
    assert "not your present password" in said[9]
    assert "Too many attempts" in said[10]
    pat.get("/account")  # the count is one session's, not everybody's
    assert pat.submit("/account/password", password=PASSWORD, new=OTHER, again=OTHER).status_code == 303


@pytest.fixture
def behind_proxy(engine, app):
    """The pages behind a proxy, as a client of that address is seen through it."""
    proxied = build_app(engine, app.state.images, ["localhost"], ["192.0.2.0/24"])

    def through(peer: str, client: str) -> Browser:
        headers = {"X-Forwarded-For": client}
        return Browser(proxied, base_url=HOST, follow_redirects=False, client=(peer, 5000), headers=headers)

    return through


def test_behind_a_named_proxy_each_client_is_counted_for_itself(behind_proxy):
    bad = behind_proxy("192.0.2.1", "198.51.100.7")
    for number in range(50):
        assert bad.enter(f"nobody {number}", OTHER).status_code == 401
    assert bad.enter("Pat").status_code == 429
    assert behind_proxy("192.0.2.1", "198.51.100.8").enter("Pat").status_code == 303
    # what a client puts before the proxy's own word is no address of its
    forged = behind_proxy("192.0.2.1", "198.51.100.99, 198.51.100.7")
    assert forged.enter("Pat").status_code == 429


def test_whoever_is_no_proxy_says_nothing_about_addresses(behind_proxy):
    for number in range(50):
        client = behind_proxy("203.0.113.5", f"198.51.100.{number}")
        assert client.enter(f"nobody {number}", OTHER).status_code == 401
    assert behind_proxy("203.0.113.5", "198.51.100.77").enter("Pat").status_code == 429


def test_the_cookie_is_for_tls_alone_where_the_proxy_has_it(app):
    client = Browser(app, base_url=HOST, headers={"X-Forwarded-Proto": "https"})
    assert "; secure" in client.get("/sign-in").headers["set-cookie"].lower()
    assert NAME in client.cookies
