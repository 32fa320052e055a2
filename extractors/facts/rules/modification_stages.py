"""Where a modification stands: a row of a table of all modifications, by the name of its stage."""

from collections.abc import Iterator
from datetime import date

from extractors.contract import ModificationStage
from extractors.facts.rules.table_row import TableRow, reference_in
from extractors.values.dates import read_date
from extractors.vocabulary.stage_names import stage_named


def modification_stages(row: TableRow, title: str | None, near: date) -> Iterator[ModificationStage]:
    """The stage that a row names for its modification; none where its words name no stage."""
    reference = reference_in(row.text("reference"))
    printed = row.text("stage")
    stage = stage_named(printed) if printed else None
    if reference is None or printed is None or stage is None:
        return
    raised = row.text("raised_on")
    next_step = (row.text("next_step") or "").strip("–—- ")
    yield ModificationStage(
        section=row.section,
        evidence=row.evidence,
        reference=reference,
        title=title,
        stage=stage,
        printed=printed,
        raised_on=read_date(raised, near) if raised else None,
        next_step=next_step or None,
    )
