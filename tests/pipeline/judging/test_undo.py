"""What was taken out and put back in leaves findings and acts as they were."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from pipeline.accounts.accounts import add_account
from pipeline.basics.errors import UnusableInput
from pipeline.checks import CheckOutcome, Finding, RegisterEvidence, ReportEvidence
from pipeline.findings.acts import acknowledge, approve, waive
from pipeline.findings.stored import list_findings
from pipeline.judging.reconcile import reconcile
from pipeline.logbook.audit_log import entries
from pipeline.queries.documents import list_documents
from pipeline.record.database import read_transaction
from pipeline.record.tables.audit import waivers
from pipeline.register.snapshots.read_back import list_snapshots, read_snapshots
from pipeline.register.snapshots.undo import remove, restore
from pipeline.register.snapshots.write import store_register
from pipeline.reports.undo import restore as put_back
from pipeline.reports.undo import withdraw
from pipeline.reports.write import store
from pipeline.verification.verify import verify

WHY = {"by": "Ann", "reason": "the wrong file"}
SIDES = (
    ReportEvidence("2020-08.pdf", 2, (72.0, 100.25, 300.5, 112.0), "three", sha256=None),
    RegisterEvidence("2020-08-07.csv", date(2020, 8, 7), 2, "Title", None),
)


def found(reference):
    stated, expected = {"title": "a"}, {"title": "b"}
    words = f"{reference} has two titles."
    return Finding(
        code="R302",
        name="x",
        severity="error",
        period="2020-08",
        reference=reference,
        message=words,
        stated=stated,
        expected=expected,
        evidence=SIDES,
    )


def checker(reports, snapshots, *, only=None, period=None):
    """Three findings of a report that is there against a register that is there."""
    both = reports and snapshots
    return CheckOutcome(tuple(map(found, ("MP101", "MP102", "MP103"))) if both else ())


@pytest.fixture
def moments(now):
    return (now + timedelta(hours=hour) for hour in range(100))


@pytest.fixture
def run(engine, moments):
    return lambda: reconcile(engine, now=next(moments), checker=checker)


@pytest.fixture
def loaded(engine, archive, report, tmp_path, moments, run):
    """A record with a finding that is open, one that is acknowledged and one that is waived."""
    (tmp_path / "2020-08-07.csv").write_text("Reference,Title,Stage\nMP101,b,Refinement Process\n")
    store(engine, archive, [report()], extractor_version="1", now=next(moments))
    store_register(engine, str(tmp_path / "2020-08-07.csv"), as_of=None, now=next(moments))
    run()
    _, second, third = (one.fingerprint for one in list_findings(engine))
    acknowledge(engine, second, by="Ann", now=next(moments))
    waive(
        engine, third, reason="known", until=next(moments).date() + timedelta(60), by="Ann", now=next(moments)
    )
    approve(engine, third, by="Bob", now=next(moments))
    return str(tmp_path / "2020-08-07.csv")


def state(engine):
    with read_transaction(engine) as connection:
        stand = [tuple(row) for row in connection.execute(select(waivers).order_by(waivers.c.id))]
    return [(one.finding, one.status, one.first_seen) for one in list_findings(engine, status="all")], stand


def take_register(engine, now):
    remove(engine, "2020-08-07", now=now, **WHY)
    return lambda: restore(engine, "2020-08-07", now=now, **WHY)


def take_document(engine, now):
    withdraw(engine, "2020-08.pdf", now=now, **WHY)
    assert [row.status for row in list_documents(engine)] == ["withdrawn"]
    return lambda: put_back(engine, "2020-08.pdf", now=now, **WHY)


@pytest.mark.parametrize("take", [take_register, take_document])
def test_taken_out_and_put_back_all_is_as_before(engine, loaded, run, moments, take):
    before = state(engine)
    assert [status for _, status, _ in before[0]] == ["open", "acknowledged", "waived"]
    back = take(engine, next(moments))
    assert run().resolved == 3
    assert list_findings(engine) == []
    back()
    run()
    assert state(engine) == before
    assert verify(engine).fault is None


def test_taken_out_twice_it_comes_back_twice(engine, loaded, run, moments):
    before = state(engine)
    for _ in range(2):
        back = take_register(engine, next(moments))
        run()
        back()
        run()
    assert state(engine) == before


def test_a_finding_that_was_resolved_by_itself_opens_as_a_new_matter(engine, loaded, run, moments):
    reconcile(engine, now=next(moments), checker=lambda *_, **__: CheckOutcome())
    take_register(engine, next(moments))()
    run()
    assert [one.status for one in list_findings(engine)] == ["open"] * 3


def test_a_removed_snapshot_stays_marked_and_is_not_loaded_again(engine, loaded, moments):
    remove(engine, "2020-08-07", now=next(moments), **WHY)
    assert [(one.removed, one.entries) for one in list_snapshots(engine)] == [(True, 1)]
    assert read_snapshots(engine) == []
    again = store_register(engine, loaded, as_of=None, now=next(moments))
    assert (again.new, again.removed) == (False, True)
    assert read_snapshots(engine) == []
    with pytest.raises(UnusableInput, match="no standing snapshot 2020-08-07"):
        remove(engine, "2020-08-07", now=next(moments), **WHY)
    with pytest.raises(UnusableInput, match="reason"):
        restore(engine, "2020-08-07", by="Ann", reason=" ", now=next(moments))


def test_what_was_known_then_is_still_known_of_then(engine, loaded, moments):
    before, after = next(moments), next(moments)
    remove(engine, "2020-08-07", now=after, **WHY)
    assert len(read_snapshots(engine, as_of=before)) == 1
    assert read_snapshots(engine, as_of=after) == []


def test_sql_tells_the_register_as_it_stands_and_as_it_was(engine, loaded, tmp_path, run, moments):
    for day, title, stage in (("2020-09-04", "b", "Refinement Process"), ("2020-10-09", "c", "Report Phase")):
        (tmp_path / f"{day}.csv").write_text(f"Reference,Title,Stage\nMP101,{title},{stage}\nMP102,x,\n")
        store_register(engine, str(tmp_path / f"{day}.csv"), as_of=None, now=next(moments))
    run()
    history = (
        "SELECT title, valid_from, valid_until FROM register_history WHERE modification = '101' ORDER BY 2"
    )
    current = (
        "SELECT c.reference, s.stage FROM register_current c"
        " LEFT JOIN stage_names s ON s.wording = LOWER(c.stage) ORDER BY 1"
    )

    def asked(query):
        with read_transaction(engine) as connection:
            return [tuple(str(one) for one in row) for row in connection.execute(text(query))]

    assert asked(history) == [("b", "2020-08-07", "2020-10-09"), ("c", "2020-10-09", "None")]
    assert asked(current) == [("MP101", "opine"), ("MP102", "None")]
    remove(engine, "2020-10-09", now=next(moments), **WHY)
    assert asked(history) == [("b", "2020-08-07", "None")]
    assert asked(current) == [("MP101", "refine"), ("MP102", "None")]


@pytest.mark.parametrize("act", [remove, withdraw])
def test_only_accounts_act_where_there_are_any_and_the_login_is_in_the_log(loaded, engine, moments, act):
    named = {remove: "2020-08-07", withdraw: "2020-08.pdf"}[act]
    for name, role in (("Ann", "auditor"), ("Vera", "viewer")):
        account = {"role": role, "password": "correct horse battery staple", "by": "Eve"}
        add_account(engine, name, **account, now=next(moments))
    for name in ("Bob", "Vera", "Аnn"):
        with pytest.raises(UnusableInput):
            act(engine, named, by=name, reason="x", now=next(moments))
    act(engine, named, by="ann", reason="x", now=next(moments), login="ann01")
    with read_transaction(engine) as connection:
        last = entries(connection)[-1]
    assert (last.actor, last.particulars["login"]) == ("Ann", "ann01")
    assert verify(engine).fault is None
