"""A load that is killed halfway leaves nothing, and the next one does the whole."""

import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from pipeline.record import database
from pipeline.record.database import open_database, read_transaction
from pipeline.record.tables.register import register_entries, register_events, register_snapshots
from pipeline.register.snapshots import write
from pipeline.register.snapshots.write import store_register

_TABLES = (register_snapshots, register_entries, register_events)
_CHILD = f"""
import os, signal, sys
from datetime import UTC, datetime
from sqlalchemy import event
from {database.__name__} import open_database
from {write.__name__} import store_register

url, source, into = sys.argv[1:]
engine = open_database(url, upgrade=False)

@event.listens_for(engine, "after_cursor_execute")
def die(connection, cursor, statement, *rest):
    if statement.startswith(f"INSERT INTO {{into}} "):
        os.kill(os.getpid(), signal.SIGKILL)

store_register(engine, source, as_of=None, now=datetime(2026, 3, 2, tzinfo=UTC))
"""


@pytest.mark.parametrize("into", ["register_entries", "register_events"])
def test_a_load_killed_halfway_leaves_nothing(databases, tmp_path, now, into):
    rows = ",\n".join(
        f'{{"ref": "MP{number}", "events": [["2020-07-22", "Change Board vote"]]}}'
        for number in range(1000, 2000)
    )
    source = tmp_path / "2020-08-07.json"
    source.write_text(f"[{rows}]")
    url = databases.migrated()
    child = [sys.executable, "-c", _CHILD, url, str(source), into]
    assert subprocess.run(child, check=False).returncode == -signal.SIGKILL
    engine = open_database(url, upgrade=False)
    assert _counts(engine) == [0, 0, 0]
    assert store_register(engine, str(source), as_of=None, now=now).new
    assert _counts(engine) == [1, 1000, 1000]
    engine.dispose()


def _counts(engine):
    with read_transaction(engine) as connection:
        return [connection.scalar(select(func.count()).select_from(table)) for table in _TABLES]
