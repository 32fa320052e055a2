"""What people answered to what could not be read, held against the log of acts."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from pipeline.logbook.answers import answer_digest
from pipeline.logbook.audit_log import entry_of
from pipeline.record.tables.audit import audit_log
from pipeline.record.tables.review import own_vocabulary, review_answers
from pipeline.verification.told import Contradiction


def against_review(connection: Connection) -> Iterator[Contradiction]:
    """Every answer whose values or rows are not those of its entry, that has none, or that was taken out."""
    query = select(audit_log).where(audit_log.c.act == "reviewed").order_by(audit_log.c.sequence)
    told = {row["subject"]: entry_of(row) for row in connection.execute(query).mappings()}
    answers = connection.scalars(select(review_answers.c.number).order_by(review_answers.c.number))
    standing = sorted({*answers, *connection.scalars(select(own_vocabulary.c.answer))})
    for number in standing:
        entry = told.pop(str(number), None)
        if entry is None:
            yield Contradiction(
                f"Answer {number} of the review stands in no entry: nobody is known to have given it."
            )
        elif entry.particulars.get("digest") != answer_digest(connection, number):
            yield Contradiction(f"Answer {number} of the review is not what was answered.", entry.sequence)
    for subject, entry in told.items():
        yield Contradiction(f"Answer {subject} of the review was taken out of the record.", entry.sequence)
