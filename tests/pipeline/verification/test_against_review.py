"""Answers of the review and the rows that they wrote are held to the log of acts."""

import pytest
from sqlalchemy import delete, insert, select, update

from extractors import VERSION
from extractors.contract import OwnRow
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.review import own_vocabulary, review_answers
from pipeline.review.answers import Answer, give
from pipeline.review.effect import Reader
from pipeline.review.model import Item
from pipeline.sandbox import Sandbox
from pipeline.verification.verify import verify

ITEM = Item("wording", "nodded through", "Nodded through.", (), 0, 1, 0)
ROW = OwnRow("phrases", ("outcome", "approved"), "nodded through", "2020-08")
CHANGED = {
    "at": None,
    "actor": "Eve",
    "answer": "nothing",
    "kind": "column",
    "item": "other",
    "text": "Another text.",
    "reason": "Another reason.",
}


@pytest.fixture
def taught(engine, archive, now):
    reader = Reader(engine, archive, Sandbox(), VERSION)
    give(reader, Answer("means", ITEM, (ROW,)), by="Ann", now=now, reason="So it is said.")
    give(reader, Answer("later", ITEM, until="2026-05-01"), by="Ann", now=now)
    assert verify(engine).fault is None
    return engine


def change(engine, statement):
    with write_transaction(engine) as connection:
        connection.execute(statement)


@pytest.mark.parametrize("column", CHANGED)
def test_an_answer_that_was_changed(taught, now, column):
    value = CHANGED[column] or now.replace(second=0)
    change(taught, update(review_answers).where(review_answers.c.number == 1).values({column: value}))
    assert "Answer 1 of the review is not what was answered" in str(verify(taught).fault)


@pytest.mark.parametrize("column", ["in_table", "meaning", "wording", "first_seen"])
def test_a_row_that_was_changed(taught, column):
    change(taught, update(own_vocabulary).values({column: "stages"}))
    assert "Answer 1" in str(verify(taught).fault)


def test_what_was_put_in_or_taken_out(taught):
    change(taught, update(review_answers).where(review_answers.c.number == 2).values(until="2027-01-01"))
    assert "Answer 2" in str(verify(taught).fault)
    change(taught, delete(review_answers).where(review_answers.c.number == 2))
    assert "Answer 2 of the review was taken out" in str(verify(taught).fault)
    with read_transaction(taught) as connection:
        row = dict(connection.execute(select(review_answers)).mappings().one())
    change(taught, insert(review_answers).values(row | {"number": 3}))
    assert "Answer 3" in str(verify(taught).fault)
