"""A server that is slow, broken, endless or sly gives one clear outcome each."""

import ipaddress
import os

import pytest
from prefect_house import SECONDS, until

from pipeline.basics.errors import OutOfReach, UnusableInput
from pipeline.register.fetching import addresses
from pipeline.register.fetching.addresses import is_public, parse
from pipeline.register.fetching.fetch import FetchLimits, fetch

SMALL = FetchLimits(most_bytes=1_000_000, seconds=SECONDS, tries=3, redirects=3)


def got(server, path, limits=SMALL, **asked):
    return fetch(server.url + path, allow_private=True, limits=limits, **asked)


def test_what_the_server_sends_comes_with_what_it_calls_it(server):
    server.pages["/r.csv"] = lambda to: to.answer(200, b"Reference", ETag='"7"', Last_Modified="Friday")
    answer = got(server, "/r.csv")
    assert (answer.body, answer.etag, answer.last_modified) == (b"Reference", '"7"', "Friday")


def test_a_change_is_asked_for_by_both_marks(server):
    server.pages["/r.csv"] = lambda to: to.answer(304)
    assert got(server, "/r.csv", etag='"7"', last_modified="Friday").body is None
    ((_, headers),) = server.asked
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"7"', "Friday")
    assert headers["Host"] == server.url.removeprefix("http://")


def test_a_server_that_recovers_is_asked_again(server):
    def third_time(to):
        to.answer(503 if len(server.asked) < 3 else 200, b"at last")

    server.pages["/r.csv"] = third_time
    assert got(server, "/r.csv").body == b"at last"
    assert len(server.asked) == 3


@pytest.mark.parametrize(("status", "asked"), [(500, 3), (503, 3), (404, 1), (403, 1)])
def test_an_error_is_told_with_its_number(server, status, asked):
    server.pages["/r.csv"] = lambda to: to.answer(status)
    with pytest.raises(OutOfReach, match=f"answers {status}"):
        got(server, "/r.csv")
    assert len(server.asked) == asked


def test_a_server_that_hangs_up_is_out_of_reach(server):
    server.pages["/r.csv"] = lambda to: to.connection.close()
    with pytest.raises(OutOfReach, match="out of reach"):
        got(server, "/r.csv")


def test_nobody_at_the_door(server):
    server.server_close()
    with pytest.raises(OutOfReach, match=r"127\.0\.0\.1 is out of reach"):
        got(server, "/r.csv")


def test_a_server_that_drips_is_given_up_in_time(server):
    server.pages["/r.csv"] = lambda to: to.drip()
    with pytest.raises(OutOfReach, match="within 1 seconds"):
        got(server, "/r.csv", FetchLimits(seconds=0.6))
    until("the one request", lambda: server.asked)
    assert len(server.asked) == 1


def test_what_is_no_register_by_its_size_is_not_read_to_the_end(server):
    pieces = 2**31 // 65536 if os.environ.get("CSRECON_SOAK") else 4000
    server.pages["/r.csv"] = lambda to: to.endless(pieces)
    with pytest.raises(UnusableInput, match="more than 1 MB; that is no register"):
        got(server, "/r.csv")
    assert server.sent < 50_000_000
    server.pages["/said.csv"] = lambda to: (
        to.send_response(200),
        to.send_header("Content-Length", "2000000000"),
        to.end_headers(),
    )
    with pytest.raises(UnusableInput, match="more than 1 MB"):
        got(server, "/said.csv")


def test_redirects_are_followed_and_a_loop_is_given_up(server):
    server.pages["/a"] = lambda to: to.answer(302, Location="/b")
    server.pages["/b"] = b"here"
    assert got(server, "/a").body == b"here"
    server.pages["/b"] = lambda to: to.answer(301, Location="/a")
    with pytest.raises(OutOfReach, match="without end"):
        got(server, "/a")
    assert len(server.asked) == 2 + 4


@pytest.mark.parametrize("there", ["https://127.0.0.1/", "ftp://127.0.0.1/r", "file:///etc/passwd", "//["])
def test_a_redirect_leads_to_no_other_protocol(server, there):
    server.pages["/a"] = lambda to: to.answer(302, Location=there)
    with pytest.raises((OutOfReach, UnusableInput)):
        got(server, "/a")
    assert len(server.asked) == 1


def test_inside_addresses_are_fetched_only_when_that_is_said(server):
    for name in ("127.0.0.1", "localhost"):
        with pytest.raises(UnusableInput, match="--allow-private"):
            fetch(f"http://{name}:{server.server_port}/r.csv", limits=SMALL)
    assert server.asked == []


def test_each_step_of_a_redirect_is_checked(server, monkeypatch):
    """The first address counts as public here; where it leads on to does not."""
    monkeypatch.setattr(addresses, "is_public", lambda address: address == ipaddress.ip_address("127.0.0.1"))
    server.pages["/a"] = lambda to: to.answer(302, Location=f"http://127.0.0.2:{server.server_port}/a")
    with pytest.raises(UnusableInput, match=r"127\.0\.0\.2 is an address inside"):
        fetch(f"{server.url}/a", limits=SMALL)
    assert len(server.asked) == 1


def test_a_proxy_of_the_environment_is_not_asked(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.pages["/r.csv"] = b"direct"
    assert got(server, "/r.csv").body == b"direct"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_what_is_public(address, public):
    assert is_public(ipaddress.ip_address(address)) == public


@pytest.mark.parametrize("text", ["http://", "https:///path", "http://a:b@sec.example/", "http://[::1/"])
def test_what_is_no_address(text):
    with pytest.raises(UnusableInput):
        parse(text)
