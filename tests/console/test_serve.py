"""`csrecon serve` as a person runs it: it answers, it stays on this machine, and Ctrl-C ends it well."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prefect_house import SECONDS

from samples import REPORTS

pytestmark = pytest.mark.xdist_group("record")

COMMAND = Path(sys.executable).with_name("csrecon")


def test_it_answers_until_ctrl_c(
    record: Path, csrecon_process: Callable[..., "subprocess.Popen[bytes]"]
) -> None:
    server = csrecon_process("serve", "--port", "0")
    assert server.stderr is not None
    said = server.stderr.readline().decode()
    found = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert found, said
    with urllib.request.urlopen(found[0], timeout=SECONDS) as answer:
        assert b"2020-09" in answer.read()
    server.send_signal(signal.SIGINT)
    assert server.wait(SECONDS) == 0


def test_without_an_administrator_it_stays_on_this_machine_and_says_so(
    csrecon: Callable[..., Any], tmp_path: Path
) -> None:
    csrecon("ingest", REPORTS / "2020-08.pdf", folder=tmp_path)
    ran = csrecon("serve", "--host", "0.0.0.0", folder=tmp_path)
    assert ran.status == 2
    assert "csrecon user add NAME --role administrator" in ran.err


def test_with_an_administrator_it_answers_elsewhere_to_who_signs_in(
    csrecon_process: Callable[..., "subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    add = ("user", "add", "Ann", "--role", "administrator", "--password-stdin")
    subprocess.run([COMMAND, *add], cwd=tmp_path, input=b"otter lamp quiver 71\n", check=True)
    server = csrecon_process("serve", "--host", "0.0.0.0", "--port", "0")
    assert server.stderr is not None
    port = int(server.stderr.readline().decode().partition("0.0.0.0:")[2].split()[0])
    assert b"TLS" in server.stderr.readline()
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/findings", headers={"Host": "pages.example"})
    with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
        assert answer.url.endswith("/sign-in?next=/findings")


def test_a_port_that_is_taken_is_named(csrecon: Callable[..., Any], record: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = csrecon("serve", "--port", port, folder=record)
    assert ran.status == 4
    assert f"port {port}" in ran.err
