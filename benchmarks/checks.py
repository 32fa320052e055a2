"""What the checks cost over a large record, and over the next night's, when one report is new.

The record is made up: a register of 10,000 modifications and monthly reports of 150 facts each, in which
every modification is told of. Each run is a fresh `csrecon reconcile`. The seconds count Python's start,
which is what a run over an empty record costs.

    python benchmarks/checks.py [--reports N,N…] [--modifications N] [--write FILE]
"""

import argparse
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from made_up_record import NOW, month_of, report, write_register
from measured import KINDS, Cost, empty_database, exponent, machine, measure

from pipeline.archive.folder import Archive
from pipeline.record.database import open_database
from pipeline.reports.write import store

HEAD = (
    "| database | reports | start | first: CPU s | wall s | MiB | one new report: CPU s | wall s "
    "| nothing new: CPU s | wall s | exponents |\n"
    "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --- |"
)


def nights(url: str, reports: int, modifications: int, folder: Path) -> Iterator[Cost]:
    """A run over nothing, the first over so many reports, the next night's with one more, and one without."""
    engine = open_database(url, upgrade=True)
    archive = Archive(folder / "archive")
    yield measure("reconcile", "--database", url)
    register = folder / "register.csv"
    write_register(register, modifications, reports)
    measure("register", "load", str(register), "--as-of", str(month_of(reports)), "--database", url)
    several = [report(number, modifications, reports) for number in range(reports)]
    store(engine, archive, several, extractor_version="1", now=NOW)
    yield measure("reconcile", "--database", url)
    new = report(reports, modifications, reports)
    store(engine, archive, [new], extractor_version="1", now=NOW + timedelta(days=1))
    yield measure("reconcile", "--database", url)
    yield measure("reconcile", "--database", url)
    engine.dispose()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reports", default="10,120,1000")
    options.add_argument("--modifications", type=int, default=10_000)
    options.add_argument("--write", type=Path)
    chosen = options.parse_args()
    sizes = [int(size) for size in chosen.reports.split(",")]
    lines = HEAD.splitlines()
    for kind in KINDS:
        costs: list[list[Cost]] = []
        for reports in sizes:
            with TemporaryDirectory() as name, empty_database(kind) as url:
                costs.append(list(nights(url, reports, chosen.modifications, Path(name))))
            start, first, new, same = costs[-1]
            grown = ", ".join(
                exponent(sizes[: len(costs)], [run[place].wall for run in costs]) for place in (1, 2, 3)
            )
            lines.append(
                f"| {kind} | {reports} | {start.cpu:.1f} "
                f"| {first.cpu:.1f} | {first.wall:.1f} | {first.size:.0f} "
                f"| {new.cpu:.1f} | {new.wall:.1f} | {same.cpu:.1f} | {same.wall:.1f} "
                f"| {grown if len(costs) > 1 else ''} |"
            )
            print(lines[-1], flush=True)
    text = f"""# The checks over a large record

Written by `make bench`: a register of {chosen.modifications:,} modifications and reports of 150 facts each,
one `csrecon reconcile` a run. The first judges everything, the second a month that came, the third nothing.
`start` is a run over an empty record. The exponents say how the wall time of the three grows with the
reports: 1 is in proportion to them, 0 not at all.

{chr(10).join(lines)}

{machine()}
"""
    print(text)
    if chosen.write:
        chosen.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
