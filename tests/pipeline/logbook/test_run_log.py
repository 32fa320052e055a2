"""The run log never says that a run went well before it did."""

import pytest

from pipeline.basics.errors import OutOfReach
from pipeline.logbook import run_log
from pipeline.logbook.run_log import list_runs, record_run


def test_a_run_is_failed_until_it_is_done(engine, now):
    with record_run(engine, "backfill", now=now) as run:
        (under_way,) = list_runs(engine)
        run.counts["stored"] = 3
    (done,) = list_runs(engine)
    assert (under_way.status, under_way.finished_at, under_way.seconds) == ("failed", None, None)
    assert (done.kind, done.started_at, done.status, done.counts) == (
        "backfill",
        now,
        "completed",
        {"stored": 3},
    )
    assert done.seconds is not None
    assert 0 <= done.seconds < 60


def test_a_run_with_refused_documents_says_so(engine, now):
    with record_run(engine, "ingest", now=now) as run:
        run.quarantined = True
    assert [past.status for past in list_runs(engine)] == ["completed_with_quarantine"]


def test_a_run_that_fails_keeps_its_reason_and_its_counts(engine, now):
    def work():
        with record_run(engine, "ingest", now=now) as run:
            run.counts["stored"] = 1
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        work()
    (past,) = list_runs(engine)
    assert (past.status, past.message, past.counts) == ("failed", "the disk is full", {"stored": 1})


def test_an_interrupted_run_is_neither_failed_nor_done(engine, now):
    with pytest.raises(KeyboardInterrupt), record_run(engine, "ingest", now=now):
        raise KeyboardInterrupt
    assert [past.status for past in list_runs(engine)] == ["interrupted"]


def test_runs_are_listed_oldest_first(engine, now):
    for kind in ("ingest", "reconcile", "nightly"):
        with record_run(engine, kind, now=now):
            pass
    assert [past.kind for past in list_runs(engine)] == ["ingest", "reconcile", "nightly"]


def test_a_database_that_goes_away_does_not_hide_what_happened_first(engine, now, monkeypatch):
    def gone(_engine):
        raise OutOfReach("the server went away")

    def work():
        with record_run(engine, "ingest", now=now):
            monkeypatch.setattr(run_log, "write_transaction", gone)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert [past.status for past in list_runs(engine)] == ["failed"]


def test_a_run_whose_end_cannot_be_written_has_not_gone_well(engine, now, monkeypatch):
    def gone(_engine):
        raise OutOfReach("the server went away")

    def work():
        with record_run(engine, "ingest", now=now):
            monkeypatch.setattr(run_log, "write_transaction", gone)

    with pytest.raises(OutOfReach):
        work()
    assert [past.status for past in list_runs(engine)] == ["failed"]
