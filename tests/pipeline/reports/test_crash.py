"""Killed at any moment, the next run completes the work: nothing lost, doubled or half-written."""

import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, text

from extractors.contract import Refusal, to_json
from pipeline.archive.folder import Archive
from pipeline.basics.errors import OutOfReach
from pipeline.outputs.tables import export
from pipeline.record.database import open_database, read_transaction
from pipeline.reports.read_back import read_reports
from pipeline.reports.write import store

_CHILD = Path(__file__).with_name("dying_run.py")
_KILLS = 50 if os.environ.get("CSRECON_SOAK") else 4
_SEED = 20200807


def _child_module():
    spec = importlib.util.spec_from_file_location("dying_run", _CHILD)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def material(report):
    """Writes what a run works on into a folder; gives the good extractions."""

    def write(folder):
        data, broken = report("2020-10")
        months = [f"2020-{month:02}" for month in range(1, 10)]
        results = [*map(report, months), report("2020-08", salt="again")]
        refusal = (data, Refusal(broken.document, "damaged", "It is broken."))
        lines = [json.dumps({"data": d.hex(), "result": to_json(r)}) for d, r in [*results, refusal]]
        folder.mkdir()
        (folder / "reports.jsonl").write_text("\n".join(lines))
        (folder / "2020-08-07.csv").write_text(
            "Reference,Title\nMP103,Large Gas Meters\nSECMP0007,Firmware\n"
        )
        return [result for _, result in results]

    return write


def _die(url, folder, step):
    return subprocess.run(
        [sys.executable, str(_CHILD), url, str(folder), str(step)],
        capture_output=True,
        text=True,
        check=False,
    )


def _state(engine, folder):
    """Everything that the record says, but for the run log and the log of acts, which grow with each run."""
    written = export(engine, folder)
    grown = ("run", "audit_")
    return {p.name: p.read_bytes() for p in written if p.suffix == ".csv" and not p.name.startswith(grown)}


def test_a_run_that_is_killed_anywhere_is_completed_by_the_next(databases, material, tmp_path):
    child = _child_module()
    reports = material(tmp_path / "undisturbed")
    url = databases.migrated()
    through = _die(url, tmp_path / "undisturbed", -1)
    assert through.returncode == 0, through.stderr
    engine = open_database(url, upgrade=False)
    expected = _state(engine, tmp_path / "expected")
    engine.dispose()

    steps = int(through.stdout)
    for kill, step in enumerate(random.Random(_SEED).sample(range(1, steps), _KILLS)):
        url = databases.migrated()
        folder = tmp_path / f"kill{kill}"
        material(folder)
        assert _die(url, folder, step).returncode == -signal.SIGKILL, step
        engine = open_database(url, upgrade=False)
        half_way = read_reports(engine, which="all")
        assert [one for one in reports if one in half_way] == sorted(half_way, key=reports.index), step
        kept = Archive(folder / "archive")
        assert kept.problems(one.document.sha256 for one in half_way) == [], step
        child.run(engine, folder)
        assert _state(engine, tmp_path / "after") == expected, step
        assert not list((folder / "archive").rglob("*.part")), step
        engine.dispose()


def _forbid(engine, at, deed):
    """Does the deed before the at-th statement of the next transaction that writes."""
    seen = 0

    def before(connection, _cursor, _statement, *_rest):
        nonlocal seen
        if connection.get_execution_options().get("csrecon_writes"):
            seen += 1
            if seen == at:
                deed(connection)

    event.listen(engine, "before_cursor_execute", before)
    return lambda: event.remove(engine, "before_cursor_execute", before)


@pytest.mark.parametrize("at", [2, 8, 14])
def test_a_connection_that_drops_is_told_and_the_next_run_completes(
    engine, databases, archive, report, now, at
):
    def drop(connection):
        if databases.kind == "sqlite":
            connection.connection.dbapi_connection.set_progress_handler(lambda: 1, 1)  # as an I/O fault
            return
        other = open_database(engine.url.render_as_string(hide_password=False), upgrade=False)
        pid = connection.connection.dbapi_connection.info.backend_pid
        with other.connect() as second:
            second.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        other.dispose()

    release = _forbid(engine, at, drop)
    with pytest.raises(OutOfReach):
        store(engine, archive, [report()], extractor_version="1", now=now)
    release()
    engine.dispose()
    assert read_reports(engine) == []
    store(engine, archive, [report()], extractor_version="1", now=now)
    assert read_reports(engine) == [report()[1]]


def test_a_full_disk_is_told_and_leaves_whole_documents(archive, report, now, tmp_path):
    engine = open_database(f"sqlite:///{tmp_path}/small.db", upgrade=True)

    def limit(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {max(pages, 110)}")

    engine.dispose()
    event.listen(engine, "connect", limit)
    many = [report(f"2020-{month:02}", facts=report()[1].facts * 100) for month in range(1, 13)]
    with pytest.raises(OutOfReach, match="full"):
        store(engine, archive, many, extractor_version="1", now=now)
    kept = read_reports(engine)
    assert kept == [extraction for _, extraction in many[: len(kept)]]
    event.remove(engine, "connect", limit)
    engine.dispose()
    store(engine, archive, many, extractor_version="1", now=now)
    assert read_reports(engine) == [extraction for _, extraction in many]
    with read_transaction(engine) as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
    engine.dispose()
