"""A Prefect server for one run, where nobody has set one up.

Prefect can start one by itself. Ours starts while this process still imports Prefect, does not make it
import the server too (three seconds saved), is not ended by the Ctrl-C that the run has to report to it,
and does not outlive a parent that is killed.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from flows.own_server.database import lay_out
from flows.own_server.settings import has_own_server, prepare
from pipeline.basics.errors import CsreconError, OutOfReach

_START_SECONDS = 90
_STOP_SECONDS = 5


@contextmanager
def server_at_hand(home: Path) -> Iterator[Callable[[], None]]:
    """A Prefect server for the block: the one that is set up, or our own with its files in `home`.

    Enter before Prefect is imported; call what it gives before the first flow: it waits for the server.
    Raises OutOfReach where the server goes away or our own does not start; what that said stands in
    `server.log`.
    """
    prepare(home)
    if has_own_server():
        with _missed("Prefect's server"):
            yield _reach
        return
    log = Path(os.environ["PREFECT_HOME"], "server.log").expanduser()
    if "PREFECT_API_DATABASE_CONNECTION_URL" not in os.environ:
        lay_out(log.parent)
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as said:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            (sys.executable, "-P", "-m", "flows.own_server.program", str(listener.fileno())),
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
            env=os.environ | {"PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"},
            pass_fds=(listener.fileno(),),
        )
    os.environ["PREFECT_API_URL"] = address
    try:
        with _missed(f"Prefect's own server, whose log is {log},"):
            yield lambda: _wait(process, f"{address}/health", log)
    finally:
        del os.environ["PREFECT_API_URL"]
        _stop(process)


@contextmanager
def _missed(server: str) -> Iterator[None]:
    """Says what it means when a call to the server fails in mid-run."""
    try:
        yield
    except CsreconError:
        raise
    except Exception as problem:
        from httpx import TransportError

        cause: BaseException | None = problem
        while cause is not None and not isinstance(cause, TransportError):
            cause = cause.__cause__ or cause.__context__
        if cause is None:
            raise
        raise OutOfReach(f"{server} went away. What was finished is kept; run it again.") from problem


def _reach() -> None:
    """Asks the server that is set up whether it is there."""
    from prefect import get_client
    from prefect.settings import PREFECT_API_URL

    try:
        with get_client(sync_client=True) as client:
            problem = client.api_healthcheck()
    except Exception as unreached:  # Prefect raises its own, httpx's and plain RuntimeErrors here
        problem = unreached
    if problem:
        where = PREFECT_API_URL.value()
        raise OutOfReach(
            f"Prefect's server at {where} does not answer. Start it, or take it out "
            "of Prefect's settings, which `prefect config view --show-sources` shows."
        )


def _wait(process: "subprocess.Popen[bytes]", health: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            # The connection waits in the queue of the socket until the server takes it.
            with urlopen(health, timeout=1):  # noqa: S310 - our own address
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise OutOfReach(f"Prefect's own server did not start; {log} says why. csrecon ingest needs none.")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    assert process.stdin is not None
    process.stdin.close()
