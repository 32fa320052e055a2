"""The first page: where the record stands."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipeline.browse import AGES, Overview, overview
from pipeline.checks import CHECKS
from pipeline.database import reading
from web.access import reads
from web.charts import DURATION_HEIGHT, STAGE_HEIGHT, Months, duration_panels, stage_rows
from web.rendering import page
from web.shared import Record

router = APIRouter(dependencies=[reads])

_SHADES = 5


@router.get("/", response_class=HTMLResponse)
def show(request: Request, record: Record) -> HTMLResponse:
    """The newest report and register, what is open, and the figures of all reports over time."""
    with reading(record) as connection:
        found = overview(connection)
    axis = Months([*(month for by in found.stages.values() for month in by), *_returned(found)])
    codes = {code for _, code in found.months}
    return page(
        request,
        "overview.html",
        found=found,
        ages=[name for _, name in AGES if any((one, name) in found.open_by_age for one in _SEVERITIES)],
        severities=_SEVERITIES,
        ticks=axis.ticks(),
        stages=stage_rows(found.stages, axis),
        stage_height=STAGE_HEIGHT,
        panels=duration_panels(found.durations, found.targets, axis),
        duration_height=DURATION_HEIGHT,
        checks=[check for check in CHECKS if check.code in codes],
        heat=_heat(found.months, [check.code for check in CHECKS if check.code in codes]),
    )


_SEVERITIES = ("error", "warning", "info")


def _returned(found: Overview) -> list[str]:
    return [one.month for by_month in found.durations.values() for one in by_month]


def _heat(
    months: dict[tuple[str, str], int], codes: list[str]
) -> list[tuple[str, int, list[tuple[str, int, int]]]]:
    """For each month, newest first: its sum and, for each check, the code, the count and the shade."""
    most = max(months.values(), default=1)
    rows = []
    for month in sorted({month for month, _ in months}, reverse=True):
        counts = [(code, months.get((month, code), 0)) for code in codes]
        # The square root keeps one finding apart from none where another cell has a hundred.
        cells = [(code, n, max(1, round(_SHADES * (n / most) ** 0.5)) if n else 0) for code, n in counts]
        rows.append((month, sum(n for _, n in counts), cells))
    return rows
