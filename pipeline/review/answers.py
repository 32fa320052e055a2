"""Answers: tried first, then kept with a name, in the log, together with what the record reads by them.

An answer, its rows, its entry in the log and the new readings are one transaction. An answer is taken back by
another one; readings that stood before it stand again, those made by it are taken out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from json import dumps

from sqlalchemy import Connection, delete, insert, select

from extractors.contract import OWN_TABLES, Extraction, OwnRow, OwnVocabulary, Refusal
from pipeline.basics.errors import UnusableInput
from pipeline.basics.persons import same_person
from pipeline.basics.roles import Right
from pipeline.logbook.actors import actor_named, signed
from pipeline.logbook.answers import answer_digest
from pipeline.logbook.audit_log import Act, Json, append, hold
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.base import number_for
from pipeline.record.tables.documents import extractions
from pipeline.record.tables.review import own_vocabulary, review_answers
from pipeline.reports.corrections import corrected, standing_corrections
from pipeline.reports.own_words import numbered_rows, own_words_in
from pipeline.reports.write import write_reading
from pipeline.review.effect import Effect, Reader, effect_of
from pipeline.review.model import Item
from pipeline.review.numbering import next_number


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be kept: `answer` is a word of the table, `rows` what it adds to the own vocabulary."""

    answer: str
    item: Item | None = None
    rows: tuple[OwnRow, ...] = ()
    until: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an answer: its number, None where it was only tried, and what it changes."""

    number: int | None
    effect: Effect


def give(
    reader: Reader,
    answer: Answer,
    *,
    by: str,
    now: datetime,
    reason: str = "",
    login: str | None = None,
    dry: bool = False,
) -> Kept:
    """Tries the answer and, unless it is a dry run, keeps it. The caller holds the run lock where it is none.

    Raises UnusableInput, having written nothing, where it makes no sense or the person may not give it.
    """
    right: Right = "approve" if answer.answer == "approve" else "judge"
    with read_transaction(reader.engine) as connection:
        by = actor_named(connection, by, right)
        _check(connection, answer, by)
        before, own = own_words_in(connection), _own_after(connection, answer)
    about = answer.item.places if answer.item else ()
    effect = effect_of(reader, own, about) if own != before else Effect(0, (), (), (), ())
    if dry:
        return Kept(None, effect)
    with write_transaction(reader.engine) as connection:
        hold(connection)
        if own_words_in(connection) != before:
            raise UnusableInput("The archive's own words changed meanwhile; nothing was written. Try again.")
        number = _write(connection, answer, by, reason.strip(), now)
        for reading in effect.readings:
            put(connection, reading, reader.version, now)
        said: dict[str, Json] = {"answer": answer.answer, "digest": answer_digest(connection, number)}
        if reason.strip():
            said["reason"] = reason.strip()
        append(connection, [Act(by, "reviewed", str(number), signed(said, login))], at=now)
    return Kept(number, effect)


def _check(connection: Connection, answer: Answer, by: str) -> None:
    a = review_answers.c
    if answer.undoes is not None:
        found = connection.execute(select(a.answer).where(a.number == answer.undoes)).first()
        if found is None or found.answer == "undo":
            raise UnusableInput(
                f"There is no answer {answer.undoes} to take back. `csrecon vocabulary list --own`"
            )
        if connection.execute(select(a.number).where(a.undoes == answer.undoes)).first():
            raise UnusableInput(f"Answer {answer.undoes} was taken back already.")
    if answer.answer == "approve":
        waiting = {number for number, row in numbered_rows(connection) if not row.approved}
        if not waiting:
            raise UnusableInput("No row of the archive's own vocabulary awaits approval.")
        authors = connection.scalars(select(a.actor).where(a.number.in_(waiting)))
        if any(same_person(by, author) for author in authors):
            raise UnusableInput("Another person than the one who imported these rows must approve them.")


def _own_after(connection: Connection, answer: Answer) -> OwnVocabulary:
    """The rows in force once the answer is."""
    rows = numbered_rows(connection)
    if answer.answer == "approve":
        return OwnVocabulary(tuple(replace(row, approved=True) for _, row in rows))
    if answer.undoes is not None:
        return OwnVocabulary(tuple(row for _, row in numbered_rows(connection, without=answer.undoes)))
    new = (replace(row, approved=answer.answer != "import") for row in answer.rows)
    return OwnVocabulary((*(row for _, row in rows), *new))


def _write(connection: Connection, answer: Answer, by: str, reason: str, now: datetime) -> int:
    number = next_number(connection)
    item = answer.item
    row = {
        "number": number,
        "at": now,
        "actor": by,
        "answer": answer.answer,
        "kind": item.kind if item else None,
        "item": item.id if item else None,
        "text": item.says if item else None,
        "reason": reason,
        "until": answer.until,
        "undoes": answer.undoes,
    }
    connection.execute(insert(review_answers), row)
    if answer.rows:
        connection.execute(insert(own_vocabulary), list(_spelled(number, answer.rows)))
    return number


def _spelled(number: int, rows: Sequence[OwnRow]) -> Iterable[dict[str, object]]:
    for position, row in enumerate(rows):
        yield {
            "answer": number,
            "position": position,
            "in_table": row.table,
            "meaning": dumps(dict(zip(OWN_TABLES[row.table], row.meaning, strict=True))),
            "wording": row.wording,
            "first_seen": row.first_seen,
        }


def put(connection: Connection, reading: Extraction | Refusal, version: str, now: datetime) -> None:
    """Makes this reading of its document the one that counts."""
    document = reading.document
    assert document.sha256 is not None  # it came out of the archive by it
    c = extractions.c
    over = corrected(reading, standing_corrections(connection, document.sha256))
    name = number_for(document.sha256, over.version(version))
    stood = connection.scalar(select(c.extracted_at).where(c.id == name))
    if stood is not None:  # it stood before the answers that came since: they were taken back
        later = (c.sha256 == document.sha256) & (c.id != name) & (c.extracted_at >= stood)
        connection.execute(delete(extractions).where(later))
    write_reading(connection, document.sha256, None, reading, version, now)
