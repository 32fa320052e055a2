"""The digests by which the log of acts proves a correction and what was said to it."""

from sqlalchemy import Connection, select

from pipeline.logbook.contents import content_digest
from pipeline.record.tables.corrections import correction_acts, corrections

# The act of the log by the act of the table.
ACTS = {"approve": "correction-approved", "reject": "correction-rejected", "undo": "correction-undone"}
PROPOSED = "correction-proposed"


def correction_digest(connection: Connection, number: int) -> str:
    """Of a correction, as it stands in the table."""
    row = select(corrections).where(corrections.c.number == number)
    return content_digest([*connection.execute(row).mappings()])


def act_digest(connection: Connection, number: int, act: str) -> str:
    """Of one act on a correction, as it stands in the table."""
    a = correction_acts.c
    row = select(correction_acts).where(a.correction == number, a.act == act)
    return content_digest([*connection.execute(row).mappings()])
