"""What the log says was taken out of the questions or put back, held against the marks in the tables."""

from collections.abc import Iterator

from sqlalchemy import Column, Connection, select

from pipeline.logbook.audit_log import Entry, entry_of
from pipeline.record.tables.audit import audit_log
from pipeline.record.tables.documents import documents
from pipeline.record.tables.register import register_snapshots
from pipeline.verification.told import Contradiction


def against_marks(connection: Connection) -> Iterator[Contradiction]:
    """Every snapshot, then every document, that is not in or out of the questions as the log last says."""
    s, d = register_snapshots.c, documents.c
    acts = ("register_removed", "register_restored")
    yield from _marked(connection, "Snapshot", s.id, s.removed_at, *acts)
    yield from _marked(
        connection, "Document", d.sha256, d.withdrawn_at, "document_withdrawn", "document_restored"
    )


def _marked(
    connection: Connection, kind: str, key: Column[object], mark: Column[object], out: str, back: str
) -> Iterator[Contradiction]:
    told = _last(connection, out, back)
    for subject, at in connection.execute(select(key, mark).order_by(key)):
        name = f"{kind} {str(subject)[:12]}"
        last = told.pop(str(subject), None)
        if at == (last.at if last and last.act == out else None):
            continue
        if last is None:
            yield Contradiction(f"{name} is taken out of the questions, and no entry says who did so.")
        else:
            said = f"{name} is not in or out of the questions as the log last says: {last.act}."
            yield Contradiction(said, last.sequence)
    for subject, last in told.items():
        yield Contradiction(f"{kind} {subject[:12]} was taken out of the record.", last.sequence)


def _last(connection: Connection, *acts: str) -> dict[str, Entry]:
    query = select(audit_log).where(audit_log.c.act.in_(acts)).order_by(audit_log.c.sequence)
    return {row["subject"]: entry_of(row) for row in connection.execute(query).mappings()}
