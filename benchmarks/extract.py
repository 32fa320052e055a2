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
from os import cpu_count
from pathlib import Path
from statistics import median, quantiles
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
    "pdfium.py:read_pages": "pages, all of it",
    "words.py:words_of": "· characters to words",
    "assemble.py:blocks_of": "blocks, all of it",
    "find.py:find_tables": "· tables",
    "report.py:read_blocks": "facts, all of it",
    "cut.py:sentences_of": "· sentences and their spans",
    "table.py:read_table": "· tables' rows",
    "damage.py:broken_pages": "damage",
    "ledger.py:coverage_of": "accounting",
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


def side_by_side(paths: list[Path], rounds: int) -> dict[str, list[float]]:
    """Milliseconds a report of each way over the whole corpus, round by round."""
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
    return taken


def beside(times: list[float], usual: list[float]) -> str:
    """The median of what each round took, beside (c) in the same round, and the middle half of its rounds."""
    shares = [time / other for time, other in zip(times, usual, strict=True)]
    low, middle, high = quantiles(shares, n=4)
    return f"{median(times):.0f} | {middle:.2f} | {low:.2f} to {high:.2f}"


def steps(paths: list[Path]) -> dict[str, float]:
    """The share of each step in (d), by a profiler, which makes what calls much look dearer than it is."""
    profile = cProfile.Profile()
    profile.enable()
    for path in paths:
        read(path.read_bytes(), path.name)
    profile.disable()
    seen = {f"{Path(k[0]).name}:{k[2]}": v[3] for k, v in pstats.Stats(profile).stats.items()}  # type: ignore[attr-defined]
    whole = seen["__init__.py:read"]
    return {said: seen[name] / whole for name, said in _STEPS.items()}


def of_pages(path: Path, pages: int) -> bytes:
    """The report again and again, until there are so many pages."""
    with pdfium.PdfDocument(path) as source, pdfium.PdfDocument.new() as long:
        while len(long) < pages:
            long.import_pages(source, pages=list(range(min(len(source), pages - len(long)))))
        long.save(written := BytesIO())
    return written.getvalue()


def page_prices(path: Path, rounds: int) -> dict[int, float]:
    """Milliseconds a page of a report of that many pages: medians of interleaved rounds of 500 pages."""
    papers = {pages: of_pages(path, pages) for pages in (8, 50, 500)}
    prices: dict[int, list[float]] = {pages: [] for pages in papers}
    for _ in range(rounds):
        for pages, data in papers.items():
            times = [milliseconds(lambda d=data: read(d, "x")) for _ in range(500 // pages)]  # type: ignore[misc]
            prices[pages].append(sum(times) / len(times) / pages)
    return {pages: median(times) for pages, times in prices.items()}


def workers_of_ours() -> float:
    """MB of the sandbox's workers that there are."""
    return sum(one.memory_info().rss for one in psutil.Process().children()) / 1e6


def worker_memory(path: Path, reports: int) -> tuple[float, float]:
    """MB of a sandbox's worker after a tenth of so many reports of a page, and after all."""
    data, sizes = of_pages(path, 1), []
    with Sandbox(1) as sandbox:
        for number in range(1, reports + 1):
            sandbox.read(data, "x.pdf")
            if number in (reports // 10, reports):
                sizes.append(workers_of_ours())
    return sizes[0], sizes[1]


def first_readings(path: Path) -> list[float]:
    """Milliseconds of the first three reports in a fresh sandbox: its start, its warming up, its work."""
    data = path.read_bytes()

    def fresh() -> list[float]:
        with Sandbox(1) as sandbox:
            return [milliseconds(lambda: sandbox.read(data, "x.pdf")) for _ in range(3)]

    return [median(times) for times in zip(*(fresh() for _ in range(5)), strict=True)]


def largest(path: Path, pages: int) -> float:
    """MB of the process that reads a report of so many pages, at its largest."""
    with Sandbox(1) as sandbox:
        return sandbox.ask(of_pages(path, pages), "x.pdf")[0].peak / 1e6


def whole_process(*arguments: str) -> str:
    """Median seconds of the command, and its fastest."""
    run = (COMMAND, *arguments)
    times = [
        milliseconds(lambda: subprocess.run(run, stdout=subprocess.DEVNULL, check=True)) for _ in range(9)
    ]
    return f"{median(times) / 1000:.2f} s (at its fastest {min(times) / 1000:.2f} s)"


def told(paths: list[Path], rounds: int, reports: int) -> str:
    """Everything measured, as Markdown."""
    ways, prices = side_by_side(paths, rounds), page_prices(paths[0], min(rounds, 3))
    usual = ways["(c) pdfplumber, text and tables"]
    early, late = worker_memory(paths[0], reports)
    start, warming, work = first_readings(paths[0])
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pdfplumber", "pypdfium2", "spacy"))
    lines = [
        "# Reading a report",
        "",
        "Written by `make bench`. Compare ratios, not milliseconds: those are the machine's.",
        "",
        f"{len(paths)} reports, the median of {rounds} interleaved rounds, milliseconds a report. Beside (c)"
        " is what a round took beside (c) in the same round: the median, and the middle half of the rounds.",
        "",
        "| way | ms | beside (c) | half of the rounds |",
        "| --- | --: | --: | --: |",
        *(f"| {name} | {beside(times, usual)} |" for name, times in ways.items()),
        *(
            f"| (f) {name} | not installed | | |"
            for name in ("camelot", "pdftotext")
            if f"(f) {name}" not in ways
        ),
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
        f"A report of 500 pages takes {largest(paths[0], 500):.0f} MB at most. A sandbox's worker has"
        f" {early:.0f} MB after {reports // 10} reports of a page, {late:.0f} MB after {reports}. Its first"
        f" report takes {start:.0f} ms with the start, its second {warming:.0f} ms with what is made once"
        f" for all that follow, its third {work:.0f} ms.",
        f"`csrecon extract` of one report takes {whole_process('extract', str(paths[0]))} as a whole"
        f" process, `csrecon --help` {whole_process('--help')}.",
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
    parser.add_argument("--reports", type=int, default=10_000, help="how many a worker reads for its memory")
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    page = told(sorted(options.corpus.glob("*.pdf")), options.rounds, options.reports)
    sys.stdout.write(page)
    if options.write:
        options.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
