"""Judging what changed gives what judging everything gives, whatever came, in whatever order.

A made-up history happens to two records: reports come, late, again and in other words, are read anew by newer
extractors, registers come out of order, people waive. One record judges what changed; the other is made to
forget its last judgement each time. After every run both must say the same, to the log's last hash.
"""

import os
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from random import Random

import made_up_history
import pytest
from sqlalchemy import delete, select, text

from pipeline.archive.folder import Archive
from pipeline.checks.scope import EVERYTHING
from pipeline.findings.acts import approve, waive
from pipeline.findings.stored import list_findings
from pipeline.judging import reconcile as reconciling
from pipeline.judging.not_judged import not_judged_in, summed_up_in
from pipeline.judging.reconcile import findings_as_of, reconcile
from pipeline.logbook.audit_log import entries
from pipeline.record.database import open_database, read_transaction, write_transaction
from pipeline.record.tables.findings import run_findings
from pipeline.record.tables.last_full_run import run_judgement

HISTORIES = 60 if os.environ.get("CSRECON_SOAK") else 1
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

    actual = reconciling.partial_model
    monkeypatch.setattr(reconciling, "partial_model", counted)
    # However many months they are: as many ways as can be are to be tried.
    monkeypatch.setattr(reconciling, "_is_most", lambda scope, _: scope == EVERYTHING)
    return judged


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_it_is_what_judging_everything_gives(series, engine, forgetful, portions, tmp_path, seed):
    months = defaultdict(list)
    for extraction in series.reports:
        months[extraction.report.period].append(extraction)
    random = Random(seed)
    history = made_up_history.History(random, dict(months), list(series.snapshots))
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
        with write_transaction(forgetful) as connection:
            connection.execute(delete(run_judgement))
        for record in (engine, forgetful):
            done = reconcile(record, now=now, **limits)
            _waive_one(record, waived, now)
        said = _findings(engine)
        assert said == _findings(forgetful)
        assert _seen(engine, done.run) == _seen(forgetful, done.run)
        assert not_judged_in(engine, done.run) == not_judged_in(forgetful, done.run)
        assert summed_up_in(engine, done.run) == summed_up_in(forgetful, done.run)
        assert _log(engine) == _log(forgetful)
        assert _stages(engine) == _stages(forgetful)
        codes |= {one.finding.code for one in said.values()}
    assert len(codes) > 25, "a history in which little is found proves little"
    assert any(0 < part < 1 for part in portions), "a history in which everything is judged proves nothing"


def _waive_one(record, chance, now):
    open_ones = sorted(one.fingerprint for one in list_findings(record))
    if open_ones and chance < 0.5:
        name = open_ones[int(chance * 2 * len(open_ones))]
        waive(record, name, reason="It is known.", until=(now + timedelta(days=30)).date(), by="Ann", now=now)
        approve(record, name, by="Bob", now=now)


def _stages(record):
    with read_transaction(record) as connection:
        rows = connection.execute(text("SELECT * FROM modification_stages"))
        return sorted([str(value) for value in row] for row in rows)


def _findings(record):
    return {one.fingerprint: one for one in list_findings(record, status="all")}


def _seen(record, run):
    with read_transaction(record) as connection:
        query = select(run_findings.c.fingerprint).where(run_findings.c.run_id == run)
        return sorted(connection.scalars(query))


def _log(record):
    with read_transaction(record) as connection:
        return entries(connection)


# Months in which nothing happens, so that a new one does not affect most of the record.
_QUIET = "".join(f"report 2019-{month:02}\nmention MP300\n" for month in range(1, 13))


@pytest.mark.parametrize(
    "told",
    {
        "a part told long before": """
            report 2020-01
            mention MP102A
            report 2020-02
            report 2020-03
            report 2020-04
            report 2020-05
            report 2020-06
            consultation MP102 refinement open
            register 2020-06-05
            entry MP102 stage=Implemented
        """,
        "a sign of before the newest register": """
            report 2020-04
            meeting working_group monthly held held_on=2020-03-18 references=MP111
            recommendation MP111 report
            report 2020-05
            report 2020-06
            register 2020-03-06
            entry MP111 stage='Report Phase'
            register 2020-04-03
            entry MP111 stage='Report Phase'
        """,
        "what left a list, and was sent back long before": """
            report 2020-01
            decision MP118 authority modification sent_back decided_on=2019-12-10
            report 2020-02
            report 2020-03
            report 2020-04
            release_item MP110 approved release='November 2020 SEC Release' release_date=2020-11-29
            report 2020-05
            release_item MP110 approved release='November 2020 SEC Release' release_date=2020-11-29
            release_item MP118 approved release='November 2020 SEC Release' release_date=2020-11-29
            report 2020-06
            release_item MP110 approved release='November 2020 SEC Release' release_date=2020-11-29
        """,
        "what the register has in a release, and was deferred long before": """
            report 2020-01
            decision MP104 change_board modification deferred decided_on=2019-12-11
            report 2020-02
            report 2020-03
            report 2020-04
            report 2020-05
            release_item MP110 approved release='November 2020 SEC Release'
            report 2020-06
            release_item MP110 approved release='November 2020 SEC Release'
            register 2020-05-01
            entry MP104 decision=Approved decision_date=2020-03-25 release='November 2020 SEC Release'
            entry MP105 decision=Approved decision_date=2020-03-25 release='November 2020 SEC Release'
        """,
        "what was announced, and is dated by the register": """
            report 2020-04
            consultation MP117 refinement expected week_commencing=2020-04-13
            report 2020-05
            report 2020-06
            register 2020-05-01
            event MP117 2020-04-20 'Refinement Consultation'
        """,
    }.items(),
    ids=lambda case: case[0],
)
def test_what_a_month_is_judged_by_is_read_from_wherever_it_stands(
    material, engine, portions, tmp_path, told
):
    said = material(_QUIET + told[1])
    archive, now = Archive(tmp_path / "archive"), datetime(2026, 3, 2, 3, tzinfo=UTC)
    for snapshot in said.snapshots:
        made_up_history.load(engine, snapshot, now)
    for place, extraction in enumerate(said.reports):
        made_up_history.take(engine, archive, extraction, now)
        if place > len(said.reports) - 3:
            done = reconcile(engine, now=now)
    assert portions[-1] < 1
    everything = findings_as_of(engine, as_of=now)
    assert _seen(engine, done.run) == sorted(one.fingerprint for one in everything.findings)
    assert not_judged_in(engine, done.run) == list(everything.not_judged)
