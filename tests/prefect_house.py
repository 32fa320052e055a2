"""A real Prefect server, and the commands that people use with it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from flows.prefect_database import lay_out

ROOT = Path(__file__).resolve().parents[1]
PREFECT = Path(sys.executable).with_name("prefect")
_SECONDS = 120


def until(what: str, done: Callable[[], Any], seconds: float = _SECONDS) -> Any:
    """Waits for something that comes true, and gives it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := done():
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


@dataclass(frozen=True)
class House:
    """A Prefect server with its work pool, and the environment in which its people and workers work."""

    folder: Path
    api: str
    environment: dict[str, str]

    def prefect(self, *arguments: str) -> str:
        """Runs `prefect ARGUMENTS` where prefect.yaml is, as an operator does; gives what it said."""
        done = subprocess.run(
            [PREFECT, "--no-prompt", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start_worker(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """A worker of the pool in a session of its own, so that it can be killed with all it has started."""
        log = (self.folder / "workers.log").open("ab")
        with log:
            return subprocess.Popen(
                [PREFECT, "worker", "start", "--pool", "csrecon", *arguments],
                cwd=self.folder, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def ask(self, path: str, **body: Any) -> Any:
        """What the server's API answers to a query."""
        answer = httpx.post(f"{self.api}/{path}", json=body, timeout=30)
        answer.raise_for_status()
        return answer.json()

    def states(self, flow: str) -> list[str]:
        """The states of a flow's runs that are not merely planned for some day, oldest first."""
        runs = self.ask("flow_runs/filter", flows={"name": {"any_": [flow]}}, sort="EXPECTED_START_TIME_ASC")
        return [run["state_type"] for run in runs if not run["auto_scheduled"]]


@contextmanager
def open_house(folder: Path, **settings: str) -> Iterator[House]:
    """A server as `prefect server start` gives it, all its services running, with everything deployed.

    The settings are csrecon's own, as environment variables for its workers.
    """
    (folder / "prefect").mkdir()
    lay_out(folder / "prefect")  # Prefect would migrate for seven seconds
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    api = f"http://127.0.0.1:{port}/api"
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("PREFECT_", "CSRECON_"))}
    environment = (
        kept
        | {
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "DO_NOT_TRACK": "1",
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_API_URL": api,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "PREFECT_LOGGING_EXTRA_LOGGERS": "csrecon",
            "CSRECON_DATABASE_URL": f"sqlite:///{folder}/csrecon.db",
            "CSRECON_ARCHIVE": str(folder / "archive"),
        }
        | settings
    )
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [PREFECT, "server", "start", "--host", "127.0.0.1", "--port", str(port), "--no-ui"],
            env=environment, cwd=folder, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    made = House(folder, api, environment)
    try:
        until("the server", lambda: _answers(f"{api}/health"))
        made.prefect("work-pool", "create", "csrecon", "--type", "process")
        made.prefect("deploy", "--all")
        yield made
    finally:
        end(server)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kills a process with all that it started."""
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(process.pid)
        for one in (parent, *parent.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                one.kill()
    process.wait(30)


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=1).status_code == 200
    except httpx.HTTPError:
        return False
