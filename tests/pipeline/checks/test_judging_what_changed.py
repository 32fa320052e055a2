"""Judging what changed gives what judging everything gives, whatever came, in whatever order.

A made-up history happens to two records: reports come, late, again and in other words, are read anew by newer
extractors, registers come out of order, people waive. One record judges what changed; the other is made to
forget its last judgement each time. After every run both must say the same, to the log's last hash.
"""

import os
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from made_up_history import History
from sqlalchemy import delete, select

from pipeline import reconcile as reconciling
from pipeline.acts import approve, waive
from pipeline.archive import Archive
from pipeline.audit import entries
from pipeline.checks.scope import EVERYTHING
from pipeline.database import open_database, reading, writing
from pipeline.findings import list_findings
from pipeline.models.findings import run_findings
from pipeline.models.judgement import run_judgement
from pipeline.reconcile import reconcile
from pipeline.runs import not_judged_in
from pipeline.silences import silences_in

HISTORIES = 60 if os.environ.get("CSRECON_SOAK") else 2
NIGHTS = 16


@pytest.fixture
def forgetful(tmp_path):
    """The record that judges everything every time."""
    engine = open_database(f"sqlite:///{tmp_path}/forgetful.db", upgrade=True)
    yield engine
    engine.dispose()


@pytest.fixture
def portions(monkeypatch):
    """Which part of the months each run judged that did not judge everything."""
    judged = []

    def counted(connection, heads, snapshots, scope, tables):
        months = {head.header.period for head in heads}
        judged.append(sum(month in scope for month in months) / len(months))
        return actual(connection, heads, snapshots, scope, tables)

    actual = reconciling.portion
    monkeypatch.setattr(reconciling, "portion", counted)
    # However many months they are: as many ways as can be are to be tried.
    monkeypatch.setattr(reconciling, "_is_most", lambda scope, _: scope == EVERYTHING)
    return judged


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_it_is_what_judging_everything_gives(series, engine, forgetful, portions, tmp_path, seed):
    months = defaultdict(list)
    for extraction in series.reports:
        months[extraction.report.period].append(extraction)
    random = Random(seed)
    history = History(random, dict(months), list(series.snapshots))
    archive, codes = Archive(tmp_path / "archive"), set()
    now = datetime(2026, 3, 2, 3, tzinfo=UTC)
    for night in range(NIGHTS):
        now += timedelta(hours=random.choice((1, 24, 24, 600)))
        deeds = (
            [history.deed() for _ in range(random.choice((0, 1, 1, 1, 2)))] if night else history.beginning()
        )
        limits = random.choice(({}, {}, {}, {}, {"only": ["I101", "X208"]}, {"period": "2020-03"}))
        waived = random.random()
        for record in (engine, forgetful):
            for deed in deeds:
                deed(record, archive, now)
        with writing(forgetful) as connection:
            connection.execute(delete(run_judgement))
        for record in (engine, forgetful):
            done = reconcile(record, now=now, **limits)
            _waive_one(record, waived, now)
        said = _findings(engine)
        assert said == _findings(forgetful)
        assert _seen(engine, done.run) == _seen(forgetful, done.run)
        assert not_judged_in(engine, done.run) == not_judged_in(forgetful, done.run)
        assert silences_in(engine, done.run) == silences_in(forgetful, done.run)
        assert _log(engine) == _log(forgetful)
        codes |= {one.finding.code for one in said.values()}
    assert len(codes) > 25, "a history in which little is found proves little"
    assert any(0 < part < 1 for part in portions), "a history in which everything is judged proves nothing"


def _waive_one(record, chance, now):
    open_ones = sorted(one.fingerprint for one in list_findings(record))
    if open_ones and chance < 0.5:
        name = open_ones[int(chance * 2 * len(open_ones))]
        waive(record, name, reason="It is known.", until=(now + timedelta(days=30)).date(), by="Ann", now=now)
        approve(record, name, by="Bob", now=now)


def _findings(record):
    return {one.fingerprint: one for one in list_findings(record, status="all")}


def _seen(record, run):
    with reading(record) as connection:
        query = select(run_findings.c.fingerprint).where(run_findings.c.run_id == run)
        return sorted(connection.scalars(query))


def _log(record):
    with reading(record) as connection:
        return entries(connection)
