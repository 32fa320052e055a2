"""The server over real connections: halves of requests, slow readers, waiting writers, failures."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from pipeline.archive.page_images import PageImages
from pipeline.basics.errors import OutOfReach
from web import build_app
from web.guard import half_sent
from web.lanes import Lane


@contextmanager
def served(app: FastAPI) -> Iterator[tuple[str, int]]:
    """The address of a server of the application."""
    config = uvicorn.Config(app, http=half_sent.Impatient, log_level="warning", proxy_headers=False)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[:2]
        finally:
            server.should_exit = True
            thread.join(30)


@pytest.fixture
def app(record) -> Iterator[FastAPI]:
    engine, archive = record
    with PageImages(archive) as images:
        yield build_app(engine, images, ["127.0.0.1", "localhost"])


def ended(connection: socket.socket) -> bytes:
    """All that comes until the other side ends the connection."""
    connection.settimeout(20)
    said = b""
    while piece := connection.recv(65536):
        said += piece
    return said


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (b"", b""),
        (b"GET /findings HTT", b""),
        (b"GET /findings HTTP/1.1\r\nHost: localhost\r\nX-", b""),
        (b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\nname=", b"HTTP/1.1 408 "),
    ],
    ids=["nothing", "half a line", "half a head", "half a body"],
)
def test_a_request_that_never_comes_whole_ends(app, monkeypatch, sent, answer):
    monkeypatch.setattr(half_sent, "SECONDS", 0.5)
    with served(app) as address, socket.create_connection(address) as connection:
        connection.sendall(sent)
        assert ended(connection).startswith(answer)


def test_the_second_request_of_a_connection_must_come_whole_too(app, monkeypatch):
    monkeypatch.setattr(half_sent, "SECONDS", 0.5)
    with served(app) as address, socket.create_connection(address) as connection:
        connection.sendall(b"GET /static/base.css HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.3)
        connection.sendall(b"GET /static/base.css HTTP/1.1\r\nHo")
        assert ended(connection).count(b"HTTP/1.1 200") == 1


def test_slow_readers_hold_no_connection_to_the_database(app, record, monkeypatch):
    """Twenty of them, more than the pool has connections, and a page comes at once."""
    engine, _ = record
    with served(app) as address:
        slow = [socket.create_connection(address) for _ in range(20)]
        for one in slow:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            one.sendall(b"GET /findings.csv?status=all HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert one.recv(15) == b"HTTP/1.1 200 OK"
        assert engine.pool.checkedout() == 0
        assert httpx.get(f"http://{address[0]}:{address[1]}/findings", timeout=20).status_code == 200
        for one in slow:
            one.close()


def test_writers_that_wait_hold_no_page_up(tmp_path):
    """One has the database, one waits for it, the others wait for their turn and hold nothing."""
    lane, gate, done = Lane("test", 1), threading.Event(), []

    async def crowd():
        acts = [asyncio.ensure_future(lane.run(lambda: (gate.wait(20), done.append(1)))) for _ in range(45)]
        await asyncio.sleep(0.1)
        threads = [one for one in threading.enumerate() if one.name.startswith("test")]
        gate.set()
        await asyncio.gather(*acts)
        return len(threads)

    assert asyncio.run(crowd()) == 1
    assert len(done) == 45


def test_whose_turn_does_not_come_is_told_and_never_done():
    lane, gate, begun, done = Lane("test", 1, patience=0.2), threading.Event(), threading.Event(), []

    def first_work():
        begun.set()
        return gate.wait(20)

    async def two():
        first = asyncio.ensure_future(lane.run(first_work))
        await asyncio.to_thread(begun.wait, 20)
        with pytest.raises(OutOfReach, match="nothing was done"):
            await lane.run(lambda: done.append("second"))
        gate.set()
        assert await first is True
        await lane.run(lambda: done.append("third"))

    asyncio.run(two())
    assert done == ["third"]


@pytest.mark.parametrize("path", ["/findings", "/api/v1/findings"])
def test_what_nobody_foresaw_is_a_page_of_ours(record, monkeypatch, path):
    engine, archive = record

    def fails(*_asked, **_options):
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr("web.routes.findings.findings_page", fails)
    monkeypatch.setattr("web.api.findings.findings_page", fails)
    with PageImages(archive) as images:
        client = TestClient(build_app(engine, images, ["localhost"]), base_url="http://localhost")
        answer = client.get(path)
    assert answer.status_code == 500
    assert "Something failed that should not: RuntimeError" in answer.text
    assert "secret" not in answer.text
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_pool_without_a_connection_left_is_told(record, monkeypatch):
    engine, archive = record
    held = []
    monkeypatch.setattr(engine.pool, "_timeout", 0.1)
    try:
        while engine.pool.checkedout() < 15:
            held.append(engine.connect())
        with PageImages(archive) as images:
            client = TestClient(build_app(engine, images, ["localhost"]), base_url="http://localhost")
            answer = client.get("/findings")
    finally:
        for one in held:
            one.close()
    assert (answer.status_code, "too much to do" in answer.text) == (503, True)


def test_a_file_is_the_same_however_many_parts_it_is_made_in(client, monkeypatch):
    whole = {kind: client.get(f"/findings.{kind}?status=all").content for kind in ("csv", "json")}
    monkeypatch.setattr("pipeline.queries.findings._AT_A_TIME", 3)
    for kind, content in whole.items():
        assert client.get(f"/findings.{kind}?status=all").content == content
    assert whole["csv"].count(b"fingerprint,code") == 1
    assert len(whole["json"].splitlines()) > 10
