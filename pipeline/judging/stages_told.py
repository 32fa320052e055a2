"""Where each report sees each modification, as a table that SQL can join.

It is worked out by the very signs that the checks judge by, and written by each run of all checks for the
months that it judges: the same logic a second time in SQL would come to say something else.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert

from pipeline.checks.model import CheckModel
from pipeline.checks.process.stages_told import stages_told
from pipeline.checks.report_and_snapshot import Report
from pipeline.checks.standing import standing
from pipeline.record.tables import judgement
from pipeline.reports.read_back import ReportHead

Rows = list[dict[str, Any]]


def stages_of(model: CheckModel, heads: Sequence[ReportHead]) -> Mapping[int, Rows]:
    """The rows of each report that the model judges, by its extraction."""
    issues: dict[str, list[ReportHead]] = {}
    for head in heads:
        issues.setdefault(head.header.period, []).append(head)
    ids = {month: standing(issued).id for month, issued in issues.items()}
    return {ids[report.period]: list(_rows(report, ids[report.period])) for report in model.reports}


def write_stages_told(connection: Connection, stages: Mapping[int, Rows]) -> None:
    """These reports' rows in the place of those that were there."""
    table = judgement.stages_told
    for extraction in stages:
        connection.execute(delete(table).where(table.c.extraction_id == extraction))
    if rows := [row for some in stages.values() for row in some]:
        connection.execute(insert(table), rows)


def _rows(report: Report, extraction: int) -> Iterator[dict[str, Any]]:
    places = {id(fact): place for place, fact in enumerate(report.extraction.facts)}
    for who, told in stages_told(report).items():
        yield {
            "extraction_id": extraction,
            "modification": who,
            "reference": told.reference,
            "position": places[id(told.fact)],
            "stage": told.stage,
            "sign": told.sign,
            "stage_on": told.on,
        }
