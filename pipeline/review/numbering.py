"""One row of numbers for answers and corrections, so that `undo N` means one of them."""

from sqlalchemy import Connection, func, select

from pipeline.record.tables.corrections import corrections
from pipeline.record.tables.review import review_answers


def next_number(connection: Connection) -> int:
    """The number of the next answer or correction, within the transaction that writes it."""
    last = (connection.scalar(select(func.max(t.c.number))) for t in (review_answers, corrections))
    return 1 + max(number or 0 for number in last)
