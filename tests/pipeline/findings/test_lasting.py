"""A finding keeps its name, and what people said of it, when another fingerprint is computed for it."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from json import dumps

import pytest

from extractors import Extraction, read
from pipeline.checks import CheckOutcome, Finding, ReportEvidence
from pipeline.checks import run as checks_run
from pipeline.checks.catalogue import REPEATED
from pipeline.findings import repeated
from pipeline.findings.acts import acknowledge, approve, history, waive
from pipeline.findings.stored import list_findings, one_finding
from pipeline.findings.waivers import waivers_of
from pipeline.judging.reconcile import reconcile
from pipeline.record.database import downgrade_schema, open_database, upgrade_schema
from pipeline.register.snapshots.write import store_register
from pipeline.reports.write import store
from pipeline.verification.verify import verify
from samples import REGISTER, REPORTS

UNTIL = date(2026, 6, 30)
REVISIONS = ("0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")


def _of_the_first_revisions(finding):
    """As a fingerprint was once: blind to nothing."""
    said = dumps([finding.code, finding.period, finding.reference, finding.stated], sort_keys=True)
    return sha256(said.encode()).hexdigest()[:32]


@pytest.fixture(scope="module")
def papers():
    known = [(path.read_bytes(), path.name) for path in sorted(REPORTS.glob("*.pdf"))]
    return [(data, read(data, name)) for data, name in known]


@pytest.mark.parametrize("revision", REVISIONS)
def test_acts_outlive_an_upgrade_with_reading_anew(databases, archive, papers, now, monkeypatch, revision):
    engine = open_database(databases.alone(), upgrade=False)
    with monkeypatch.context() as then:
        then.setattr(Finding, "fingerprint", property(_of_the_first_revisions))
        then.setattr(checks_run, "CHECKS", tuple(replace(one, repeats=False) for one in checks_run.CHECKS))
        then.setattr(repeated, "REPEATED", frozenset())
        for data, said in papers:
            assert isinstance(said, Extraction)
            store(engine, archive, [(data, said)], extractor_version="1", now=now)
        for path in sorted(REGISTER.iterdir()):
            store_register(engine, str(path), as_of=date.fromisoformat(path.stem), now=now)
        reconcile(engine, now=now)
        codes = set()
        for place, stored in enumerate(list_findings(engine)):
            if place % 3 == 0:
                acknowledge(engine, stored.fingerprint, by="Ann", now=now)
            elif place % 3 == 1:
                waive(engine, stored.fingerprint, reason="Misprint.", until=UNTIL, by="Ann", now=now)
                approve(engine, stored.fingerprint, by="Bob", now=now)
            codes.add(stored.finding.code)
        assert len(codes) > 5
        downgrade_schema(engine, revision)
    upgrade_schema(engine)
    before = {one.fingerprint: one for one in list_findings(engine, status="all")}
    changed = [one for one in before.values() if one.finding.fingerprint != one.fingerprint]
    assert len(changed) > len(before) / 2
    later = now + timedelta(days=1)
    for data, said in papers:
        store(engine, archive, [(data, said)], extractor_version="2", now=later)
    done = reconcile(engine, now=later)
    after = {one.fingerprint: one for one in list_findings(engine, status="all")}
    assert after.keys() == before.keys()
    joined = _joined(engine, after)
    gone = {other for others in joined.values() for other in others}
    assert gone
    assert all(before[name].finding.code in REPEATED for name in gone)
    assert (done.new, done.reopened, done.resolved) == (0, 0, len(gone))
    _stand_as_before(before, after, joined, waivers=revision >= "0004")
    for one in changed:
        if one.fingerprint not in gone:
            assert "carried" in [entry.act for entry in history(engine, one.fingerprint)]
    again = reconcile(engine, now=now + timedelta(days=2))
    assert (again.new, again.reopened, again.resolved, again.lapsed) == (0, 0, 0, 0)
    assert verify(engine).fault is None
    engine.dispose()


def _stand_as_before(before, after, joined, *, waivers):
    """What took up others stands as the least of them; without waivers, only acknowledgements."""
    gone = {other for others in joined.values() for other in others}
    for name, one in after.items():
        assert one.first_seen == before[name].first_seen
        stood = [before[each].status for each in (name, *joined.get(name, ()))]
        if name in gone:
            assert one.status == "resolved"
        elif "waived" not in stood or waivers:
            assert one.status == min(stood, key=["open", "acknowledged", "waived"].index)


def _joined(engine, names):
    """Which others each finding took up, by their names."""
    found = {}
    for name in names:
        for entry in history(engine, name):
            if entry.subject == name and "joined" in entry.particulars:
                found[name] = entry.particulars["joined"]
    return found


@pytest.mark.parametrize("all_waived", [True, False])
def test_what_becomes_one_keeps_all_acts_and_is_waived_only_if_all_were(engine, run, now, all_waived):
    said = [_said({"count": 3}, code="I107"), replace(_said({"count": 3}, code="I107"), period="2020-09")]
    run(*said)
    first, second = (_waived(engine, one, now) if one is said[0] or all_waived else None for one in said)
    second = second or said[1].fingerprint
    acknowledge(engine, second, by="Cid", now=now) if not all_waived else None
    one = replace(said[0], repeats=True, reports=("2020-08", "2020-09"))
    done = run(one, day=1)
    assert (done.new, done.resolved) == (0, 1)
    (kept,) = (found for found in list_findings(engine, status="all") if found.status != "resolved")
    assert kept.status == ("waived" if all_waived else "acknowledged")
    assert kept.finding.months == ("2020-08", "2020-09")
    told = {(entry.subject, entry.act) for entry in history(engine, kept.fingerprint)}
    assert {(first, "waived"), (second, "waived" if all_waived else "acknowledged")} <= told
    assert verify(engine).fault is None
    again = run(one, day=2)
    assert (again.new, again.resolved, again.lapsed) == (0, 0, 0)
    assert verify(engine).fault is None


def _said(stated, expected=None, *, top=100.0, document="2020-08.pdf", code="I101", reference="MP103"):
    place = ReportEvidence(document, 2, (72.0, top, 300.0, top + 12.0), "three", sha256=None)
    return Finding(
        code=code,
        name="count-mismatch",
        severity="error",
        period="2020-08",
        reference=reference,
        message=f"It says {stated}.",
        stated=stated,
        expected=expected or {"count": 4},
        evidence=(place,),
    )


@pytest.fixture
def run(engine, now):
    def reconciled(*said, day=0):
        outcome = CheckOutcome(said)
        return reconcile(engine, now=now + timedelta(days=day), checker=lambda *_a, **_k: outcome)

    return reconciled


def _waived(engine, finding, now):
    waive(engine, finding.fingerprint, reason="Misprint.", until=UNTIL, by="Ann", now=now)
    approve(engine, finding.fingerprint, by="Bob", now=now)
    return finding.fingerprint


def test_a_value_more_or_less_is_the_same_finding(engine, run, now):
    old = _said({"count": 3, "page": 8})
    run(old)
    name = _waived(engine, old, now)
    done = run(_said({"count": 3, "section": "refine"}, {"count": 4, "rows": 2}, top=102.0), day=1)
    assert (done.new, done.resolved, done.lapsed) == (0, 0, 0)
    assert one_finding(engine, name).status == "waived"
    assert run(_said({"count": 3, "section": "refine"}, {"count": 4, "rows": 2}), day=2).lapsed == 0
    entry = next(one for one in history(engine, name) if one.act == "carried")
    assert entry.particulars["waiver"] == waivers_of(engine, name)[0].id
    assert verify(engine).fault is None


@pytest.mark.parametrize(
    "other",
    [
        _said({"count": 2, "section": "refine"}),
        _said({"section": "refine"}),
        _said({"count": 3, "section": "refine"}, top=400.0),
        _said({"count": 3, "section": "refine"}, document="2020-08 again.pdf"),
        _said({"count": 3, "section": "refine"}, reference="MP104"),
    ],
    ids=["another value", "nothing in common", "another place", "another document", "another subject"],
)
def test_what_may_be_something_else_is_another_finding(engine, run, now, other):
    old = _said({"count": 3, "page": 8})
    run(old)
    name = _waived(engine, old, now)
    done = run(other, day=1)
    assert (done.new, done.resolved, done.lapsed) == (1, 1, 1)
    assert one_finding(engine, name).status == "resolved"


def test_two_that_could_be_meant_are_neither(engine, run, now):
    run(_said({"count": 3, "page": 8}), _said({"count": 3, "page": 9}))
    done = run(_said({"count": 3, "section": "refine"}), day=1)
    assert (done.new, done.resolved) == (1, 2)


def test_a_waiver_lapses_where_the_other_side_changed_too(engine, run, now):
    old = _said({"count": 3, "page": 8})
    run(old)
    name = _waived(engine, old, now)
    done = run(replace(_said({"count": 3}), expected={"count": 5}), day=1)
    assert (done.new, done.lapsed) == (0, 1)
    assert one_finding(engine, name).status == "open"
    assert verify(engine).fault is None
