"""What the auditor's pages cost: each page's time on the server, and many readers while a night goes on.

The record is made up: 120 monthly reports of 150 facts, whose documents are a sample report's, a register of
600 modifications in 24 snapshots, and 10,000 findings. Each page is asked for 15 times: the median counts,
from the request's arrival to the last byte, in one process with its database.

    python benchmarks/serve.py [--reports N] [--findings N] [--seconds N] [--write FILE]
"""

import argparse
import asyncio
import gc
import os
import platform
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from os import cpu_count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, process_time, sleep

import httpx
from fastapi.testclient import TestClient
from made_up_record import month_of, reference, report
from sqlalchemy import Engine, event, select

from pipeline.archive.folder import Archive
from pipeline.archive.page_images import PageImages
from pipeline.checks import CHECKS, CheckOutcome, Finding, ReportEvidence
from pipeline.judging.reconcile import reconcile
from pipeline.record.database import open_database, read_transaction, write_transaction
from pipeline.record.tables.documents import extractions
from pipeline.record.tables.facts import stage_counts
from pipeline.record.tables.findings import findings, runs
from pipeline.record.tables.register import register_snapshots
from pipeline.register.snapshots.write import store_register
from pipeline.reports.write import store
from samples import REPORTS
from web import build_app

NOW = datetime(2026, 3, 2, tzinfo=UTC)
MODIFICATIONS, SNAPSHOTS, READERS, TIMES = 600, 24, 50, 15


def make_record(folder: Path, reports: int, number: int) -> Engine:
    """The record in a new SQLite database `csrecon.db` of the folder, with its archive beside it."""
    engine = open_database(f"sqlite:///{folder}/csrecon.db", upgrade=True)
    archive = Archive(folder / "csrecon-archive")
    sample = (REPORTS / "2020-08.pdf").read_bytes()
    digests: list[str] = []
    for month in range(reports):
        _, read = report(month, MODIFICATIONS, reports)
        data = sample + b"\n%% %d\n" % month  # another document that is drawn alike
        digests.append(sha256(data).hexdigest())
        document = replace(read.document, sha256=digests[-1], bytes=len(data), pages=8)
        store(engine, archive, [(data, replace(read, document=document))], extractor_version="1", now=NOW)
    _count_stages(engine)
    for snapshot in range(SNAPSHOTS):
        path = folder / f"register-{snapshot}.csv"
        path.write_text(_register(snapshot), encoding="utf-8")
        as_of = month_of(reports) - timedelta(days=30 * (SNAPSHOTS - snapshot))
        store_register(engine, str(path), as_of=as_of, now=NOW)
    made = tuple(_finding(one, digests) for one in range(number))
    for day in range(3):
        reconcile(engine, now=NOW + timedelta(days=day), checker=lambda *_a, **_k: CheckOutcome(made))
    return engine


def _count_stages(engine: Engine) -> None:
    with write_transaction(engine) as connection:
        ids = connection.scalars(select(extractions.c.id)).all()
        rows = [
            {"extraction_id": id_, "position": 900 + place, "fact_id": "0" * 24, "section": "summary"}
            | {"stage": stage, "count": (id_ >> 3 * place) % 40 + 1}
            for id_ in ids
            for place, stage in enumerate(("define", "refine", "opine", "release"))
        ]
        connection.execute(stage_counts.insert(), rows)


def _register(snapshot: int) -> str:
    head = "Reference,Title,Proposer,Date raised,Stage,Decision,Decision date\n"
    lines = []
    for who in range(MODIFICATIONS):
        stage = "Implemented" if who < 20 * snapshot else "Report Phase"
        raised = date(2000, 1, 1) + timedelta(days=6 * who)
        lines.append(f"{reference(who)},Alignment of document {who},A. Proposer,{raised},{stage},,\n")
    return head + "".join(lines)


def _finding(number: int, digests: Sequence[str]) -> Finding:
    check = CHECKS[number % len(CHECKS)]
    month = number % len(digests)
    period = f"{month_of(month):%Y-%m}"
    places = tuple(
        ReportEvidence(
            f"{period}.pdf", number % 8 + 1, (72.0, top, 200.0, top + 12), "46 WD", sha256=digests[month]
        )
        for top in (90.0, 130.0)
    )
    return Finding(
        code=check.code,
        name=check.name,
        severity=check.severity,
        period=period,
        reference=reference(number % MODIFICATIONS),
        message=f"The open Preliminary Assessment {number} states 46 WD; from 26 May 2020 there are 49.",
        stated={"number": number, "duration_wd": 46},
        expected={"duration_wd": 49},
        evidence=places,
    )


def addresses(engine: Engine) -> dict[str, str]:
    """Each page, by its name."""
    with read_transaction(engine) as connection:
        finding = connection.scalar(select(findings.c.fingerprint).where(findings.c.code == "I105"))
        newest = select(extractions.c.sha256).order_by(extractions.c.filename.desc())
        digest = connection.scalar(newest.limit(1))
        s = register_snapshots.c
        first, *_, last = connection.scalars(select(s.id).order_by(s.as_of)).all()
        run = connection.scalar(select(runs.c.id).order_by(runs.c.id.desc()))
    return {
        "overview": "/",
        "findings": "/findings",
        "findings, the last page": "/findings?number=200",
        "findings, searched": "/findings?text=4711&sort=severity",
        "a finding": f"/findings/{finding}",
        "reports": "/reports",
        "a report": f"/reports/{digest}?page=5",
        "modifications": "/modifications",
        "modifications, searched": "/modifications?text=document+41",
        "a modification": f"/modifications/{reference(300)}",
        "register": "/register",
        "a snapshot": f"/register/{last}",
        "two snapshots compared": f"/register/diff?before={first}&after={last}",
        "runs": "/runs",
        "a run": f"/runs/{run}",
        "log": "/log",
        "the log proved (an act, not a page)": "/log/proof",
        "a page's picture": f"/pages/{digest}/5.png",
    }


def measure(engine: Engine, client: TestClient, address: str) -> tuple[float, float, float, int, int]:
    """Median by the clock and of CPU, and the slowest, in milliseconds; the statements; the kilobytes."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    answer = client.get(address)
    event.remove(engine, "before_cursor_execute", note)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    taken, worked = [], []
    for _ in range(TIMES):
        began, idle = perf_counter(), process_time()
        client.get(address)
        taken.append((perf_counter() - began) * 1000)
        worked.append((process_time() - idle) * 1000)
    return median(taken), median(worked), max(taken), len(seen), len(answer.content) // 1024


async def _read_on(base: str, pages: list[str], until: float, place: int) -> tuple[Counter[int], list[float]]:
    answers: Counter[int] = Counter()
    taken: list[float] = []
    async with httpx.AsyncClient(base_url=base, timeout=60) as client:
        while monotonic() < until:
            began = monotonic()
            try:
                answer = await client.get(pages[place % len(pages)])
                answers[answer.status_code] += 1
            except httpx.HTTPError:
                answers[0] += 1
            taken.append(monotonic() - began)
            place += 1
            await asyncio.sleep(0.5)  # a person looks at what came
    return answers, taken


async def _all_read(base: str, pages: list[str], seconds: float) -> tuple[Counter[int], list[float]]:
    until = monotonic() + seconds
    each = await asyncio.gather(*(_read_on(base, pages, until, place) for place in range(READERS)))
    answers: Counter[int] = Counter()
    for one, _ in each:
        answers += one
    return answers, [seconds for _, some in each for seconds in some]


def crowd(folder: Path, pages: list[str], seconds: int) -> str:
    """What came of many readers of `csrecon serve` while `csrecon reconcile` ran over the record."""
    csrecon = str(Path(sys.executable).with_name("csrecon"))
    database = f"sqlite:///{folder}/csrecon.db"
    environment = os.environ | {"CSRECON_ARCHIVE": str(folder / "csrecon-archive")}
    port = "8765"
    server = subprocess.Popen([csrecon, "serve", "--port", port, "--database", database], env=environment)
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(base)
        night = subprocess.Popen(
            [csrecon, "reconcile", "--database", database],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        began = monotonic()
        answers, taken = asyncio.run(_all_read(base, pages, seconds))
        status = night.wait(600)
        ended = monotonic() - began
    finally:
        server.terminate()
        server.wait(20)
    wrong = sum(number for code, number in answers.items() if code != 200)
    when = "meanwhile" if ended <= seconds + 1 else f"after {ended:.0f} s"
    return (
        f"{READERS} readers for {seconds} s: {answers.total()} pages, {wrong} errors, median "
        f"{median(taken):.2f} s, slowest {max(taken):.2f} s. `csrecon reconcile` over the same record ended "
        f"{when} with status {status}."
    )


def _wait(base: str) -> None:
    for _ in range(120):
        try:
            if httpx.get(f"{base}/runs").status_code == 200:
                return
        except httpx.HTTPError:
            sleep(0.5)
    raise SystemExit("csrecon serve does not answer")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reports", type=int, default=120)
    options.add_argument("--findings", type=int, default=10_000)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--write", type=Path)
    chosen = options.parse_args()
    machine = (
        f"Python {platform.python_version()}, {cpu_count()} cores with a load of {os.getloadavg()[0]:.1f}"
    )
    lines = [
        "# The auditor's pages",
        "",
        f"{chosen.reports} reports, {chosen.findings:,} findings, {MODIFICATIONS} modifications in "
        f"{SNAPSHOTS} snapshots of the register, SQLite; {machine}. What the overview and the lists of "
        "modifications show is found once for each state of the record, then kept. "
        "Written by `python benchmarks/serve.py --write benchmarks/WEB.md`.",
        "",
        "| page | median ms | of it CPU | slowest ms | statements | kB |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    with TemporaryDirectory() as name:
        folder = Path(name)
        engine = make_record(folder, chosen.reports, chosen.findings)
        pages = addresses(engine)
        gc.collect()
        gc.freeze()  # what made the record lies in this process, but in no server
        with PageImages(Archive(folder / "csrecon-archive")) as images:
            client = TestClient(build_app(engine, images, ["localhost"]), base_url="http://localhost")
            for page, address in pages.items():
                typical, worked, slowest, statements, size = measure(engine, client, address)
                lines.append(
                    f"| {page} | {typical:.0f} | {worked:.0f} | {slowest:.0f} | {statements} | {size} |"
                )
                print(lines[-1], flush=True)
        engine.dispose()
        looked_at = [address for page, address in pages.items() if "proved" not in page]
        lines += ["", crowd(folder, looked_at, chosen.seconds)]
    print(lines[-1])
    if chosen.write:
        chosen.write.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
