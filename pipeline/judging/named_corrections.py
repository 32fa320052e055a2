"""Findings that rest on a corrected value name the correction, so that nobody takes it for what was read."""

from dataclasses import replace

from sqlalchemy import Connection, and_, select

from pipeline.checks import CheckOutcome, Finding, ReportEvidence
from pipeline.record.tables.base import BOX
from pipeline.record.tables.corrections import corrected_facts, corrections
from pipeline.record.tables.documents import extractions
from pipeline.record.tables.facts import evidence

# A document and a page, and what was corrected there: the box, the number, who said so.
_Places = dict[tuple[str | None, int], list[tuple[tuple[float, ...], int, str]]]


def naming_corrections(connection: Connection, outcome: CheckOutcome) -> CheckOutcome:
    """The same outcome; of findings with a place on a fact that a correction changed, the message says so."""
    places = _corrected_places(connection)
    if not places:
        return outcome
    return replace(outcome, findings=tuple(_named(one, places) for one in outcome.findings))


def _corrected_places(connection: Connection) -> _Places:
    c, e, n = corrected_facts.c, evidence.c, corrections.c
    query = (
        select(extractions.c.sha256, e.page, *(e[name] for name in BOX), n.number, n.actor)
        .select_from(corrected_facts)
        .join(evidence, and_(e.extraction_id == c.extraction_id, e.position == c.position))
        .join(extractions, extractions.c.id == c.extraction_id)
        .join(corrections, n.number == c.correction)
        .order_by(n.number)
    )
    found: _Places = {}
    for sha256, page, x0, top, x1, bottom, number, by in connection.execute(query):
        found.setdefault((sha256, page), []).append(((x0, top, x1, bottom), number, by))
    return found


def _named(finding: Finding, places: _Places) -> Finding:
    named: dict[int, str] = {}
    for spot in finding.evidence:
        if isinstance(spot, ReportEvidence):
            for box, number, by in places.get((spot.sha256, spot.page), ()):
                if _meet(spot.bbox, box):
                    named[number] = by
    if not named:
        return finding
    said = ", ".join(f"{number} by {by}" for number, by in named.items())
    return replace(finding, message=f"{finding.message} It rests on correction {said}.")


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
