"""What Prefect costs: a backfill under it against a bare loop of the same functions, with 1 and 2 workers.

Every run is a process of its own over the same documents (copies of the corpus, no two of the same bytes)
into an empty SQLite database. The start, which a run over one document measures, is subtracted; CPU is
that of the run and of everything it starts, Prefect's server included. Memory is that of the run's own
process, looked at ten times a second.

    python benchmarks/flows.py [--documents N] [--rounds N] [--write FILE]
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass, fields
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "data" / "corpus" / "reports"
COMMAND = str(Path(sys.executable).with_name("csrecon"))
BARE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from extractors import VERSION
from pipeline.archive.folder import Archive
from pipeline.record.database import open_database
from pipeline.reports.intake import Intake
from pipeline.reports.places import look_through
from pipeline.sandbox import Sandbox

workers = int(sys.argv[2])
engine = open_database("sqlite:///csrecon.db", upgrade=True)
with Sandbox(workers) as sandbox, ThreadPoolExecutor(workers + 1) as threads:
    intake = Intake(engine, Archive(Path("archive")), sandbox, VERSION, datetime.now(UTC))
    found = look_through([Path(sys.argv[1])]).documents
    for taken in threads.map(lambda path: next(intake.take([path])), found):
        assert taken.became == "stored", taken
"""


@dataclass(frozen=True)
class Cost:
    """Of one run: seconds of wall clock and CPU, and MB of its own process a tenth in and at its largest."""

    wall: float
    cpu: float
    early: float
    most: float

    def __sub__(self, start: "Cost") -> "Cost":
        return Cost(self.wall - start.wall, self.cpu - start.cpu, self.early, self.most)


def documents(folder: Path, count: int) -> Path:
    """A folder with that many reports of distinct bytes."""
    folder.mkdir()
    for number, source in enumerate(islice(cycle(sorted(CORPUS.glob("*.pdf"))), count)):
        (folder / f"{number:05}.pdf").write_bytes(source.read_bytes() + b"\n%% copy %d\n" % number)
    return folder


def measured(command: list[str]) -> Cost:
    """Runs the command in an empty folder."""
    with TemporaryDirectory() as folder:
        environment = {n: v for n, v in os.environ.items() if not n.startswith(("PREFECT_", "CSRECON_"))}
        before, began = os.times(), time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        watched, sizes = psutil.Process(process.pid), []
        while process.poll() is None:
            sizes.append(watched.memory_info().rss / 1e6)
            time.sleep(0.1)
        wall, after = time.perf_counter() - began, os.times()
        assert process.returncode == 0, command
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    settled = max(sizes[: len(sizes) // 10 + 60])  # six seconds are Prefect's start
    return Cost(wall, cpu, settled, max(sizes))


def backfill(folder: Path, workers: int) -> list[str]:
    return [COMMAND, "backfill", str(folder), "--workers", str(workers)]


def bare(folder: Path, workers: int) -> list[str]:
    return [sys.executable, "-c", BARE, str(folder), str(workers)]


def measure(options: argparse.Namespace) -> dict[tuple[str, int], Cost]:
    """The cost of each way and number of workers, its start subtracted: the middle of several rounds.

    The ways take turns, so that what else the machine has to do meets all of them alike.
    """
    found: dict[tuple[str, int], list[Cost]] = {}
    with TemporaryDirectory() as folder:
        one, many = documents(Path(folder, "one"), 1), documents(Path(folder, "many"), options.documents)
        for round_ in range(options.rounds):
            for name, command in (("bare", bare), ("Prefect", backfill)):
                for workers in (1, 2):
                    start = measured(command(one, workers))
                    cost = measured(command(many, workers)) - start
                    found.setdefault((name, workers), []).append(cost)
                    print(round_, name, workers, cost, "start", start, file=sys.stderr, flush=True)
    return {
        way: Cost(*(median(getattr(cost, f.name) for cost in costs) for f in fields(Cost)))
        for way, costs in found.items()
    }


def main() -> None:
    """Measures, prints, and writes the table where --write says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    text = told(options.documents, options.rounds, measure(options))
    print(text)
    if options.write:
        options.write.write_text(text + "\n", encoding="utf-8")


def told(count: int, rounds: int, costs: dict[tuple[str, int], Cost]) -> str:
    """The table and the ratios as Markdown."""
    two, plain = costs["Prefect", 2], costs["bare", 2]
    lines = [
        "# What Prefect costs",
        "",
        f"{count} documents, {platform.machine()}, {os.cpu_count()} cores, SQLite,"
        f" Python {platform.python_version()}, Prefect {version('prefect')};"
        f" `python benchmarks/flows.py`, the middle of {rounds} rounds. The start is subtracted.",
        "",
        "| run | workers | wall s | CPU s | documents/s | own MB, early | own MB, most |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {name} | {workers} | {c.wall:.1f} | {c.cpu:.1f} | {count / c.wall:.1f}"
        f" | {c.early:.0f} | {c.most:.0f} |"
        for (name, workers), c in costs.items()
    ]
    lines += [
        "",
        f"Two workers, Prefect over bare: wall {two.wall / plain.wall:.2f}, CPU {two.cpu / plain.cpu:.2f}.",
        f"Two workers over one: {costs['Prefect', 1].wall / two.wall:.2f} times as fast under Prefect,"
        f" {costs['bare', 1].wall / plain.wall:.2f} times bare.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
