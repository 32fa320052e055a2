"""Corrections and what was said to them are held to the log of acts."""

import pytest
from sqlalchemy import delete, insert, select, update

from extractors.contract import Evidence
from pipeline.logbook.audit_log import Act, append
from pipeline.logbook.corrections import ACTS, PROPOSED, act_digest, correction_digest
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.corrections import correction_acts, corrections
from pipeline.reports.write import store
from pipeline.verification.verify import verify

SPOT = Evidence(2, (1.0, 2.0, 3.0, 4.0), "MP103 was approved.")
CHANGED = {
    "at": None,
    "actor": "Eve",
    "correction": "correct",
    "kind": "mention",
    "section": "refine",
    "page": 3,
    "x0": 9.0,
    "top": 9.0,
    "x1": 9.0,
    "bottom": 9.0,
    "text": "Another text.",
    "was": '{"outcome": "deferred"}',
    "fields": '{"outcome": "deferred"}',
    "reason": "Another reason.",
}


@pytest.fixture
def corrected(engine, archive, report, now):
    data, said = report("2020-10", facts=())
    store(engine, archive, [(data, said)], extractor_version="7", now=now)
    row = {
        "number": 1,
        "at": now,
        "actor": "Ann",
        "correction": "correct",
        "sha256": said.document.sha256,
        "kind": "decision",
        "section": "opine",
        "page": SPOT.page,
        "text": SPOT.text,
        "reason": "So.",
        **dict(zip(("x0", "top", "x1", "bottom"), SPOT.bbox, strict=True)),
        "was": '{"outcome": "approved"}',
        "fields": '{"outcome": "rejected"}',
    }
    act = {"correction": 1, "act": "approve", "at": now, "actor": "Bob", "reason": ""}
    with write_transaction(engine) as connection:
        connection.execute(insert(corrections), row)
        append(connection, [Act("Ann", PROPOSED, "1", {"digest": correction_digest(connection, 1)})], at=now)
        connection.execute(insert(correction_acts), act)
        said_of_it = {"digest": act_digest(connection, 1, "approve")}
        append(connection, [Act("Bob", ACTS["approve"], "1", said_of_it)], at=now)
    assert verify(engine).fault is None
    return engine


def change(engine, statement):
    with write_transaction(engine) as connection:
        connection.execute(statement)
    return str(verify(engine).fault)


@pytest.mark.parametrize("column", sorted(CHANGED.keys() - {"correction"}))
def test_a_correction_that_was_changed(corrected, now, column):
    value = CHANGED[column] or now.replace(second=0)
    assert "Correction 1 is not what was written" in change(
        corrected, update(corrections).values({column: value})
    )


@pytest.mark.parametrize("column", ["act", "at", "actor", "reason"])
def test_an_act_that_was_changed(corrected, now, column):
    value = {"act": "reject", "at": now.replace(second=0), "actor": "Eve", "reason": "None."}[column]
    assert "Correction 1" in change(corrected, update(correction_acts).values({column: value}))


def test_what_was_put_in_or_taken_out(corrected):
    assert "lost an act" in change(corrected, delete(correction_acts))
    assert "lost an act" in change(corrected, delete(corrections))
    with read_transaction(corrected) as connection:
        assert not connection.execute(select(corrections)).all()
