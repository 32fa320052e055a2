"""`csrecon serve` as a person runs it: it answers, it stays on this machine, and Ctrl-C ends it well."""

import re
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from samples import REPORTS


def test_it_answers_until_ctrl_c(
    csrecon: Callable[..., Any], csrecon_process: Callable[..., "subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    csrecon("ingest", REPORTS / "2020-08.pdf", folder=tmp_path)
    server = csrecon_process("serve", "--port", "0")
    assert server.stderr is not None
    said = server.stderr.readline().decode()
    found = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert found, said
    with urllib.request.urlopen(found[0], timeout=30) as answer:
        assert b"2020-08.pdf" in answer.read()
    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 0


def test_it_stays_on_this_machine_and_says_so(csrecon: Callable[..., Any]) -> None:
    ran = csrecon("serve", "--host", "0.0.0.0")
    assert ran.status == 2
    assert "no accounts" in ran.err


def test_a_port_that_is_taken_is_named(csrecon: Callable[..., Any], tmp_path: Path) -> None:
    csrecon("ingest", REPORTS / "2020-08.pdf", folder=tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = csrecon("serve", "--port", port, folder=tmp_path)
    assert ran.status == 4
    assert f"port {port}" in ran.err
