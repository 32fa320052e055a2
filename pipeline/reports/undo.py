"""Taking a document out of the questions, and back in: marked, never deleted, in the log."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, or_, select, update

from pipeline.basics.errors import UnusableInput
from pipeline.logbook.actors import actor_named, reason_given, signed
from pipeline.logbook.audit_log import Act, append, hold
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.documents import document_names, documents

_AT_ONCE = 500  # parameters of one query; SQLite and PostgreSQL both have a limit


def withdraw(
    engine: Engine, named: str, *, by: str, reason: str, now: datetime, login: str | None = None
) -> str:
    """Marks the document of that name or digest as withdrawn; gives its digest."""
    return _mark(engine, named, now, by=by, reason=reason, now=now, login=login)


def restore(
    engine: Engine, named: str, *, by: str, reason: str, now: datetime, login: str | None = None
) -> str:
    """Takes the mark away again; gives its digest."""
    return _mark(engine, named, None, by=by, reason=reason, now=now, login=login)


def withdrawn_of(engine: Engine, digests: Sequence[str]) -> set[str]:
    """Those of the documents that are out of the questions."""
    d = documents.c
    out: set[str] = set()
    with read_transaction(engine) as connection:
        for start in range(0, len(digests), _AT_ONCE):
            some = digests[start : start + _AT_ONCE]
            out.update(
                connection.scalars(select(d.sha256).where(d.sha256.in_(some), d.withdrawn_at.is_not(None)))
            )
    return out


def _mark(
    engine: Engine,
    named: str,
    withdrawn_at: datetime | None,
    *,
    by: str,
    reason: str,
    now: datetime,
    login: str | None,
) -> str:
    reason = reason_given(reason)
    with write_transaction(engine) as connection:
        hold(connection)
        by = actor_named(connection, by, "judge")
        digest = document_named(connection, named, withdrawn=withdrawn_at is None)
        marked = update(documents).where(documents.c.sha256 == digest).values(withdrawn_at=withdrawn_at)
        connection.execute(marked)
        act = "document_withdrawn" if withdrawn_at else "document_restored"
        append(connection, [Act(by, act, digest, signed({"named": named, "reason": reason}, login))], at=now)
    return digest


def document_named(connection: Connection, named: str, *, withdrawn: bool) -> str:
    """The digest of the one document meant among those that are withdrawn, or among those that are not."""
    d, n = documents.c, document_names.c
    mark = d.withdrawn_at.is_not(None) if withdrawn else d.withdrawn_at.is_(None)
    meant = or_(n.filename == named, d.sha256.startswith(named.lower(), autoescape=True))
    query = select(d.sha256).distinct().join(document_names, n.sha256 == d.sha256).where(mark, meant)
    found = connection.scalars(query.order_by(d.sha256)).all()
    if not found:
        state = "withdrawn" if withdrawn else "standing"
        raise UnusableInput(f"There is no {state} document {named}. `csrecon documents` lists them.")
    if len(found) > 1:
        several = ", ".join(one[:8] for one in found[:5])
        raise UnusableInput(
            f"Several documents could be meant by {named}: {several}. Name one by its digest."
        )
    return str(found[0])
