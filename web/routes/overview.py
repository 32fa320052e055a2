"""The first page: where the record stands."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipeline.basics.severity import SEVERITIES
from pipeline.checks import CHECKS
from pipeline.queries import AGES, Overview, overview
from pipeline.record.database import read_transaction
from web.dependencies import Answers, Record
from web.guard.access import reads
from web.view.charts import DURATION_HEIGHT, STAGE_HEIGHT, Months, duration_panels, stage_rows
from web.view.month_map import heat_rows
from web.view.rendering import page

router = APIRouter(dependencies=[reads])


@router.get("/", response_class=HTMLResponse)
def show(request: Request, record: Record, kept: Answers) -> HTMLResponse:
    """The newest report and register, what is open, and the figures of all reports over time."""
    with read_transaction(record) as connection:
        found = kept.answer(overview, connection)
    axis = Months([*(month for by in found.stages.values() for month in by), *_returned(found)])
    codes = {code for _, code in found.months}
    return page(
        request,
        "overview.html",
        found=found,
        ages=[name for _, name in AGES if any((one, name) in found.open_by_age for one in SEVERITIES)],
        severities=SEVERITIES,
        ticks=axis.ticks(),
        stages=stage_rows(found.stages, axis),
        stage_height=STAGE_HEIGHT,
        panels=duration_panels(found.durations, found.targets, axis),
        duration_height=DURATION_HEIGHT,
        checks=[check for check in CHECKS if check.code in codes],
        heat=heat_rows(found.months, [check.code for check in CHECKS if check.code in codes]),
    )


def _returned(found: Overview) -> list[str]:
    return [one.month for by_month in found.durations.values() for one in by_month]
