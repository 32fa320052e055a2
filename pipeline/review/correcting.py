"""Corrections: proposed with a reason, shown with what they would change, counted once another approved.

A correction, its entry in the log and the new reading of its document are one transaction. The document is
read again, so that what stands in the record is always a reading with the corrections that count over it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from json import dumps
from typing import Literal

from sqlalchemy import Connection, insert, select

from extractors.contract import Evidence, Extraction, JsonObject, Refusal, Section
from pipeline.basics.errors import UnusableInput
from pipeline.basics.persons import same_person
from pipeline.logbook.actors import actor_named, reason_given, signed
from pipeline.logbook.audit_log import Act, append, hold
from pipeline.logbook.corrections import ACTS, PROPOSED, act_digest, correction_digest
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.base import BOX
from pipeline.record.tables.corrections import correction_acts, corrections
from pipeline.register.snapshots.read_back import entries_of, snapshot_heads
from pipeline.reports.corrections import Correction, correction_of, standing_corrections
from pipeline.reports.own_words import own_words_in
from pipeline.reports.read_back import read_heads, whole
from pipeline.review.answers import Kept, put
from pipeline.review.effect import Effect, Reader, compared
from pipeline.review.numbering import next_number

Saying = Literal["approve", "reject", "undo"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction before it is written: `was` None adds a fact, `fields` None takes one out."""

    sha256: str
    kind: str
    section: Section
    evidence: Evidence
    was: JsonObject | None
    fields: JsonObject | None

    @property
    def correction(self) -> Literal["correct", "add", "remove"]:
        """What it does, as the table calls it."""
        if self.was is None:
            return "add"
        return "remove" if self.fields is None else "correct"


def propose(
    reader: Reader,
    proposal: Proposal,
    *,
    by: str,
    now: datetime,
    reason: str,
    login: str | None = None,
    dry: bool = False,
) -> Kept:
    """Writes a correction that waits for another person, and gives what it would change; a dry run only that.

    Raises UnusableInput, having written nothing, where the person may not propose it or gives no reason.
    """
    reason = reason_given(reason)
    with read_transaction(reader.engine) as connection:
        by = actor_named(connection, by, "judge")
        standing = standing_corrections(connection)
    effect = _effect(reader, proposal.sha256, (*standing, _as_counted(proposal)), proposal.evidence.page)
    if dry:
        return Kept(None, effect)
    with write_transaction(reader.engine) as connection:
        hold(connection)
        number = next_number(connection)
        row = {
            "number": number,
            "at": now,
            "actor": by,
            "correction": proposal.correction,
            "sha256": proposal.sha256,
            "kind": proposal.kind,
            "section": proposal.section,
            "page": proposal.evidence.page,
            "text": proposal.evidence.text,
            "reason": reason,
            **dict(zip(BOX, proposal.evidence.bbox, strict=True)),
            "was": None if proposal.was is None else dumps(proposal.was),
            "fields": None if proposal.fields is None else dumps(proposal.fields),
        }
        connection.execute(insert(corrections), row)
        said = signed({"digest": correction_digest(connection, number), "reason": reason}, login)
        append(connection, [Act(by, PROPOSED, str(number), said)], at=now)
    return Kept(number, effect)


def say(
    reader: Reader,
    number: int,
    act: Saying,
    *,
    by: str,
    now: datetime,
    reason: str = "",
    login: str | None = None,
    dry: bool = False,
) -> Kept:
    """Approves a correction, rejects it or takes it back, and keeps its document as it then reads.

    The caller holds the run lock where it is no dry run. Raises UnusableInput, having written nothing, where
    there is no such correction, it has ended, or the person may not say this of it.
    """
    if act == "reject":
        reason = reason_given(reason)
    with read_transaction(reader.engine) as connection:
        by = actor_named(connection, by, "judge" if act == "undo" else "approve")
        one, counts = _checked(connection, number, act, by)
        standing = standing_corrections(connection)
    after = tuple(s for s in standing if s.number != number) + ((one,) if act == "approve" else ())
    changes = act == "approve" or counts
    order = tuple(sorted(after, key=lambda s: s.number))
    effect = _effect(reader, one.sha256, order, one.evidence.page) if changes else _NOTHING
    if dry:
        return Kept(None, effect)
    with write_transaction(reader.engine) as connection:
        hold(connection)
        _checked(connection, number, act, by)
        if standing_corrections(connection) != standing:
            raise UnusableInput("Other corrections changed meanwhile; nothing was written. Try again.")
        row = {"correction": number, "act": act, "at": now, "actor": by, "reason": reason.strip()}
        connection.execute(insert(correction_acts), row)
        for reading in effect.readings:
            put(connection, reading, reader.version, now)
        said = signed({"digest": act_digest(connection, number, act), "reason": reason.strip()}, login)
        append(connection, [Act(by, ACTS[act], str(number), said)], at=now)
    return Kept(number, effect)


_NOTHING = Effect(0, (), (), (), ())


def _checked(connection: Connection, number: int, act: Saying, by: str) -> tuple[Correction, bool]:
    """The correction, and whether it counts now."""
    row = connection.execute(select(corrections).where(corrections.c.number == number)).mappings().first()
    if row is None:
        raise UnusableInput(f"There is no correction {number}. `csrecon review corrections` lists them.")
    a = correction_acts.c
    said = set(connection.scalars(select(a.act).where(a.correction == number)))
    if said & {"reject", "undo"}:
        ended = "rejected" if "reject" in said else "taken back"
        raise UnusableInput(f"Correction {number} was {ended} already.")
    if act in said:
        raise UnusableInput(f"Correction {number} was approved already.")
    if act == "reject" and "approve" in said:
        raise UnusableInput(f"Correction {number} was approved: `csrecon review undo {number}` ends it.")
    if act != "undo" and same_person(by, row["actor"]):
        raise UnusableInput(
            f"Another person than {row['actor']}, who proposed correction {number}, must {act} it."
        )
    return correction_of(row), "approve" in said


def _as_counted(proposal: Proposal) -> Correction:
    """The proposal as if it were approved; it comes after all that are."""
    return Correction(
        2**31, proposal.correction, proposal.sha256, proposal.kind, proposal.section, proposal.evidence,
        proposal.was, proposal.fields,
    )  # fmt: skip


def _effect(reader: Reader, sha256: str, standing: Sequence[Correction], page: int) -> Effect:
    with read_transaction(reader.engine) as connection:
        before = whole(connection, read_heads(connection))
        snapshots = entries_of(connection, snapshot_heads(connection))
        own = own_words_in(connection)
    filename = next((one.document.filename for one in before if one.document.sha256 == sha256), None)
    if filename is None:
        raise UnusableInput("The document of this correction is no report that counts: it cannot be judged.")
    reading: Extraction | Refusal = reader.sandbox.read(reader.archive.get(sha256), filename, own)
    return compared(before, snapshots, (reading,), standing, {(sha256, page)})
