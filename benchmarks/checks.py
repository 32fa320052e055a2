"""What the checks cost over a large record, and over the next night's, when one report is new.

The record is made up: a register of 10,000 modifications and 120 monthly reports of 150 facts each, in which
every modification is told of. Each run is a fresh `csrecon reconcile`; its seconds are CPU time.

    python benchmarks/checks.py [--reports N,N…] [--modifications N] [--database URL] [--write FILE]
"""

import argparse
import csv
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from math import log
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extractors.facts import (
    Assessment,
    Consultation,
    Coverage,
    Decision,
    Document,
    Evidence,
    Extraction,
    Fact,
    Header,
    Mention,
    ProposalRaised,
    Recommendation,
    ReleaseItem,
)
from pipeline.archive import Archive
from pipeline.database import open_database
from pipeline.store import store

NOW = datetime(2026, 3, 2, tzinfo=UTC)
_MEASURE = """
import resource, subprocess, sys
from time import monotonic
began = monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, monotonic() - began, used.ru_maxrss / 1024)
"""


def month_of(number: int) -> date:
    """The first of the month of a report, counted from 0; a thousand reports end in 2083."""
    year, month = divmod(number, 12)
    return date(2000 + year, month + 1, 1)


def reference(number: int) -> str:
    letter, within = divmod(number, 9000)
    return f"MP{1000 + within}{' ABCDEFGHIJKLMNOPQRSTUVWXYZ'[letter].strip()}"


def facts(number: int, modifications: int, reports: int) -> Iterator[Fact]:
    """150 facts of a month: of modifications raised then, and of those raised in the months before."""
    day = month_of(number)
    cohort = max(1, modifications // reports)

    def of(place: int, age: int) -> dict[str, Any]:
        who = ((number - age) * cohort + place % cohort) % modifications
        box = (72.0, 100.0 + place, 300.0, 112.0 + place)
        evidence = (Evidence(place % 9 + 1, box, reference(who)),)
        return {"evidence": evidence, "reference": reference(who), "title": f"Alignment of document {who}"}

    for place in range(30):
        yield ProposalRaised(section="define", proposer="A. Proposer", raised_on=day, **of(place, 0))
    for place in range(25):
        yield Mention(section="summary", **of(place, 1))
    for place in range(10):
        yield Recommendation(section="recommendations", to_stage="refinement", **of(place, 1))
    for place in range(50):
        told = of(place, 2 if place < 30 else 3)
        told.pop("title")
        yield Assessment(
            section="appendix",
            assessment="PA",
            status="open" if place < 30 else "completed",
            accepted_on=day + timedelta(days=place % 20),
            returned_on=None if place < 30 else day + timedelta(days=20),
            target_wd=15,
            duration_wd=10,
            **told,
        )
    for place in range(15):
        yield Decision(
            section="opine",
            body="change_board",
            subject="modification",
            outcome="approved",
            decided_on=day + timedelta(days=2),
            **of(place, 5),
        )
    for place in range(10):
        yield Consultation(section="refine", consultation="refinement", status="open", **of(place, 4))
    for place in range(10):
        yield ReleaseItem(
            section="releases", status="approved", release="June 2030 SEC Release", **of(place, 6)
        )


def report(number: int, modifications: int, reports: int) -> tuple[bytes, Extraction]:
    """A document's bytes, and what stands in it."""
    day = month_of(number)
    period = f"{day:%Y-%m}"
    data = f"%PDF {period}".encode()
    document = Document(f"{period}.pdf", sha256(data).hexdigest(), len(data), 9, "Writer")
    header = Header(
        code="SEC",
        title="Change Status Report",
        period=period,
        published_on=day + timedelta(days=24),
        data_cut_off=day + timedelta(days=22),
    )
    said = tuple(facts(number, modifications, reports))
    return data, Extraction(document, header, said, Coverage(2000, {"fact": 1800, "narrative": 200}, ()))


def write_register(path: Path, modifications: int, reports: int) -> None:
    """The register as the reports tell of it."""
    cohort = max(1, modifications // reports)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(("Reference", "Title", "Proposer", "Date raised", "Stage"))
        for who in range(modifications):
            raised = month_of(min(who // cohort, reports - 1))
            out.writerow(
                (reference(who), f"Alignment of document {who}", "A. Proposer", raised, "Report Phase")
            )


def measure(*command: str) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and the most megabytes of a csrecon command."""
    csrecon = str(Path(sys.executable).with_name("csrecon"))
    said = subprocess.check_output([sys.executable, "-c", _MEASURE, csrecon, *command], text=True)
    status, cpu, wall, size = said.split()
    if status != "0":
        raise SystemExit(f"csrecon {' '.join(command[:1])} ended with status {status}")
    return float(cpu), float(wall), float(size)


def one_size(reports: int, modifications: int, url: str | None, folder: Path) -> list[tuple[float, ...]]:
    """The first pass over so many reports, the next night's with one more, and a night without any."""
    database = url or f"sqlite:///{folder}/{reports}.db"
    engine = open_database(database, upgrade=True)
    archive = Archive(folder / "archive")
    register = folder / "register.csv"
    write_register(register, modifications, reports)
    measure("register", "load", str(register), "--as-of", str(month_of(reports)), "--database", database)
    several = [report(number, modifications, reports) for number in range(reports)]
    store(engine, archive, several, extractor_version="1", now=NOW)
    passes = [measure("reconcile", "--database", database)]
    new = report(reports, modifications, reports)
    store(engine, archive, [new], extractor_version="1", now=NOW + timedelta(days=1))
    passes += [measure("reconcile", "--database", database) for _ in range(2)]
    engine.dispose()
    return passes


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reports", default="120")
    options.add_argument("--modifications", type=int, default=10_000)
    options.add_argument("--database", help="an empty PostgreSQL database; else SQLite")
    options.add_argument("--write", type=Path)
    chosen = options.parse_args()
    lines = [
        "| reports | first: CPU s | wall s | MiB | one new report: CPU s | nothing new: CPU s | exponent |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    before: tuple[int, float] | None = None
    for reports in map(int, chosen.reports.split(",")):
        with TemporaryDirectory() as name:
            first, second, third = one_size(reports, chosen.modifications, chosen.database, Path(name))
        grown = f"{log(first[0] / before[1]) / log(reports / before[0]):.2f}" if before else ""
        before = reports, first[0]
        lines.append(
            f"| {reports} | {first[0]:.1f} | {first[1]:.1f} | {first[2]:.0f} | {second[0]:.1f} "
            f"| {third[0]:.1f} | {grown} |"
        )
        print(lines[-1], flush=True)
    kind = "PostgreSQL" if chosen.database else "SQLite"
    made = f"{chosen.modifications:,} modifications, {kind}"
    said = f"{made}, Python {platform.python_version()}, {cpu_count()} cores"
    lines += ["", said + "."]
    if chosen.write:
        chosen.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
