"""A real Prefect server, set up by the three commands that the manual prints, and what people do with it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import psutil
import stamina

from flows.own_server.database import lay_out

ROOT = Path(__file__).resolve().parents[1]
PREFECT = Path(sys.executable).with_name("prefect")
# Nothing here is a matter of time: what does not come true within this, however busy the machine, never will.
SECONDS = 600
ENDED = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


def until(what: str, done: Callable[[], Any], log: Path | None = None) -> Any:
    """Waits for something that comes true, and gives it; else fails with the end of the log."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if found := done():
            return found
        time.sleep(0.1)
    said = log.read_text(errors="replace")[-5000:] if log and log.exists() else ""
    raise AssertionError(f"waited {SECONDS} s in vain for {what}\n{said}")


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kills a process with all that it started."""
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(process.pid)
        below = parent.children(recursive=True)
        for one in (parent, *below):
            with suppress(psutil.NoSuchProcess):
                one.kill()
        psutil.wait_procs(below, SECONDS)
    process.wait(SECONDS)


@dataclass(frozen=True)
class House:
    """A Prefect server with its work pool, and the environment in which its people and workers work."""

    folder: Path
    api: str
    environment: dict[str, str]

    def with_record(self, folder: Path, **settings: object) -> "House":
        """The same server, with workers that have a record of their own; settings are csrecon's."""
        given = {"database_url": f"sqlite:///{folder}/csrecon.db", "archive": folder / "archive"} | settings
        mine = {f"CSRECON_{name.upper()}": str(value) for name, value in given.items()}
        return replace(self, folder=folder, environment=self.environment | mine)

    @property
    def log(self) -> Path:
        """What the server or the workers said."""
        return self.folder / "prefect.log"

    def shell(self, line: str) -> str:
        """Runs a line of the manual as an operator does; gives what it said."""
        done = subprocess.run(
            ["/bin/sh", "-ec", line],
            cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=SECONDS, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def running(self, line: str) -> "Iterator[subprocess.Popen[bytes]]":
        """A command of the manual that goes on during the block, and ends with all that it has started."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                ["/bin/sh", "-c", f"exec {line}"],
                cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        try:
            yield process
        finally:
            end(process)

    def worker(self, more: str = "") -> "AbstractContextManager[subprocess.Popen[bytes]]":
        """A worker of the pool for the block."""
        return self.running(f"{manual_commands()[2]} {more}")

    def post(self, path: str, **body: Any) -> Any:
        """What the server's API answers."""
        answer = _ask("POST", f"{self.api}/{path}", body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def deployed(self) -> dict[str, Any]:
        """The deployments by their names."""
        return {one["name"]: one for one in self.post("deployments/filter")}

    def run(self, deployment: str, **parameters: Any) -> str:
        """Asks for a run of a deployment as soon as a worker takes it; gives the run's id."""
        path = f"deployments/{self.deployed()[deployment]['id']}/create_flow_run"
        scheduled = {"type": "SCHEDULED", "state_details": {}}
        return str(self.post(path, parameters=parameters, state=scheduled)["id"])

    def state(self, run: str) -> str:
        """The state of a run."""
        answer = _ask("GET", f"{self.api}/flow_runs/{run}")
        answer.raise_for_status()
        return str(answer.json()["state_type"])

    def until_ended(self, run: str) -> str:
        """Waits for a run's end; gives its last state."""
        return str(until(f"the end of run {run}", lambda: {self.state(run)} & ENDED, self.log).pop())


def manual_commands() -> list[str]:
    """The lines of the manual that bring a night from nothing, as it prints them."""
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = manual.partition("## From nothing to a night every night")[2].partition("\n## ")[0]
    return re.findall(r"^    ((?:prefect|csrecon) .*)$", section, re.MULTILINE)[:3]


@contextmanager
def open_house(folder: Path) -> Iterator[House]:
    """A server with everything deployed, by the manual's commands but on another port."""
    (folder / "prefect").mkdir()
    lay_out(folder / "prefect")  # Prefect would migrate for seven seconds
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("PREFECT_", "CSRECON_"))}
    house = House(
        folder,
        f"http://127.0.0.1:{port}/api",
        kept
        | {
            "PATH": f"{PREFECT.parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
            "PREFECT_SERVER_API_PORT": str(port),
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "PREFECT_LOGGING_EXTRA_LOGGERS": "csrecon",
            "CSRECON_MAX_SECONDS": str(SECONDS),  # a starved reader is no slow document
        },
    ).with_record(folder)
    serve, deploy, _ = manual_commands()
    with house.running(serve) as server:
        health = f"{house.api}/health"
        until("the server", lambda: server.poll() is not None or _answers(health), house.log)
        assert server.poll() is None, house.log.read_text()
        house.shell(deploy)
        yield house


def _ask(method: str, address: str, body: object = None) -> httpx.Response:
    """The server's answer; that its SQLite is locked (503) is waited out, as Prefect's own client does."""
    for attempt in stamina.retry_context(on=httpx.HTTPStatusError, attempts=8, timeout=SECONDS):
        with attempt:
            answer = httpx.request(method, address, json=body, timeout=SECONDS)
            if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
                answer.raise_for_status()
    return answer


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).status_code == 200
    except httpx.HTTPError:
        return False
