"""The backfill: an archive of reports into the record, once, and again whenever extraction improves.

Each document stands in our own tables as soon as it is read, so a retried or repeated run skips what is
done.
"""

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from prefect import State, flow
from pydantic import Field, SecretStr
from sqlalchemy import Engine

from extractors import VERSION
from flows import names
from flows.batches import BatchParameters, take_all, tell_documents, threads
from flows.ending import VERSION_OF_PACKAGE, ended
from flows.given import given, settings_for
from pipeline.archive.folder import Archive
from pipeline.basics.logs import log
from pipeline.logbook.run_log import record_run
from pipeline.record.database import open_database
from pipeline.record.run_lock import run_lock, shard_lock
from pipeline.reports.intake import Taken, tally
from pipeline.reports.plan import Plan, Shard, plan
from pipeline.reports.zipped import some_documents_at
from pipeline.settings import Settings

Month = Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
Workers = Annotated[int, Field(ge=1, le=64)]
Part = Annotated[str, Field(pattern=r"^[1-9]\d*/[1-9]\d*$")]


@flow(
    name="csrecon-backfill",
    flow_run_name=names.backfill,
    version=VERSION_OF_PACKAGE,
    persist_result=False,
    task_runner=threads(),
)
def backfill(
    places: list[str],
    workers: Workers | None = None,
    since: Month | None = None,
    again: bool = False,
    shard: Part | None = None,
    database: SecretStr | None = None,
) -> State[dict[str, int]]:
    """Takes every document at the places into the record; gives how many became what.

    What is not given comes from the settings, read where the flow runs. `shard` (`2/3`) takes that part
    of the documents and lets the other parts run at the same time, here or on another machine.
    Raises UnusableInput for a place that is none, Locked where another run is at work, OutOfReach where
    database or archive fail. Interrupted, it keeps what is done and marks its run as interrupted.
    """
    settings = settings_for(database, workers=workers)
    engine = open_database(settings.database_url, upgrade=True)
    now = datetime.now(UTC)
    part = Shard.parse(shard or "1/1")
    lock = shard_lock if part.of > 1 else run_lock
    with lock(engine, now=now), record_run(engine, "backfill", now=now) as run, ExitStack() as unpacked:
        planned = given().plan or _plan(engine, settings, unpacked, places, again, part)
        done = {path: Taken(path, "known") for path in planned.done}
        try:
            if planned.todo:
                take_all(BatchParameters(run.id, settings, now, since, again), engine, planned.todo, done)
        finally:
            run.counts = tally(done.values())
            run.quarantined = run.counts["refused"] > 0
        tell_documents(list(done.values()), f"Run {run.id}: {planned}.")
    return ended(run.counts)


def _plan(
    engine: Engine, settings: Settings, unpacked: ExitStack, places: list[str], again: bool, part: Shard
) -> Plan:
    archive, largest = Archive(settings.archive_folder), settings.limits.size
    found = unpacked.enter_context(some_documents_at([Path(place) for place in places], largest))
    for one in found.passed_over:
        log.info("passed over", path=str(one.path), reason=one.reason)
    return plan(engine, archive, found.paths, VERSION, again=again, largest=largest, shard=part)
