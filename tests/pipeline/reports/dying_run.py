"""A run that kills itself, for test_crash: `dying_run.py URL FOLDER STEP`.

It loads FOLDER/2020-08-07.csv, stores the reports in FOLDER/reports.jsonl and reconciles, twice. Every
statement to the database and every step of the archive is counted; at the STEPth the process is killed
as by a power cut: no handler runs, nothing is flushed. Prints the number of steps when it comes through.
"""

import json
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import event

from extractors.contract import from_json
from pipeline.archive.folder import Archive
from pipeline.judging.reconcile import reconcile
from pipeline.record.database import open_database
from pipeline.register.snapshots.write import store_register
from pipeline.reports.write import store

NOW = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)


def main(url: str, folder: Path, fatal: int) -> None:
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(call):
        def wrapped(*args):
            count()
            done = call(*args)
            count()
            return done

        return wrapped

    engine = open_database(url, upgrade=False)
    for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(engine, moment, count)
    os.fsync, os.replace = counted(os.fsync), counted(os.replace)
    run(engine, folder)
    print(steps)


def run(engine, folder: Path) -> None:
    """The whole work, which may have been begun before."""
    archive = Archive(folder / "archive")
    lines = (folder / "reports.jsonl").read_text().splitlines()
    store_register(engine, str(folder / "2020-08-07.csv"), as_of=None, format="auto", now=NOW)
    # The second time only what came since is judged.
    for some in lines[:-2], lines[-2:]:
        for said in map(json.loads, some):
            read = bytes.fromhex(said["data"]), from_json(said["result"])
            store(engine, archive, [read], extractor_version="1", now=NOW)
        reconcile(engine, now=NOW)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
