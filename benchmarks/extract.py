"""How long csrecon takes to read a report, beside the usual way to take a PDF's text and tables.

The usual way is pdfplumber's `extract_text` and `extract_tables` on every page, which gives strings and no
facts. `extractors.read` gives the facts, each with its boxes, from the same bytes. Both run in this one
process, turn by turn, so that a busy moment of the machine falls on both; the median is what counts.

    python benchmarks/extract.py [--rounds N] [--write FILE]
"""

import argparse
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from io import BytesIO
from os import cpu_count
from pathlib import Path
from statistics import median
from subprocess import check_output
from time import perf_counter

import pdfplumber

from extractors import Extraction, read
from samples import REPORTS

ROUNDS = 15
_FRESH = 5
_LIBRARIES = ("pdfplumber", "pypdfium2", "spacy")


@dataclass(frozen=True, slots=True)
class Measured:
    """One report: its size, what was read, and the median and fastest milliseconds of both ways."""

    name: str
    pages: int
    facts: int
    usual: float
    ours: float
    usual_best: float
    ours_best: float

    @property
    def ratio(self) -> float:
        """Our time as a part of the usual one."""
        return self.ours / self.usual


def usual_way(data: bytes) -> int:
    """The text and the tables of every page, by pdfplumber alone; gives how many pages there were."""
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
        return len(document.pages)


def measure(path: Path, rounds: int) -> Measured:
    """Both ways on one report, by turns, after one round that is not counted."""
    data = path.read_bytes()
    extraction = read(data, path.name)
    if not isinstance(extraction, Extraction):
        raise SystemExit(f"{path.name} was refused: {extraction.message}")
    pages = usual_way(data)
    usual: list[float] = []
    ours: list[float] = []
    for _ in range(rounds):
        usual.append(_milliseconds(lambda: usual_way(data)))
        ours.append(_milliseconds(lambda: read(data, path.name)))
    return Measured(
        path.name, pages, len(extraction.facts), median(usual), median(ours), min(usual), min(ours)
    )


def _milliseconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def first_read(path: Path) -> float:
    """Median milliseconds of a fresh process's first reading, which imports spaCy and builds patterns too."""
    timed = (
        "import sys; from pathlib import Path; from time import perf_counter; from extractors import read\n"
        "data = Path(sys.argv[1]).read_bytes(); start = perf_counter(); read(data, 'first.pdf')\n"
        "print((perf_counter() - start) * 1000)"
    )
    command = [sys.executable, "-c", timed, str(path)]
    return median(float(check_output(command, text=True)) for _ in range(_FRESH))


def page_of(results: list[Measured], first: float, rounds: int) -> str:
    """The results as Markdown."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    rows = "".join(
        f"| {one.name} | {one.pages} | {one.facts} | {one.usual:.0f} ({one.usual_best:.0f}) "
        f"| {one.ours:.0f} ({one.ours_best:.0f}) | {one.ratio:.2f} |\n"
        for one in results
    )
    return (
        "# Measurements\n\n"
        "Written by `make bench`. Compare ratios, not milliseconds: those are the machine's.\n\n"
        "## Reading one report\n\n"
        f"The median of {rounds} interleaved rounds in one process, the fastest in brackets, "
        "in milliseconds. *Usual* is "
        "pdfplumber's `extract_text` and `extract_tables` on every page: strings, no facts. *csrecon* is "
        "`extractors.read`: every fact with its boxes, every word accounted for.\n\n"
        "| report | pages | facts | usual | csrecon | csrecon / usual |\n"
        "| --- | --: | --: | --: | --: | --: |\n"
        f"{rows}\n"
        f"The first reading of a fresh process takes {first:.0f} ms (median of {_FRESH}): "
        "it also imports spaCy and builds the patterns. A backfill pays this once a worker.\n\n"
        "Not in these figures: the child process in which `csrecon` reads each document, "
        "and the database.\n\n"
        f"{platform.python_implementation()} {platform.python_version()} on "
        f"{platform.system()} {platform.machine()} "
        f"with {cpu_count()} cores; {libraries}.\n"
    )


def main() -> None:
    """Measures the samples, prints the page, and writes it where it is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds a report; default {ROUNDS}")
    parser.add_argument("--write", type=Path, metavar="FILE", help="the page to write")
    arguments = parser.parse_args()
    paths = sorted(REPORTS.glob("*.pdf"))
    first = first_read(paths[0])
    page = page_of([measure(path, arguments.rounds) for path in paths], first, arguments.rounds)
    sys.stdout.write(page)
    if arguments.write:
        arguments.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
