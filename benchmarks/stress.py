"""What the pages bear: many readers, slow readers, writers that wait, and sign-ins at once, in turn.

The record is that of serve.py, with accounts. Each crowd stays a while, on this machine alone (loopback),
while five others go on looking at pages: what these wait counts. The server is `csrecon serve`; its memory is
what it holds at the start (each page looked at, one file taken along), at most, and ten seconds after the
last crowd.

    python benchmarks/stress.py [--reports N] [--findings N] [--seconds N] [--write FILE]
"""

import argparse
import asyncio
import os
import platform
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic

import httpx
from serve import NOW, addresses, make_record

from pipeline.accounts import add_account, make_token
from pipeline.findings.stored import list_findings
from pipeline.record.database import open_database

READERS, SLOW, WRITERS, SIGN_INS, ACCOUNTS = 50, 60, 45, 120, 20
PASSWORD = "otter lamp quiver 71"
PORT = 8766
# Clients are made with verify=False: reading certificates for each would hold up all the others here.
BASE = f"http://127.0.0.1:{PORT}"


@dataclass
class Told:
    """What came of a crowd: answers by their status (0 is none at all), and the seconds that pages took."""

    answers: Counter[int] = field(default_factory=Counter)
    pages: list[float] = field(default_factory=list)

    def line(self, name: str, memory: float) -> str:
        failed = sum(number for status, number in self.answers.items() if status >= 500 or not status)
        others = ", ".join(
            f"{number} × {status or 'none'}" for status, number in sorted(self.answers.items())
        )
        return (
            f"| {name} | {others} | {failed} | {median(self.pages) * 1000:.0f} | {max(self.pages):.1f} | "
            f"{memory:.0f} |"
        )


def memory_of(process: "subprocess.Popen[bytes]") -> float:
    """The megabytes that the server's own process holds."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


async def look_on(pages: list[str], token: str, until: float, told: Told, place: int) -> None:
    """One reader, who looks half a second at each page."""
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=BASE, timeout=60, verify=False, headers=headers) as client:
        while monotonic() < until:
            began = monotonic()
            await asked(told, client.get(pages[place % len(pages)]))
            told.pages.append(monotonic() - began)
            place += 1
            await asyncio.sleep(0.5)


async def asked(told: Told, answer: Awaitable[httpx.Response]) -> httpx.Response | None:
    """Counts what comes of it."""
    try:
        got = await answer
    except httpx.HTTPError:
        told.answers[0] += 1
        return None
    told.answers[got.status_code] += 1
    return got


@asynccontextmanager
async def readers(pages: list[str], token: str, seconds: float, number: int, told: Told):
    """So many readers for so long, whatever happens meanwhile."""
    until = monotonic() + seconds
    looking = [
        asyncio.ensure_future(look_on(pages, token, until, told, place * 3)) for place in range(number)
    ]
    yield until
    await asyncio.gather(*looking)


async def read_slowly(token: str, until: float, told: Told) -> None:
    """Takes the whole list of findings along at a kilobyte every tenth of a second."""
    reading, writing = await asyncio.open_connection("127.0.0.1", PORT, limit=1024)
    head = (
        f"GET /findings.json?status=all HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"
    )
    writing.write(head.encode())
    with suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(max(0.1, until - monotonic())):
            said = await reading.readline()
            told.answers[int(said.split()[1]) if said else 0] += 1
            while await reading.read(1024):
                await asyncio.sleep(0.1)
    writing.close()


async def acknowledge(token: str, finding: dict[str, str], told: Told) -> None:
    """One act, which waits for whoever has the database."""
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=BASE, timeout=120, verify=False, headers=headers) as client:
        await asked(told, client.post("/api/v1/findings/acknowledge", json={"findings": [finding]}))


async def sign_in(name: str, told: Told) -> None:
    """One person at the sign-in form."""
    async with httpx.AsyncClient(base_url=BASE, timeout=120, verify=False) as client:
        form = await asked(told, client.get("/sign-in"))
        if form is not None:
            word = re.search(r'name="csrf" value="([^"]*)"', form.text)[1]
            sent = {"csrf": word, "name": name, "password": PASSWORD}
            await asked(told, client.post("/sign-in", data=sent, headers={"Origin": BASE}))


async def hold(database: str, until: float) -> None:
    """Another program that writes: it has the database until then."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(max(0, until - monotonic()))
        connection.execute("ROLLBACK")


async def crowds(
    process: "subprocess.Popen[bytes]", folder: Path, pages: list[str], token: str, seconds: float
) -> list[str]:
    """Each crowd in its turn, as a line."""
    engine = open_database(f"sqlite:///{folder}/csrecon.db", upgrade=False)
    shown = [
        {"fingerprint": one.fingerprint, "digest": one.digest} for one in list_findings(engine)[:WRITERS]
    ]
    engine.dispose()

    async def slow(until: float, told: Told) -> None:
        await asyncio.gather(*(read_slowly(token, until, told) for _ in range(SLOW)))

    async def write(until: float, told: Told) -> None:
        held = asyncio.ensure_future(hold(str(folder / "csrecon.db"), min(until, monotonic() + 20)))
        await asyncio.sleep(0.2)
        await asyncio.gather(held, *(acknowledge(token, one, told) for one in shown))

    async def enter(_until: float, told: Told) -> None:
        await asyncio.gather(*(sign_in(f"Reader {one % ACCOUNTS}", told) for one in range(SIGN_INS)))

    async def nothing(_until: float, _told: Told) -> None:
        return

    crowd: dict[str, tuple[int, Callable[[float, Told], Awaitable[None]]]] = {
        f"{READERS} readers": (READERS, nothing),
        f"{SLOW} slow readers of all findings": (5, slow),
        f"{WRITERS} writers that wait": (5, write),
        f"{SIGN_INS} sign-ins at once": (5, enter),
    }
    lines = []
    for name, (number, come) in crowd.items():
        told, most = Told(), 0.0
        async with readers(pages, token, seconds, number, told) as until:
            coming = asyncio.ensure_future(come(until, told))
            while not coming.done() or monotonic() < until:
                most = max(most, memory_of(process))
                await asyncio.sleep(0.25)
            await coming
        lines.append(told.line(name, most))
        print(lines[-1], flush=True)
    return lines


def wait_for_server() -> None:
    """Until it answers at all."""
    until = monotonic() + 60
    while monotonic() < until:
        with suppress(httpx.HTTPError):
            httpx.get(f"{BASE}/sign-in", timeout=5)
            return
    raise SystemExit("csrecon serve does not answer")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reports", type=int, default=120)
    options.add_argument("--findings", type=int, default=10_000)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--write", type=Path)
    chosen = options.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        engine = make_record(folder, chosen.reports, chosen.findings)
        pages = [address for page, address in addresses(engine).items() if "proved" not in page]
        add_account(engine, "Ann", role="administrator", password=PASSWORD, by="Ann", now=NOW)
        for one in range(ACCOUNTS):
            called = f"Reader {one}"
            add_account(engine, called, role="viewer", password=PASSWORD, by=called, now=NOW)
        _, token = make_token(engine, "Ann", label="crowd", days=2, by="Ann", now=datetime.now(UTC))
        engine.dispose()
        csrecon = str(Path(sys.executable).with_name("csrecon"))
        process = subprocess.Popen(
            [csrecon, "serve", "--port", str(PORT), "--database", f"sqlite:///{folder}/csrecon.db"],
            env=os.environ | {"CSRECON_ARCHIVE": str(folder / "csrecon-archive")},
        )
        try:
            wait_for_server()
            with httpx.Client(
                base_url=BASE, timeout=120, verify=False, headers={"Authorization": f"Bearer {token}"}
            ) as one:
                for address in [*pages, "/findings.json?status=all"]:
                    one.get(address).raise_for_status()
            start, load = memory_of(process), os.getloadavg()[0]
            lines = asyncio.run(crowds(process, folder, pages, token, chosen.seconds))
            asyncio.run(asyncio.sleep(10))
            end = memory_of(process)
        finally:
            process.terminate()
            process.wait(30)
    told = [
        "# What the pages bear",
        "",
        f"{chosen.reports} reports, {chosen.findings:,} findings, SQLite; each crowd for "
        f"{chosen.seconds:.0f} s; "
        f"Python {platform.python_version()}, {os.cpu_count()} cores with a load of {load:.1f} before "
        "the first. "
        "The crowds and the server share these cores. "
        "Written by `python benchmarks/stress.py --write benchmarks/STRESS.md`.",
        "",
        "| crowd | answers by status | failed | a page, median ms | slowest s | most MB |",
        "| --- | --- | --- | --- | --- | --- |",
        *lines,
        "",
        f"Memory: {start:.0f} MB before, {end:.0f} MB ten seconds after the last crowd "
        f"({end / start:.2f} of it).",
    ]
    print(told[-1])
    if chosen.write:
        chosen.write.write_text("\n".join(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
