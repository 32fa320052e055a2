"""What loading a register of 50,000 modifications costs, in each format: seconds of CPU, and memory.

Each load is a fresh `csrecon register load` into an empty SQLite database, all rows in one transaction;
the seconds count Python's start and the making of the database too.

    python benchmarks/register.py [--rows N] [--write FILE]
"""

import argparse
import csv
import json
import platform
import subprocess
import sys
from collections.abc import Callable
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook

HEADINGS = (
    *("Reference", "Title", "Proposer", "Organisation", "Date raised", "Stage", "Path", "Decision"),
    *("Decision date", "Decision body", "Release", "Implementation date", "Link"),
)
_MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def row(number: int) -> tuple[str, ...]:
    """One modification: its reference has four digits and, beyond 9,000 of them, a letter."""
    letter, within = divmod(number, 9000)
    return (
        f"MP{1000 + within}{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[letter]}",
        *(f"Alignment of technical document {number}", "A. Proposer", "A large energy supplier"),
        *("19/04/2016", "Implemented", "Authority Determination", "Approved", "20/12/2017", "Change Board"),
        *("June 2018 SEC Release", "28/06/2018", f"https://sec.example/modifications/document-{number}/"),
    )


def as_csv(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADINGS, *rows])


def as_json(path: Path, rows: list[tuple[str, ...]]) -> None:
    path.write_text(json.dumps([dict(zip(HEADINGS, one, strict=True)) for one in rows]))


def as_html(path: Path, rows: list[tuple[str, ...]]) -> None:
    lines = ("".join(f"<td>{cell}</td>" for cell in one) for one in rows)
    head = "".join(f"<th>{heading}</th>" for heading in HEADINGS)
    path.write_text(f"<table><tr>{head}</tr>" + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</table>")


def as_xlsx(path: Path, rows: list[tuple[str, ...]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    for one in (HEADINGS, *rows):
        sheet.append(one)
    book.save(path)


WRITERS: dict[str, Callable[[Path, list[tuple[str, ...]]], None]] = {
    "csv": as_csv,
    "json": as_json,
    "html": as_html,
    "xlsx": as_xlsx,
}


def measure(folder: Path, source: Path) -> tuple[float, float]:
    """The CPU seconds and the most megabytes of one load. Raises SystemExit where it does not succeed."""
    load = [str(Path(sys.executable).with_name("csrecon")), "register", "load", str(source)]
    database = ["--database", f"sqlite:///{folder / source.suffix[1:]}.db"]
    child = [sys.executable, "-c", _MEASURE, *load, *database]
    status, seconds, kilobytes = subprocess.check_output(child, text=True).split()
    if status != "0":
        raise SystemExit(f"loading {source.name} ended with status {status}")
    return float(seconds), int(kilobytes) / 1024


def page(rows: int) -> str:
    """The measurements as Markdown."""
    made = [row(number) for number in range(rows)]
    lines = [
        "# Loading a register",
        "",
        f"Written by `make bench`: {rows:,} modifications, one `csrecon register load` a format into an "
        "empty SQLite database, in one transaction. Seconds of CPU with Python's start; the most memory.",
        "",
        "| format | seconds | MB |",
        "| --- | --: | --: |",
    ]
    with TemporaryDirectory() as name:
        for format, write in WRITERS.items():
            source = Path(name, f"2020-08-07.{format}")
            write(source, made)
            seconds, megabytes = measure(Path(name), source)
            lines.append(f"| {format} | {seconds:.1f} | {megabytes:.0f} |")
    machine = f"{platform.system()} {platform.machine()} with {cpu_count()} cores"
    lines += ["", f"{platform.python_implementation()} {platform.python_version()} on {machine}."]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--write", type=Path, metavar="FILE")
    asked = parser.parse_args()
    found = page(asked.rows)
    if asked.write:
        asked.write.write_text(found, encoding="utf-8")
    sys.stdout.write(found)


if __name__ == "__main__":
    main()
