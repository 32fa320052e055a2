"""How long csrecon takes to read a report, beside other ways to take a PDF's text and tables.

    (a) pypdfium2, the text of every page          (d) extractors.read: facts, boxes, every word accounted for
    (b) pdfplumber, the characters of every page   (e) the same through the sandbox, a child a report
    (c) pdfplumber, extract_text + extract_tables  (f) camelot and pdftotext, where they are installed

All take their turns in one run, so that a busy moment of the machine falls on all; medians count. Then a
profile of (d) by step, the price of a page of a long report, the memory of a worker over many reports,
and of the whole command.

    python benchmarks/extract.py [--rounds N] [--corpus FOLDER] [--write FILE]
"""

import argparse
import cProfile
import platform
import pstats
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from itertools import cycle, islice
from os import cpu_count
from pathlib import Path
from statistics import median
from time import perf_counter

import pdfplumber
import psutil
import pypdfium2 as pdfium

from extractors import read
from pipeline.sandbox import Sandbox

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "data" / "corpus" / "reports"
COMMAND = str(Path(sys.executable).with_name("csrecon"))
ROUNDS = 9
_STEPS = {
    "pages.py:read_pages": "pages, all of it",
    "words.py:words_of": "· characters to words",
    "blocks.py:blocks_of": "blocks, all of it",
    "tables.py:find_tables": "· tables",
    "walk.py:walk": "facts, all of it",
    "language.py:sentences_of": "· sentences and their spans",
    "tabled.py:read_table": "· tables' rows",
    "damage.py:broken_pages": "damage",
    "ledger.py:coverage": "accounting",
}
Way = Callable[[bytes, Path], object]


def text_only(data: bytes, _: Path) -> None:
    """(a)"""
    with pdfium.PdfDocument(data) as document:
        for page in document:
            page.get_textpage().get_text_bounded()


def plumber_characters(data: bytes, _: Path) -> None:
    """(b)"""
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            len(page.chars)


def plumber_tables(data: bytes, _: Path) -> None:
    """(c)"""
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def camelot_tables(_: bytes, path: Path) -> None:
    """(f)"""
    import camelot  # type: ignore[import-not-found]

    camelot.read_pdf(str(path), pages="all")


def pdftotext(_: bytes, path: Path) -> None:
    """(f)"""
    subprocess.run(("pdftotext", "-layout", path, "-"), check=True, stdout=subprocess.DEVNULL)


def milliseconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def side_by_side(paths: list[Path], rounds: int) -> dict[str, float]:
    """Median milliseconds of each way over the whole corpus, a report."""
    with Sandbox(1) as sandbox:
        ways: dict[str, Way] = {
            "(a) pypdfium2, text": text_only,
            "(b) pdfplumber, characters": plumber_characters,
            "(c) pdfplumber, text and tables": plumber_tables,
            "(d) csrecon, in process": lambda data, path: read(data, path.name),
            "(e) csrecon, sandboxed": lambda data, path: sandbox.read(data, path.name),
        }
        if find_spec("camelot"):
            ways["(f) camelot"] = camelot_tables
        if shutil.which("pdftotext"):
            ways["(f) pdftotext"] = pdftotext
        papers = [(path.read_bytes(), path) for path in paths]
        for way in ways.values():  # not counted: what is done once in a process
            for paper in papers[:2]:
                way(*paper)
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(rounds):
            for name, way in ways.items():
                total = sum(milliseconds(lambda p=paper, w=way: w(*p)) for paper in papers)  # type: ignore[misc]
                taken[name].append(total / len(papers))
    return {name: median(times) for name, times in taken.items()}


def steps(paths: list[Path]) -> dict[str, float]:
    """The share of each step in (d), by a profiler, which makes what calls much look dearer than it is."""
    profile = cProfile.Profile()
    profile.enable()
    for path in paths:
        read(path.read_bytes(), path.name)
    profile.disable()
    seen = {f"{Path(k[0]).name}:{k[2]}": v[3] for k, v in pstats.Stats(profile).stats.items()}  # type: ignore[attr-defined]
    whole = seen["__init__.py:read"]
    return {said: seen[name] / whole for name, said in _STEPS.items() if name in seen}


def page_prices(path: Path) -> dict[int, float]:
    """Milliseconds a page of a report of that many pages."""
    prices = {}
    for pages in (8, 50, 500):
        with pdfium.PdfDocument(path) as source, pdfium.PdfDocument.new() as long:
            while len(long) < pages:
                long.import_pages(source, pages=list(range(min(len(source), pages - len(long)))))
            long.save(written := BytesIO())
        data = written.getvalue()
        prices[pages] = min(milliseconds(lambda: read(data, "x")) for _ in range(400 // pages + 2)) / pages  # noqa: B023
    return prices


def worker_memory(paths: list[Path], reports: int) -> tuple[float, float]:
    """MB of a sandbox's worker after a tenth of so many reports, and after all."""
    papers = [path.read_bytes() for path in paths]
    with Sandbox(1) as sandbox:
        sizes = []
        for number, data in enumerate(islice(cycle(papers), reports)):
            sandbox.read(data, "x.pdf")
            if number + 1 in (reports // 10, reports):
                workers = psutil.Process().children()
                sizes.append(sum(one.memory_info().rss for one in workers) / 1e6)
    return sizes[0], sizes[1]


def whole_process(*arguments: str) -> float:
    """Median seconds of the command."""
    run = (COMMAND, *arguments)
    return (
        median(
            milliseconds(lambda: subprocess.run(run, stdout=subprocess.DEVNULL, check=True)) for _ in range(5)
        )
        / 1000
    )


def told(paths: list[Path], rounds: int, reports: int) -> str:
    """Everything measured, as Markdown."""
    ways, prices = side_by_side(paths, rounds), page_prices(paths[0])
    usual = ways["(c) pdfplumber, text and tables"]
    early, late = worker_memory(paths, reports)
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pdfplumber", "pypdfium2", "spacy"))
    lines = [
        "# Reading a report",
        "",
        "Written by `make bench`. Compare ratios, not milliseconds: those are the machine's.",
        "",
        f"{len(paths)} reports, the median of {rounds} interleaved rounds, milliseconds a report.",
        "",
        "| way | ms | of (c) |",
        "| --- | --: | --: |",
        *(f"| {name} | {time:.0f} | {time / usual:.2f} |" for name, time in ways.items()),
        "",
        "Where the time of (d) goes, by a profiler:",
        "",
        "| step | share |",
        "| --- | --: |",
        *(f"| {name} | {share:.0%} |" for name, share in steps(paths).items()),
        "",
        "| pages of one report | ms a page |",
        "| --: | --: |",
        *(f"| {pages} | {price:.1f} |" for pages, price in prices.items()),
        "",
        f"A sandbox's worker has {early:.0f} MB after {reports // 10} reports,"
        f" {late:.0f} MB after {reports}.",
        f"`csrecon extract` of one report takes {whole_process('extract', str(paths[0])):.2f} s as a whole"
        f" process, `csrecon --help` {whole_process('--help'):.2f} s.",
        "",
        f"{platform.python_implementation()} {platform.python_version()} on {platform.system()}"
        f" {platform.machine()} with {cpu_count()} cores; {libraries}.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measures, prints the page, and writes it where it is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder of reports")
    parser.add_argument("--reports", type=int, default=1000, help="how many a worker reads for its memory")
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    page = told(sorted(options.corpus.glob("*.pdf")), options.rounds, options.reports)
    sys.stdout.write(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
