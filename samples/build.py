"""Builds the sample reports, what must be read from them, and the register's snapshots.

    python samples/build.py            # into samples/
    python samples/build.py --into DIR

The same data files give the same bytes, on every machine.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from samples.back import opine, releases
from samples.blocks import Block
from samples.front import cover, define, summary
from samples.layout import Laid, lay_out
from samples.middle import refine
from samples.months import PERIODS, Month, load
from samples.register import CSV_DAY, JSON_DAY, as_csv, as_json


def blocks(month: Month) -> Iterator[Block]:
    """The whole report in the order in which it is read."""
    return chain.from_iterable(part(month) for part in (cover, summary, define, refine, opine, releases))


def report(month: Month) -> Laid:
    """The report's PDF and its facts."""
    return lay_out(tuple(blocks(month)), month.report.title, month.report.classification)


def truth(month: Month, laid: Laid) -> str:
    """What must be read from the report, as JSON: its header, its facts, the page of each."""
    said = {
        "report": {"code": "SEC", **month.report.model_dump(mode="json")},
        "pages": laid.pages,
        "facts": laid.facts,
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def build() -> dict[str, bytes]:
    """Every file of the samples, by its path below `samples/`."""
    files: dict[str, bytes] = {}
    for period in PERIODS:
        month = load(period)
        laid = report(month)
        files[f"reports/{period}.pdf"] = laid.pdf
        files[f"truth/{period}.json"] = truth(month, laid).encode()
    files[f"register/{CSV_DAY}.csv"] = as_csv()
    files[f"register/{JSON_DAY}.json"] = as_json()
    return files


def main() -> None:
    parser = ArgumentParser(description="Builds the samples from samples/data/.")
    parser.add_argument("--into", type=Path, default=Path(__file__).resolve().parent, metavar="DIR")
    folder: Path = parser.parse_args().into
    for name, content in build().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{path}: {len(content)} bytes")


if __name__ == "__main__":
    main()
