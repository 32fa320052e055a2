"""Forty answers that no server should send: each ends in a register or in plain words, soon and small."""

import gzip
import ipaddress
import time
import tracemalloc
import zlib

import pytest

from pipeline.basics.errors import CsreconError, OutOfReach, UnusableInput
from pipeline.register.fetching.addresses import is_never_asked
from pipeline.register.fetching.fetch import FetchLimits, fetch
from pipeline.register.fetching.unpack import NotPacked, TooLarge, unpack
from pipeline.register.files.decode import belied
from pipeline.register.files.read import read_bytes

LIMITS = FetchLimits(most_bytes=1_000_000, seconds=1.5, tries=2, redirects=3)
ROWS = b"Reference,Title\nMP103,Meters\n"
BOMB = gzip.compress(gzip.compress(bytes(300_000_000), 1), 9)


def head(status="200 OK", *lines):
    return "\r\n".join((f"HTTP/1.1 {status}", *lines, "", "")).encode()


def packed(body, encoding):
    return head("200 OK", f"Content-Encoding: {encoding}", f"Content-Length: {len(body)}") + body


READ = {
    "gzip": packed(gzip.compress(ROWS), "gzip"),
    "two members": packed(gzip.compress(ROWS[:9]) + gzip.compress(ROWS[9:]), "gzip"),
    "deflate": packed(zlib.compress(ROWS), "deflate"),
    "raw deflate": packed(zlib.compress(ROWS)[2:-4], "deflate"),
    "gzip in gzip": packed(gzip.compress(gzip.compress(ROWS)), "gzip, gzip"),
    "two headers": head("200 OK", "Content-Encoding: gzip", "Content-Encoding: gzip", "Connection: close")
    + gzip.compress(gzip.compress(ROWS)),
    "identity": packed(ROWS, "identity"),
    "no length": head("200 OK", "Connection: close") + ROWS,
    "chunks": head("200 OK", "Transfer-Encoding: chunked") + b"1d\r\n" + ROWS + b"\r\n0\r\n\r\n",
    "charset that is none": head(
        "200 OK", "Content-Type: text/csv; charset=klingon", f"Content-Length: {len(ROWS)}"
    )
    + ROWS,
}
REFUSED = {
    "gzip bomb": packed(gzip.compress(bytes(300_000_000), 9), "gzip"),
    "gzip in gzip bomb": packed(BOMB, "gzip, gzip"),
    "bomb in two headers": head(
        "200 OK", "Content-Encoding: gzip", "Content-Encoding: gzip", "Connection: close"
    )
    + BOMB,
    "packed ten times over": packed(ROWS, ", ".join(["gzip"] * 10)),
    "brotli": packed(ROWS, "br"),
    "zstd": packed(ROWS, "zstd"),
    "encoding that is none": packed(ROWS, "x" * 5000),
    "says gzip, is not": packed(ROWS, "gzip"),
    "gzip without its end": packed(gzip.compress(ROWS)[:-9], "gzip"),
    "shorter than said": head("200 OK", "Content-Length: 500") + ROWS,
    "two lengths": head("200 OK", "Content-Length: 29", "Content-Length: 30") + ROWS,
    "length that is none": head("200 OK", "Content-Length: many") + ROWS,
    "length below zero": head("200 OK", "Content-Length: -5") + ROWS,
    "chunk that is none": head("200 OK", "Transfer-Encoding: chunked") + b"zz\r\n" + ROWS,
    "chunk without its end": head("200 OK", "Transfer-Encoding: chunked") + b"ff\r\n" + ROWS,
    "said to be too large": head("200 OK", "Content-Length: 99999999999999"),
    "headers without end": head("200 OK", *(f"X-{n}: {'x' * 900}" for n in range(400))),
    "no HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/0.9": ROWS,
    "nothing": b"",
    "status that is none": head("999999 What"),
    "206": head("206 Partial Content", "Content-Length: 29") + ROWS,
    "204": head("204 No Content"),
    "300": head("300 Multiple Choices", "Content-Length: 0"),
    "302 to nowhere": head("302 Found", "Content-Length: 0"),
    "302 to itself": head("302 Found", "Location: /x", "Content-Length: 0"),
    "307 elsewhere": head("307 Temporary Redirect", "Location: gopher://127.0.0.1/", "Content-Length: 0"),
    "308 to a file": head("308 Permanent Redirect", "Location: file:///etc/passwd", "Content-Length: 0"),
    "302 with a password": head("302 Found", "Location: http://a:b@127.0.0.1/", "Content-Length: 0"),
    "302 to the metadata": head("302 Found", "Location: http://169.254.169.254/latest", "Content-Length: 0"),
    "302 to IPv6 metadata": head("302 Found", "Location: http://[fd00:ec2::254]/", "Content-Length: 0"),
    "302 wrapped": head("302 Found", "Location: http://[::ffff:169.254.169.254]/", "Content-Length: 0"),
    "302 to a port of none": head("302 Found", "Location: http://127.0.0.1:99999/", "Content-Length: 0"),
    "only headers": head("200 OK", "Content-Length: 100"),
}


def answers(server, data):
    def raw(to):
        to.wfile.write(data)
        to.wfile.flush()
        to.close_connection = True

    server.pages["/x"] = raw
    return fetch(server.url + "/x", allow_private=True, limits=LIMITS)


@pytest.mark.parametrize("name", READ)
def test_an_odd_answer_is_read(server, name):
    assert answers(server, READ[name]).body == ROWS


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_answer_ends_in_plain_words_soon_and_small(server, name):
    began = time.monotonic()
    tracemalloc.start()
    try:
        with pytest.raises((OutOfReach, UnusableInput)) as refused:
            answers(server, REFUSED[name])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (time.monotonic() - began < 10, peak < 30_000_000) == (True, True)
    assert (
        "127.0.0.1" in str(refused.value)
        or "file:" in str(refused.value)
        or "169.254" in str(refused.value)
        or "fd00" in str(refused.value)
    )


@pytest.mark.parametrize(
    "piece", [b"x", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nR"]
)
def test_an_answer_that_never_goes_on_is_given_up(server, piece):
    def stands_still(to):
        to.wfile.write(piece)
        to.wfile.flush()
        time.sleep(3)

    server.pages["/x"] = stands_still
    with pytest.raises(CsreconError):
        fetch(server.url + "/x", allow_private=True, limits=FetchLimits(seconds=0.6))


def test_the_address_that_was_checked_is_the_one_that_is_asked(server, monkeypatch):
    """A name that means another machine a moment later: it is looked up once for each request."""
    import asyncio

    looked = []

    async def rebinding(self, host, port, **_):
        looked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(looked) == 1 else "169.254.169.254", port))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", rebinding)
    server.pages["/x"] = ROWS
    url = f"http://register.example:{server.server_port}/x"
    assert fetch(url, allow_private=True, limits=LIMITS).body == ROWS
    assert [one for one in looked if one == "register.example"] == ["register.example"]
    with pytest.raises(UnusableInput, match="surroundings"):
        fetch(url, allow_private=True, limits=LIMITS)


@pytest.mark.parametrize(
    ("address", "never"),
    [
        *(
            (one, True)
            for one in ("169.254.169.254", "fe80::1", "fd00:ec2::254", "100.100.100.200", "0.0.0.0", "::")
        ),
        *(
            (one, True)
            for one in ("::ffff:169.254.1.1", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "224.0.0.1")
        ),
        *(
            (one, False)
            for one in ("127.0.0.1", "10.0.0.1", "192.168.1.1", "fd00::1", "::1", "93.184.216.34")
        ),
    ],
)
def test_what_is_never_asked(address, never):
    assert is_never_asked(ipaddress.ip_address(address)) == never


def test_unpacking_stops_at_the_limit():
    with pytest.raises(TooLarge):
        unpack(gzip.compress(bytes(1001)), "gzip", 1000)
    assert unpack(gzip.compress(bytes(1000)), "gzip", 1000) == bytes(1000)
    with pytest.raises(NotPacked, match="4 times"):
        unpack(b"", "gzip,gzip,gzip,gzip", 1000)


@pytest.mark.parametrize(
    ("text", "encoding", "said", "told"),
    [
        ("Zoë", "utf-8", "iso-8859-1", "was read as utf-8"),
        ("Zoë", "cp1252", "utf-8", "was read as cp1252"),
        ("Zoë", "utf-16", "utf-8", "was read as utf-16"),
        ("Zoë", "cp1252", "ISO-8859-1", None),
        ("Zoë", "utf-8", "UTF-8", None),
        ("Zoe", "utf-8", "klingon", None),
        ("Zoë", "utf-8", None, None),
    ],
)
def test_an_encoding_that_is_not_so_is_told(text, encoding, said, told):
    assert (told or "") in (belied(text.encode(encoding), said) or "")
    assert bool(belied(text.encode(encoding), said)) == bool(told)


def test_a_page_that_belies_its_encoding_is_told():
    page = "<meta charset=latin1><table><tr><th>Reference<th>Title<tr><td>MP103<td>Zoë</table>"
    reading = read_bytes(page.encode(), "r.html").reading
    assert reading.entries[0].title == "Zoë"
    assert reading.set_aside == (
        "r.html: it says that it is latin1, and was read as utf-8, which its bytes are",
    )
