"""Whatever is done to the log behind csrecon's back is found, and the first broken entry is named."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from pipeline.checks import CheckOutcome, Finding
from pipeline.findings.acts import acknowledge, approve, waive
from pipeline.findings.stored import list_findings
from pipeline.judging.reconcile import reconcile
from pipeline.logbook.audit_log import Act, Entry, LogBroken, append, canonical, digest_of, entries
from pipeline.record.database import (
    downgrade_schema,
    open_database,
    read_transaction,
    upgrade_schema,
    write_transaction,
)
from pipeline.record.tables import audit_triggers as guards
from pipeline.record.tables.audit import audit_log
from pipeline.verification.verify import verify

_COPY = "INSERT INTO audit_log SELECT {}, at, actor, act, subject, payload, previous, 'f' FROM audit_log"
_TRIGGERS = ("audit_log_no_update", "audit_log_no_delete", "audit_log_in_turn")


def _findings(number=4):
    return tuple(
        Finding(
            code="I101",
            name="count-mismatch",
            severity="error",
            period="2020-08",
            reference=f"MP{place}",
            message="It states three and lists four.",
            stated={"count": 3},
            expected={"count": 4},
            evidence=(),
        )
        for place in range(1, number + 1)
    )


@pytest.fixture
def log(engine, now):
    """A record whose log has eleven entries: four opened, a run, three acts, one resolved, a run, an act."""
    return _logged(engine, now)


@pytest.fixture
def own_log(databases, now):
    """The same in a database that no other test uses, so that its triggers can be taken away."""
    engine = open_database(databases.alone(), upgrade=False)
    yield _logged(engine, now)
    engine.dispose()


def _logged(engine, now):
    found = _findings()

    def run(said, day):
        at = now + timedelta(days=day)
        reconcile(engine, now=at, checker=lambda *_a, **_k: CheckOutcome(said))

    run(found, 0)
    one, two, three, _ = (finding.fingerprint for finding in found)
    acknowledge(engine, one, by="Ann", now=now)
    waive(engine, two, reason="Misprint.", until=date(2026, 6, 30), by="Ann", now=now)
    approve(engine, two, by="Bob", now=now)
    run(found[:3], 1)
    acknowledge(engine, three, by="Zoë", now=now)
    proof = verify(engine)
    assert (proof.fault, proof.head.entries) == (None, 11)
    return engine


def _unguarded(engine, *statements, forge=None):
    """Does it as somebody would who may do everything with the database: past the triggers, which stay."""
    with write_transaction(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            for name in _TRIGGERS:
                connection.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            connection.execute(text(statement))
        if forge:
            forge(connection)
        if engine.dialect.name == "sqlite":
            for made in guards.SQLITE.values():
                connection.exec_driver_sql(made)


def _chain_anew(connection, *, head=True, drop=(), change=None):
    """Rewrites the log so that the chain holds again: without some entries, or with one changed."""
    kept = [one for one in entries(connection) if one.sequence not in drop]
    connection.execute(text("DELETE FROM audit_log"))
    previous = "0" * 64
    for number, one in enumerate(kept, 1):
        said = dict(zip(Entry.__slots__, (getattr(one, name) for name in Entry.__slots__), strict=True))
        said |= {"sequence": number, "previous": previous}
        said |= change(one) if change else {}
        previous = digest_of(Entry(**said))
        connection.execute(insert(audit_log).values(**said | {"hash": previous}))
    if head:
        connection.execute(text(f"UPDATE audit_head SET entries = {len(kept)}, hash = '{previous}'"))
    return previous


def _forged_tail(connection):
    last = entries(connection)[-1]
    bare = Entry(12, last.at, "Eve", "acknowledged", last.subject, canonical({}), last.hash, "")
    values = {name: getattr(bare, name) for name in Entry.__slots__} | {"hash": digest_of(bare)}
    connection.execute(insert(audit_log).values(**values))


def test_a_log_that_was_made_anew_with_every_head_is_contradicted_by_the_tables(log):
    def forge(connection):
        last = _chain_anew(connection, drop={6})
        connection.execute(text("DELETE FROM run_heads WHERE run_id = 2"))
        connection.execute(text(f"UPDATE run_heads SET entries = 10, hash = '{last}'"))

    _unguarded(log, forge=forge)
    assert verify(log).fault


def _swap(one, other):
    return (
        f"UPDATE audit_log SET sequence = 99 WHERE sequence = {one}",
        f"UPDATE audit_log SET sequence = {one} WHERE sequence = {other}",
        f"UPDATE audit_log SET sequence = {other} WHERE sequence = 99",
    )


TAMPERINGS = {
    "another actor": (["UPDATE audit_log SET actor = 'Eve' WHERE sequence = 6"], None, 6),
    "another act": (["UPDATE audit_log SET act = 'approved' WHERE sequence = 6"], None, 6),
    "another subject": (["UPDATE audit_log SET subject = '1' WHERE sequence = 1"], None, 1),
    "another reason": (
        ["UPDATE audit_log SET payload = replace(payload, 'Misprint', 'Agreed') WHERE sequence = 7"],
        None,
        7,
    ),
    "spaces in a payload": (
        ["UPDATE audit_log SET payload = replace(payload, ',', ', ') WHERE sequence = 7"],
        None,
        7,
    ),
    "another time": (["UPDATE audit_log SET at = '2020-01-01 00:00:00+00:00' WHERE sequence = 8"], None, 8),
    "another hash": (["UPDATE audit_log SET hash = 'f' WHERE sequence = 3"], None, 3),
    "another previous": (["UPDATE audit_log SET previous = 'f' WHERE sequence = 3"], None, 3),
    "the first dropped": (["DELETE FROM audit_log WHERE sequence = 1"], None, 1),
    "one dropped": (["DELETE FROM audit_log WHERE sequence = 5"], None, 5),
    "the last dropped": (["DELETE FROM audit_log WHERE sequence = 11"], None, 11),
    "the end dropped": (["DELETE FROM audit_log WHERE sequence > 7"], None, 8),
    "all dropped": (["DELETE FROM audit_log"], None, 1),
    "one dropped, the others moved up": (
        ["DELETE FROM audit_log WHERE sequence = 11", "UPDATE audit_head SET entries = 10"],
        None,
        10,
    ),
    "two swapped": (_swap(3, 4), None, 3),
    "the last two swapped": (_swap(10, 11), None, 10),
    "one inserted at the end": ([], _forged_tail, 12),
    "one copied to the end": (
        [f"{_COPY.format(12)} WHERE sequence = 11"],
        None,
        12,
    ),
    "one inserted between": (
        [
            "UPDATE audit_log SET sequence = 12 WHERE sequence = 11",
            f"{_COPY.format(11)} WHERE sequence = 12",
            "UPDATE audit_head SET entries = 12",
        ],
        None,
        11,
    ),
    "one dropped, all chained anew": ([], lambda c: _chain_anew(c, head=False, drop={6}), 11),
    "one dropped, all chained anew, the head too": ([], lambda c: _chain_anew(c, drop={6}), 10),
    "one changed, all chained anew, the head too": (
        [],
        lambda c: _chain_anew(c, change=lambda one: {"actor": "Eve"} if one.sequence == 6 else {}),
        10,
    ),
    "another head": (["UPDATE audit_head SET hash = 'f'"], None, 11),
    "no head": (["DELETE FROM audit_head"], None, 1),
    "a text that is no time": (["UPDATE audit_log SET at = 'yesterday' WHERE sequence = 4"], None, 4),
    "bytes for a text": (["UPDATE audit_log SET actor = x'ff' WHERE sequence = 4"], None, 4),
}
_ONLY_SQLITE = {"a text that is no time", "bytes for a text"}  # PostgreSQL's columns do not hold them


@pytest.mark.parametrize("how", TAMPERINGS)
def test_tampering_is_found_and_the_first_broken_entry_named(log, how):
    if how in _ONLY_SQLITE and log.dialect.name != "sqlite":
        return
    statements, forge, first = TAMPERINGS[how]
    _unguarded(log, *statements, forge=forge)
    proof = verify(log)
    assert proof.fault, how
    assert proof.entry == first, proof


BESIDES = {
    "a finding's status": ("UPDATE findings SET status = 'resolved' WHERE reference = 'MP1'", 6),
    "a finding taken out": ("DELETE FROM findings WHERE reference = 'MP1'", 6),
    "a waiver's end": ("UPDATE waivers SET until = '2030-01-01'", 7),
    "a waiver's reason": ("UPDATE waivers SET reason = 'Agreed.'", 7),
    "a waiver's approver": ("UPDATE waivers SET approver = 'Eve'", 8),
    "a waiver's approval taken back": ("UPDATE waivers SET approver = NULL, approved_at = NULL", 8),
    "a waiver ended": (
        "UPDATE waivers SET ended_at = written_at, ended_why = 'reopened'",
        7,
    ),
    "a waiver taken out": ("DELETE FROM waivers", 7),
    "a run's outcome": ("UPDATE runs SET status = 'failed' WHERE id = 1", 5),
    "a run's head taken out": ("DELETE FROM run_heads WHERE run_id = 1", 5),
    "a run's head": ("UPDATE run_heads SET hash = 'f' WHERE run_id = 1", 5),
}


@pytest.mark.parametrize("how", BESIDES)
def test_a_table_that_was_changed_contradicts_the_log(log, how):
    statement, entry = BESIDES[how]
    with write_transaction(log) as connection:
        connection.execute(text(statement))
    proof = verify(log)
    assert proof.fault
    assert proof.entry == entry, proof


def test_the_database_refuses_every_change_but_the_next_entry(log):
    (row,) = _rows(log, 11)
    changes = [
        "UPDATE audit_log SET actor = 'Eve' WHERE sequence = 6",
        "UPDATE audit_log SET sequence = 20 WHERE sequence = 11",
        "DELETE FROM audit_log WHERE sequence = 11",
        "DELETE FROM audit_log",
    ]
    if log.dialect.name == "postgresql":
        changes += ["TRUNCATE audit_log", "TRUNCATE audit_log CASCADE"]
    else:
        changes += ["INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log WHERE sequence = 6"]
    for change in changes:
        with pytest.raises(DBAPIError, match="append-only"), log.begin() as connection:
            connection.execute(text(change))
    for wrong in ({"sequence": 13}, {"sequence": 12, "previous": "f" * 64}):
        with pytest.raises(DBAPIError, match="append-only"), log.begin() as connection:
            connection.execute(insert(audit_log).values(**row | {"hash": "e" * 64} | wrong))
    assert verify(log).fault is None


def _rows(engine, sequence):
    with read_transaction(engine) as connection:
        query = select(audit_log).where(audit_log.c.sequence == sequence)
        return [dict(row) for row in connection.execute(query).mappings()]


@pytest.mark.parametrize("gone", [*guards.SQLITE])
def test_a_trigger_that_is_gone_is_missed(own_log, gone):
    log = own_log
    if log.dialect.name == "postgresql":
        gone = {
            "audit_log_no_update": "audit_log_no_change",
            "audit_log_no_delete": "audit_log_no_truncate",
        }.get(gone, gone)
        statement = f"DROP TRIGGER {gone} ON audit_log"
    else:
        statement = f"DROP TRIGGER {gone}"
    with write_transaction(log) as connection:
        connection.execute(text(statement))
    proof = verify(log)
    assert gone in (proof.fault or "")
    assert proof.entry is None


def test_a_trigger_that_is_switched_off_is_missed(own_log):
    log = own_log
    if log.dialect.name != "postgresql":
        return
    with write_transaction(log) as connection:
        connection.execute(text("ALTER TABLE audit_log DISABLE TRIGGER audit_log_no_change"))
    assert "audit_log_no_change" in (verify(log).fault or "")


def test_a_head_that_was_kept_elsewhere_must_be_in_the_log(log, now):
    kept = verify(log).head.hash
    with write_transaction(log) as connection:
        append(connection, [Act("csrecon", "looked", "nothing")], at=now)
    assert verify(log, kept).fault is None
    assert verify(log, kept[:12].upper()).fault is None
    for wrong in ("f" * 64, "", kept[:7], "%" * 8):
        assert "No entry bears the head" in (verify(log, wrong).fault or "")


def test_nothing_is_added_to_a_log_that_was_cut_short(log, now):
    _unguarded(log, "DELETE FROM audit_log WHERE sequence = 11")
    with pytest.raises(LogBroken, match="audit verify"), write_transaction(log) as connection:
        append(connection, [Act("Ann", "looked", "nothing")], at=now)
    with pytest.raises(LogBroken):
        reconcile(log, now=now, checker=lambda *_a, **_k: CheckOutcome())
    assert [one.status for one in list_findings(log, status="all")] != ["resolved"] * 4


def test_an_empty_log_is_whole(engine):
    proof = verify(engine)
    assert (proof.fault, proof.head.entries, proof.head.hash) == (None, 0, "0" * 64)


def test_findings_of_before_the_log_are_adopted(databases, now):
    engine = open_database(databases.alone(), upgrade=False)
    reconcile(engine, now=now, checker=lambda *_a, **_k: CheckOutcome(_findings()))
    downgrade_schema(engine, "0003")
    upgrade_schema(engine)
    with read_transaction(engine) as connection:
        adopted = entries(connection)
    assert [(one.act, one.particulars) for one in adopted[:-1]] == [
        ("opened", {"adopted": True, "status": "open"})
    ] * 4
    assert adopted[-1].act == "upgraded", "what they say is put to the log as one digest"
    assert verify(engine).fault is None
    acknowledge(engine, _findings()[0].fingerprint, by="Ann", now=now)
    assert verify(engine).head.entries == 6
    engine.dispose()


def test_the_revisions_triggers_are_those_that_are_looked_for(engine):
    assert verify(engine).fault is None, "guards.py and the revision say the same"
