"""A web server that behaves as badly as servers do, on this machine alone."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import stamina

PIECE = b"x" * 65536


class Server(ThreadingHTTPServer):
    """`pages` by path: bytes, or a function that answers; `asked` keeps every request's path and headers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = {}
        self.asked = []
        self.sent = 0
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        page = self.server.pages[self.path]
        with suppress(ConnectionError):
            if callable(page):
                page(self)
            else:
                self.answer(200, page)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def endless(self, pieces: int) -> None:
        """So many pieces without saying beforehand how many."""
        self.send_response(200)
        self.end_headers()
        for _ in range(pieces):
            self.wfile.write(PIECE)
            self.server.sent += len(PIECE)

    def drip(self) -> None:
        """A byte every now and then, beginning in the middle of the headers."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(600):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    with stamina.set_testing(True, attempts=3, cap=True):
        yield made
    made.shutdown()
    made.server_close()
