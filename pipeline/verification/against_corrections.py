"""Corrections and what was said to them, held against the log of acts."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from pipeline.logbook.audit_log import entry_of
from pipeline.logbook.corrections import ACTS, PROPOSED, act_digest, correction_digest
from pipeline.record.tables.audit import audit_log
from pipeline.record.tables.corrections import correction_acts, corrections
from pipeline.verification.told import Contradiction


def against_corrections(connection: Connection) -> Iterator[Contradiction]:
    """Every correction or act on one that is not as its entry says, that has none, or that was taken out."""
    query = select(audit_log).where(audit_log.c.act.in_((PROPOSED, *ACTS.values())))
    found = connection.execute(query.order_by(audit_log.c.sequence)).mappings()
    told = {(row["act"], row["subject"]): entry_of(row) for row in found}
    a = correction_acts.c
    standing = {
        (PROPOSED, str(number)): correction_digest(connection, number)
        for number in connection.scalars(select(corrections.c.number))
    }
    for number, act in connection.execute(select(a.correction, a.act)):
        standing[ACTS[act], str(number)] = act_digest(connection, number, act)
    for (act, subject), digest in sorted(standing.items()):
        entry = told.pop((act, subject), None)
        if entry is None:
            yield Contradiction(f"Correction {subject} has an act that stands in no entry ({act}).")
        elif entry.particulars.get("digest") != digest:
            yield Contradiction(f"Correction {subject} is not what was written ({act}).", entry.sequence)
    for (act, subject), entry in told.items():
        yield Contradiction(f"Correction {subject} lost an act that was written ({act}).", entry.sequence)
