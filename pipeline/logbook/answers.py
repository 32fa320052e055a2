"""The digest by which the log of acts proves an answer of the review, with the rows that it wrote."""

from sqlalchemy import Connection, select

from pipeline.logbook.contents import content_digest
from pipeline.record.tables.review import own_vocabulary, review_answers


def answer_digest(connection: Connection, number: int) -> str:
    """Of the answer and its rows, as they stand in the tables."""
    answer = select(review_answers).where(review_answers.c.number == number)
    rows = select(own_vocabulary).where(own_vocabulary.c.answer == number)
    found = [
        *connection.execute(answer).mappings(),
        *connection.execute(rows.order_by(own_vocabulary.c.position)).mappings(),
    ]
    return content_digest(found)
