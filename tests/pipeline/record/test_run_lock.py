"""One run at a time; whoever comes second learns who is at work; the dead hold nothing."""

import os
import signal
import subprocess
import sys

import pytest

from pipeline.basics.errors import Locked
from pipeline.record import database
from pipeline.record import run_lock as locking
from pipeline.record.database import open_database
from pipeline.record.run_lock import run_lock

# A process that takes the lock, says so, and waits until its input is closed or it is killed.
_HOLDER = f"""
import sys
from datetime import UTC, datetime
from {database.__name__} import open_database
from {locking.__name__} import run_lock
with run_lock(open_database(sys.argv[1], upgrade=False), now=datetime(2026, 1, 2, 3, 4, tzinfo=UTC)):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(database_url):
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, database_url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_run_is_told_who_holds_the_lock(engine, holder, now):
    who = rf"process {holder.pid} .* since 2026-01-02 03:04"
    with pytest.raises(Locked, match=who) as told, run_lock(engine, now=now):
        pytest.fail("two runs at once")
    assert told.value.status == 5


def test_the_lock_of_a_process_that_was_killed_is_taken_over(engine, holder, now):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    entered = False
    with run_lock(engine, now=now):
        entered = True
    assert entered


def test_the_lock_is_free_again_after_the_run_and_after_a_failure(engine, now):
    with pytest.raises(RuntimeError), run_lock(engine, now=now):
        raise RuntimeError
    for _ in range(2):
        with run_lock(engine, now=now):
            pass


def test_two_locks_in_one_process_exclude_each_other_too(engine, database_url, now):
    second = open_database(database_url, upgrade=False)
    who = f"process {os.getpid()} "
    with run_lock(engine, now=now), pytest.raises(Locked, match=who), run_lock(second, now=now):
        pytest.fail("two runs at once")
    second.dispose()


def test_a_lock_leaves_no_file_that_says_who_held_it(now, tmp_path):
    database = open_database(f"sqlite:///{tmp_path}/own.db", upgrade=True)
    with run_lock(database, now=now):
        assert (tmp_path / "own.db.lock-holder").exists()
    assert not (tmp_path / "own.db.lock-holder").exists()
    database.dispose()


def test_a_database_in_memory_is_nobody_elses(now):
    database = open_database("sqlite://", upgrade=True)
    with run_lock(database, now=now), run_lock(database, now=now):
        pass
    database.dispose()
