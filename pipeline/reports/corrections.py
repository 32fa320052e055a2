"""Corrections, laid over what was read of a document: what a person set right counts, what was read is kept.

A correction that another person approved counts for as long as the words that it rests on stand where they
stood and the reading does not come to agree with it; then it lapses by itself, and counts again if it must.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from json import dumps, loads
from typing import Literal

from sqlalchemy import Connection, RowMapping, select

from extractors.contract import (
    BUILT_IN,
    Evidence,
    Extraction,
    Fact,
    JsonObject,
    Refusal,
    Section,
    fact_of,
    with_values,
    words_in,
)
from pipeline.record.tables.corrections import correction_acts, corrections
from pipeline.reports.rows import evidence_from_row


@dataclass(frozen=True, slots=True)
class Correction:
    """What is set right: `was` are the fact's fields as read, `fields` those that it sets, as JSON values.

    `was` is None where a fact is added, `fields` where one is taken out.
    """

    number: int
    correction: Literal["correct", "add", "remove"]
    sha256: str
    kind: str
    section: Section
    evidence: Evidence
    was: JsonObject | None
    fields: JsonObject | None


@dataclass(frozen=True, slots=True)
class Laid:
    """A correction that counts in a reading: where its fact stands there, and its fields as read, as JSON."""

    correction: int
    position: int | None
    was: str | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A reading with its corrections laid over it, and which they were."""

    reading: Extraction | Refusal
    laid: tuple[Laid, ...] = ()

    def version(self, version: str) -> str:
        """By what it was read: the extractor's version, and behind a plus sign own words and corrections."""
        vocabulary = self.reading.document.vocabulary
        words = "" if vocabulary == BUILT_IN else vocabulary[:12]
        numbers = ",".join(str(one.correction) for one in self.laid)
        over = f".{sha256(numbers.encode()).hexdigest()[:12]}" if numbers else ""
        return f"{version}+{words}{over}" if words or over else version


def standing_corrections(connection: Connection, document: str | None = None) -> tuple[Correction, ...]:
    """Those that were approved and not taken back, of one document or of all, in their order."""
    return tuple(map(correction_of, _rows(connection, document)))


def _rows(connection: Connection, document: str | None) -> Sequence[RowMapping]:
    c, a = corrections.c, correction_acts.c
    approved = select(a.correction).where(a.act == "approve")
    ended = select(a.correction).where(a.act != "approve")
    query = select(corrections).where(c.number.in_(approved), c.number.not_in(ended))
    if document is not None:
        query = query.where(c.sha256 == document)
    return connection.execute(query.order_by(c.number)).mappings().all()


def correction_of(row: RowMapping) -> Correction:
    """The correction that a row of the table holds."""
    return Correction(
        row["number"],
        row["correction"],
        row["sha256"],
        row["kind"],
        row["section"],
        evidence_from_row(row),
        None if row["was"] is None else loads(row["was"]),
        None if row["fields"] is None else loads(row["fields"]),
    )


def corrected(reading: Extraction | Refusal, standing: Collection[Correction]) -> Corrected:
    """The reading with those of these corrections that are of its document and count in it."""
    mine = [one for one in standing if one.sha256 == reading.document.sha256]
    if isinstance(reading, Refusal) or not mine:
        return Corrected(reading)
    facts: dict[int, Fact] = dict(enumerate(reading.facts))
    counted: list[tuple[int, int, str | None]] = []
    for one in mine:
        if one.correction == "add":
            if _may_stand(one, reading) and not any(_agrees(fact, one) for fact in facts.values()):
                place = len(reading.facts) + len(counted)
                facts[place] = fact_of(one.kind, one.section, (one.evidence,), one.fields or {})
                counted.append((one.number, place, None))
            continue
        found = _place_of(facts, one)
        if found is None or (one.fields is not None and _has(facts[found], one.fields)):
            continue
        was = dumps(facts[found].values())
        if one.fields is None:
            del facts[found]
        else:
            facts[found] = with_values(facts[found], one.fields)
        counted.append((one.number, found, was))
    order = {place: position for position, place in enumerate(facts)}
    laid = tuple(Laid(number, order.get(place), was) for number, place, was in counted)
    return Corrected(replace(reading, facts=tuple(facts.values())), laid)


def _place_of(facts: Mapping[int, Fact], one: Correction) -> int | None:
    """Which fact is meant: the one that was read there, or the only one of its kind that is now."""
    there = [place for place, fact in facts.items() if _stands_at(fact, one)]
    same = [place for place in there if facts[place].values() == one.was]
    if same:
        return same[0]
    return there[0] if len(there) == 1 else None


def _stands_at(fact: Fact, one: Correction) -> bool:
    spot, meant = fact.evidence[0], one.evidence
    same = (spot.page, spot.bbox[:2], spot.text) == (meant.page, meant.bbox[:2], meant.text)
    return fact.kind == one.kind and same


def _agrees(fact: Fact, one: Correction) -> bool:
    """Whether a fact that is read says what was added."""
    on_page = any(spot.page == one.evidence.page for spot in fact.evidence)
    return fact.kind == one.kind and on_page and _has(fact, one.fields or {})


def _has(fact: Fact, values: JsonObject) -> bool:
    said = fact.values()
    return all(said.get(name) == value for name, value in values.items())


def _may_stand(one: Correction, reading: Extraction) -> bool:
    """Whether the words that an added fact rests on are the document's, as far as its words are known."""
    known = set(reading.words)
    return not known or set(words_in([one.evidence.text])) <= known
