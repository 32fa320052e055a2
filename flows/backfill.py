"""The backfill: an archive of reports into the record, once, and again whenever extraction improves.

A flow with one task a batch. The tasks are threads that feed a pool of sandboxed readers; each document
stands in our own tables as soon as it is read, so a retried or repeated run skips what is done.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.exceptions import TerminationSignal
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task
from pydantic import SecretStr

from extractors import VERSION
from pipeline.archive import Archive
from pipeline.database import open_database
from pipeline.errors import OutOfReach
from pipeline.ingest import Intake, Taken, discover, tally
from pipeline.lock import run_lock
from pipeline.runs import record_run
from pipeline.sandbox import Limits, Sandbox

_BATCH = 25
_MOST_BATCHES = 200  # Prefect's server drops events when a flow has thousands of task runs
_RETRIES = 2
_RETRY_SECONDS = 5

# Who watches a run in this process: called for each document that is done, from any thread.
watcher: ContextVar[Callable[[Taken], None]] = ContextVar("watcher")


_three_threads: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=3)


@flow(name="csrecon-backfill", persist_result=False, task_runner=_three_threads)
def backfill(
    places: list[str],
    database: SecretStr,
    archive: str,
    workers: int = 2,
    since: str | None = None,
    again: bool = False,
    limits: Limits | None = None,
) -> dict[str, int]:
    """Takes every document at the places into the record; gives how many became what.

    Raises UnusableInput for a place that is none, Locked where another run is at work, OutOfReach where
    database or archive fail. Interrupted, it keeps what is done and marks its run as interrupted.
    A task runner with one thread more than there are workers stores one document while others are read.
    """
    paths = discover([Path(place) for place in places])
    engine = open_database(database.get_secret_value(), upgrade=True)
    now = datetime.now(UTC)
    with (
        run_lock(engine, now=now),
        record_run(engine, "backfill", now=now) as run,
        Sandbox(workers, limits) as sandbox,
    ):
        intake = Intake(engine, Archive(Path(archive)), sandbox, VERSION, now, since, again)
        done: dict[Path, Taken] = {}
        try:
            _take_all(intake, paths, done)
        except TerminationSignal:  # SIGTERM, or a cancellation from Prefect's side
            raise KeyboardInterrupt from None
        finally:
            run.counts = tally(done.values())
            run.quarantined = run.counts["refused"] > 0
    return run.counts


def _take_all(intake: Intake, paths: Sequence[Path], done: dict[Path, Taken]) -> None:
    """One task a batch, which gives counts, never documents; `done` fills as they go."""
    watch = watcher.get(_unwatched)

    @task(
        name="batch",
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=_RETRIES,
        retry_delay_seconds=_RETRY_SECONDS,
        retry_condition_fn=_can_help,
    )
    def take_batch(batch: list[str]) -> dict[str, int]:
        mine = [Path(path) for path in batch]
        for taken in intake.take(path for path in mine if path not in done):
            done[taken.path] = taken
            watch(taken)
        return tally(done[path] for path in mine)

    try:
        futures = [take_batch.submit([str(path) for path in batch]) for batch in _batches(paths, intake)]
        for future in futures:
            future.result()
    finally:
        intake.sandbox.close()  # so that batches still under way end at once where this one did not go well


def _unwatched(_taken: Taken) -> None:
    """Nobody is at the terminal."""


def _batches(paths: Sequence[Path], intake: Intake) -> list[Sequence[Path]]:
    """Enough to keep every worker busy, not so many that Prefect's own work counts."""
    size = min(_BATCH, ceil(len(paths) / intake.sandbox.workers))
    size = max(size, ceil(len(paths) / _MOST_BATCHES), 1)
    return [paths[start : start + size] for start in range(0, len(paths), size)]


def _can_help(_task: Task[..., object], _run: TaskRun, state: State[object]) -> bool:
    """Whether a retry can help: a database or an archive that was out of reach may be back."""
    return isinstance(state.result(raise_on_failure=False), OutOfReach)
