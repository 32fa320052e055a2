"""The run log, and what a run could not judge."""

from dataclasses import asdict
from typing import Annotated

from fastapi import HTTPException, Path

from pipeline.judging.not_judged import not_judged_in
from pipeline.logbook.run_log import PastRun
from pipeline.queries import run_parts, runs_page
from pipeline.record.database import read_transaction
from web.api.models import HeadOfLog, NotJudgedObject, Part, RunObject
from web.api.routing import Limit, Offset, reading_router
from web.dependencies import Record

router = reading_router("runs")


@router.get("/runs")
def list_past_runs(record: Record, offset: Offset = 0, limit: Limit = 100) -> Part[RunObject]:
    """Past runs, newest first."""
    with read_transaction(record) as connection:
        total, past = runs_page(connection, "", offset=offset, limit=limit)
    return Part(total=total, offset=offset, items=list(map(_object, past)))


@router.get("/runs/{run}/not-judged")
def list_not_judged(record: Record, run: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> list[NotJudgedObject]:
    """All that a run of the checks could not judge."""
    with read_transaction(record) as connection:
        known = run_parts(connection, run, limit=0)
    if known is None:
        raise HTTPException(404, f"There is no run {run}.")
    return [NotJudgedObject.model_validate(asdict(one) | {"run": run}) for one in not_judged_in(record, run)]


def _object(run: PastRun) -> RunObject:
    ended = HeadOfLog(entries=run.entries, head=run.hash) if run.entries is not None and run.hash else None
    return RunObject(
        id=run.id,
        kind=run.kind,
        started_at=run.started_at,
        finished_at=run.finished_at,
        status=run.status,
        counts=run.counts,
        seconds=run.seconds,
        message=run.message,
        log=ended,
    )
