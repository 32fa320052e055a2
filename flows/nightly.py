"""The night: the newest register, new reports, the checks, and what is different since the night before.

A part that fails leaves the others to be done: the night tells what went wrong and ends as failed.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from prefect import State, flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from pydantic import SecretStr
from sqlalchemy import Engine

from extractors import VERSION
from flows import names
from flows.backfill import Workers
from flows.batches import BatchParameters, can_help, take_all, tell_documents, threads
from flows.ending import VERSION_OF_PACKAGE, ended
from flows.given import given, settings_for
from flows.night import RegisterNews, hold_night, load_register
from pipeline.archive.folder import Archive
from pipeline.basics.errors import UnusableInput
from pipeline.basics.logs import log
from pipeline.logbook.run_log import record_run
from pipeline.nights.night import NIGHTLY, Night
from pipeline.nights.pages import markdown
from pipeline.nights.ready import require_something_to_do
from pipeline.record.database import open_database
from pipeline.record.run_lock import run_lock
from pipeline.reports.intake import Taken
from pipeline.reports.plan import Plan, plan
from pipeline.reports.zipped import documents_at
from pipeline.settings import Settings


@flow(
    name="csrecon-nightly",
    flow_run_name=names.night,
    version=VERSION_OF_PACKAGE,
    persist_result=False,
    task_runner=threads(),
)
def nightly(
    inbox: str | None = None,
    register_source: str | None = None,
    workers: Workers | None = None,
    database: SecretStr | None = None,
    scope: Literal["auto", "whole", "part"] | None = None,
    shrunk: bool | None = None,
    allow_private: bool | None = None,
) -> State[dict[str, int]]:
    """One night; gives its counts. What is not given comes from the settings, read where the flow runs.

    Raises Locked where another run is at work, and what went wrong first where something did.
    """
    settings = settings_for(
        database, workers=workers, scope=scope, shrunk=shrunk, allow_private=allow_private
    )
    source = register_source or settings.register_source
    folder = Path(inbox) if inbox else settings.inbox
    require_something_to_do(settings.database_url, folder, source)
    engine = open_database(settings.database_url, upgrade=True)
    now = datetime.now(UTC)
    with run_lock(engine, now=now), record_run(engine, NIGHTLY, now=now) as run:
        order = BatchParameters(run.id, settings, now)
        hold_night(
            engine,
            settings,
            source,
            run,
            now,
            load=_load_register,
            take=lambda done: _take_new(engine, order, folder, done),
            tell=_tell,
        )
    return ended(run.counts)


def _tell(night: Night, page: Path) -> None:
    read = [one for one in night.documents if one.became != "known"]
    tell_documents(read, f"Run {night.run}.")
    create_markdown_artifact(key="csrecon-night", markdown=markdown(night))
    given().tell(night, page)


@task(
    name="register",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=2,
    retry_delay_seconds=10,
    retry_condition_fn=can_help,
)
def _load_register(engine: Engine, settings: Settings, source: str, now: datetime) -> RegisterNews:
    return load_register(engine, settings, source, now)


def _take_new(engine: Engine, order: BatchParameters, inbox: Path | None, done: dict[Path, Taken]) -> None:
    if planned := given().plan:
        _take(engine, order, planned, done)
        return
    if inbox is None:
        return
    if not inbox.is_dir():
        raise UnusableInput(f"There is no folder {inbox} to look for new reports in.")
    archive, largest = Archive(order.settings.archive_folder), order.settings.limits.size
    with documents_at([inbox], largest) as found:
        for one in found.passed_over:
            log.info("passed over", path=str(one.path), reason=one.reason)
        planned = plan(engine, archive, found.paths, VERSION, again=False, largest=largest)
        _take(engine, order, planned, done)


def _take(engine: Engine, order: BatchParameters, planned: Plan, done: dict[Path, Taken]) -> None:
    done |= {path: Taken(path, "known") for path in planned.done}
    if planned.todo:
        take_all(order, engine, planned.todo, done)
