"""The log of acts a page at a time, and what became of one finding."""

from sqlalchemy import Connection, func, select

from pipeline.logbook.audit_log import Entry, entry_of
from pipeline.record.tables.audit import audit_log


def log_page(
    connection: Connection, subject: str, actor: str, *, offset: int, limit: int
) -> tuple[int, list[Entry]]:
    """How many acts there are (of a subject, of an actor), and some of them, newest first. Two statements."""
    c = audit_log.c
    where = [column == value for column, value in ((c.subject, subject), (c.actor, actor)) if value]
    total = connection.execute(select(func.count()).select_from(audit_log).where(*where)).scalar_one()
    query = select(audit_log).where(*where).order_by(c.sequence.desc()).offset(offset).limit(limit)
    return total, [entry_of(row) for row in connection.execute(query).mappings()]
