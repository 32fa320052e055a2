"""What storing reports and exporting the record costs, as the record grows.

The record is made up, as for benchmarks/checks.py. `store` is the time of storing so many reports into an
empty record, in this process; `one more` that of a single one into the record that then stands. An export is
a fresh `csrecon export`, without Python's start.

    python benchmarks/store.py [--reports N,N…] [--write FILE]
"""

import argparse
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from made_up_record import NOW, report
from measured import KINDS, empty_database, exponent, machine, measure

from pipeline.archive.folder import Archive
from pipeline.record.database import open_database
from pipeline.reports.write import store

MODIFICATIONS = 10_000
HEAD = (
    "| database | reports | store: s | ms a report | one more: ms | export: s | MiB | exponents |\n"
    "| --- | --: | --: | --: | --: | --: | --: | --- |"
)


def one_size(url: str, reports: int, folder: Path) -> tuple[float, float, float, float]:
    """Seconds of storing all and of storing one more, seconds and MiB of the export."""
    engine = open_database(url, upgrade=True)
    archive = Archive(folder / "archive")
    start = measure("export", str(folder / "empty"), "--database", url)
    several = [report(number, MODIFICATIONS, reports) for number in range(reports + 10)]
    began = perf_counter()
    store(engine, archive, several[:reports], extractor_version="1", now=NOW)
    stored = perf_counter() - began
    began = perf_counter()
    store(engine, archive, several[reports:], extractor_version="1", now=NOW + timedelta(days=1))
    more = (perf_counter() - began) / 10
    exported = measure("export", str(folder / "full"), "--database", url)
    engine.dispose()
    return stored, more, max(0.01, exported.wall - start.wall), exported.size


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reports", default="10,100,1000")
    options.add_argument("--write", type=Path)
    chosen = options.parse_args()
    sizes = [int(size) for size in chosen.reports.split(",")]
    lines = HEAD.splitlines()
    for kind in KINDS:
        costs: list[tuple[float, float, float, float]] = []
        for reports in sizes:
            with TemporaryDirectory() as name, empty_database(kind) as url:
                costs.append(one_size(url, reports, Path(name)))
            stored, more, exported, size = costs[-1]
            grown = ", ".join(
                exponent(sizes[: len(costs)], [cost[place] for cost in costs]) for place in (0, 1, 2)
            )
            lines.append(
                f"| {kind} | {reports} | {stored:.2f} | {stored / reports * 1000:.1f} | {more * 1000:.1f} "
                f"| {exported:.1f} | {size:.0f} | {grown if len(costs) > 1 else ''} |"
            )
            print(lines[-1], flush=True)
    text = f"""# Storing and exporting

Written by `make bench`: reports of 150 facts each. `one more` is a single report into the record that then
stands. An export writes every table and view as CSV; Python's start is left out of its seconds. The exponents
say how the three grow with the reports: 1 is in proportion to them, 0 not at all.

{chr(10).join(lines)}

{machine()}
"""
    print(text)
    if chosen.write:
        chosen.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
