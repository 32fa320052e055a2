"""What a night changed: findings that came, went and came back."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from pipeline.checks import CheckOutcome, Finding
from pipeline.findings.acts import approve, waive
from pipeline.judging.reconcile import reconcile
from pipeline.nights.night import (
    CHECKS_RUN,
    NIGHTLY,
    Night,
    changes_between,
    lapsing_by,
    last_checks,
    newest_run,
)
from pipeline.record.database import write_transaction
from pipeline.record.tables.findings import runs
from pipeline.reports.intake import Taken


def _finding(reference):
    return Finding(
        code="I101",
        name="count-mismatch",
        severity="error",
        period="2020-08",
        reference=reference,
        message="The report states 3 and lists 4.",
        stated={"count": 3},
        expected={"count": 4},
        evidence=(),
    )


@pytest.fixture
def night(engine, now):
    """Runs checks that find something of these modifications; gives the number of the run."""
    hour = 0

    def run(*references, days=0):
        nonlocal hour
        hour += 1
        outcome = CheckOutcome(tuple(map(_finding, references)))
        reconcile(engine, now=now + timedelta(days=days, hours=hour), checker=lambda *_args, **_kw: outcome)
        return newest_run(engine, "reconcile")

    return run


def _names(found):
    return [finding.reference for finding in found]


def test_the_first_night_has_only_new_findings(engine, night):
    changes = changes_between(engine, None, night("MP001", "MP002"))
    assert (_names(changes.new), changes.reopened, changes.resolved) == (["MP001", "MP002"], (), ())
    assert sum(changes.open.values()) == 2
    assert changes


def test_a_night_like_the_one_before_changed_nothing(engine, night):
    first, second = night("MP001"), night("MP001")
    assert not changes_between(engine, first, second)


def test_what_is_gone_is_resolved_and_what_comes_back_is_reopened(engine, night):
    first, second = night("MP001", "MP002"), night("MP002")
    changes = changes_between(engine, first, second)
    assert (changes.new, changes.reopened, _names(changes.resolved)) == ((), (), ["MP001"])
    third = night("MP001", "MP002", "MP003")
    changes = changes_between(engine, second, third)
    assert (_names(changes.new), _names(changes.reopened), changes.resolved) == (["MP003"], ["MP001"], ())


def test_a_waiver_that_lapses_in_the_night_is_told(engine, night, now):
    first = night("MP001", "MP002")
    name = _finding("MP001").fingerprint
    waive(
        engine,
        name,
        reason="A misprint.",
        until=now.date() + timedelta(days=1),
        by="Ann",
        now=now + timedelta(hours=2),
    )
    approve(engine, name, by="Ben", now=now + timedelta(hours=2))
    second = night("MP001", "MP002")
    assert not changes_between(engine, first, second)
    third = night("MP001", "MP002", days=2)
    changes = changes_between(engine, second, third)
    assert (changes.new, changes.reopened, changes.resolved) == ((), (), ())
    assert _names(changes.lapsed) == ["MP001"]
    fourth = night("MP001", "MP002", days=2)
    assert not changes_between(engine, third, fourth)


def _night_row(engine, now, counts):
    with write_transaction(engine) as connection:
        row = {"kind": NIGHTLY, "started_at": now, "status": "failed", "counts": counts}
        return connection.execute(insert(runs).values(row).returning(runs.c.id)).scalar_one()


def test_a_night_that_did_not_reach_its_checks_is_passed_over(engine, now):
    assert last_checks(engine) is None
    _night_row(engine, now, {CHECKS_RUN: 41})
    third = _night_row(engine, now, {"stored": 3})
    assert last_checks(engine) == 41
    assert last_checks(engine, third) == 41
    assert last_checks(engine, 1) is None


@pytest.mark.parametrize(
    ("became", "changed"), [("stored", True), ("refused", True), ("known", False), ("skipped", False)]
)
def test_people_are_told_of_what_is_new(now, became, changed):
    documents = (Taken(Path("a.pdf"), became),)
    assert Night(1, now, 0.0, documents, "unchanged.", False, None).changed is changed


def test_people_are_told_of_a_new_register_and_of_problems(now):
    assert Night(1, now, 0.0, (), "new.", True, None).changed
    assert Night(1, now, 0.0, (), "none.", False, None, problems=("The disk is full.",)).changed


def test_an_approved_waiver_is_told_of_before_it_lapses(engine, night, now):
    [new] = changes_between(engine, None, night("MP001")).new
    until = now.date() + timedelta(days=10)
    waive(engine, new.fingerprint, reason="known", until=until, by="Ann", now=now)
    assert lapsing_by(engine, until) == ()
    approve(engine, new.fingerprint, by="Bob", now=now)
    assert lapsing_by(engine, until - timedelta(days=1)) == ()
    [soon] = lapsing_by(engine, until)
    assert (soon.until, soon.finding.fingerprint) == (until, new.fingerprint)
