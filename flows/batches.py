"""Documents in batches: one Prefect task a batch, threads that feed a pool of sandboxed readers.

A task knows its order and its paths, nothing else, so that it can run in this process or, on a task
runner such as Dask's, in another: there it opens database, archive and a reader of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from prefect import task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task
from sqlalchemy import Engine

from extractors import VERSION
from flows import names
from flows.given import given
from pipeline.archive.folder import Archive
from pipeline.basics.errors import OutOfReach
from pipeline.record.database import open_database
from pipeline.reports.intake import Intake, Taken
from pipeline.sandbox import Sandbox, Stopped
from pipeline.settings import Settings

_BATCH = 25
_MOST_BATCHES = 200  # Prefect's server drops events when a flow has thousands of task runs
_RETRIES = 2
_RETRY_SECONDS = 5
_MOST_ROWS = 2000  # of an artifact: a page of more is no use to anybody
_MOST_WORKERS = 64  # as the settings allow


def threads(workers: int = _MOST_WORKERS) -> TaskRunner[Any]:
    """A task runner for so many readers: with one thread more, which stores while they all read.

    Where their number is not known yet, batches wait for their turn in threads of their own; each of those
    keeps some memory to itself when it is done.
    """
    return ThreadPoolTaskRunner(max_workers=workers + 1)


@dataclass(frozen=True, slots=True)
class BatchParameters:
    """What every batch of a run needs to know. `run` is the run's number in our own log."""

    run: int
    settings: Settings
    now: datetime
    since: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class BatchContext:
    """Where a process works on an order: its readers, and what it has done."""

    intake: Intake
    turns: BoundedSemaphore
    done: dict[Path, Taken]
    watch: Callable[[Taken], None]


# By the number of a run; None for one that ended here, whose batches may still stand in a queue.
_contexts: dict[int, BatchContext | None] = {}


def can_help(_task: Task[..., object], _run: TaskRun, state: State[object]) -> bool:
    """Whether a retry can help: a database, archive or server that was out of reach may be back."""
    return isinstance(state.result(raise_on_failure=False), OutOfReach)


@task(
    name="batch",
    task_run_name=names.batch,
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=_RETRIES,
    retry_delay_seconds=_RETRY_SECONDS,
    retry_condition_fn=can_help,
)
def take_batch(order: BatchParameters, batch: list[str]) -> list[Taken]:
    """Takes the documents at these paths in; gives what became of each. A retry leaves out what is done."""
    return _work(order, batch)  # by name: what a task itself refers to goes with it to another process


def _work(order: BatchParameters, batch: list[str]) -> list[Taken]:
    desk = _contexts[order.run] if order.run in _contexts else _open_desk(order)
    if desk is None:
        raise Stopped
    paths = [Path(path) for path in batch]
    with desk.turns:
        if _contexts[order.run] is not desk:
            raise Stopped
        for taken in desk.intake.take(path for path in paths if path not in desk.done):
            desk.done[taken.path] = taken
            desk.watch(taken)
    return [desk.done[path] for path in paths]


def take_all(order: BatchParameters, engine: Engine, paths: Sequence[Path], done: dict[Path, Taken]) -> None:
    """Takes the documents in from within a flow, in tasks on its task runner; `done` fills as they go.

    Whatever ends it, no reader of this process goes on, and nothing is written any more.
    """
    watch = given().watch
    workers = order.settings.workers
    with Sandbox(workers, order.settings.limits) as sandbox:
        turns = BoundedSemaphore(workers + 1)
        _contexts[order.run] = BatchContext(_intake(order, engine, sandbox), turns, done, watch)
        try:
            batches = _batches(paths, workers)
            futures = [take_batch.submit(order, [str(path) for path in batch]) for batch in batches]
            for future in futures:
                for taken in future.result():
                    if taken.path not in done:  # it was done in another process
                        done[taken.path] = taken
                        watch(taken)
        finally:
            sandbox.close()  # so that batches still under way end at once where this one did not go well
            _contexts[order.run] = None  # so that none begins that waits for its turn
            for _ in range(workers + 1):
                turns.acquire()  # once they are all ours, nobody writes any more
            turns.release(workers + 1)


def tell_documents(documents: Sequence[Taken], said: str) -> None:
    """A Prefect artifact for the operator: what became of each document; those refused come first."""
    rows = sorted(documents, key=lambda one: (one.became != "refused", str(one.path)))[:_MOST_ROWS]
    if rows:
        create_table_artifact(
            key="csrecon-documents", table=[_row(one) for one in rows], description=said or None
        )


def _row(one: Taken) -> dict[str, Any]:
    outcome = f"refused: {one.refusal.code}" if one.refusal else one.became
    return {
        "document": one.path.name,
        "outcome": outcome,
        "period": one.period,
        "pages": one.pages,
        "facts": one.facts,
        "unclaimed words": one.unclaimed,
        "seconds": one.seconds,
    }


def _open_desk(order: BatchParameters) -> BatchContext | None:
    """A desk in a process that is not the flow's: one reader, kept for the batches to come."""
    engine = open_database(order.settings.database_url, upgrade=False)
    intake = _intake(order, engine, Sandbox(1, order.settings.limits))
    return _contexts.setdefault(order.run, BatchContext(intake, BoundedSemaphore(1), {}, given().watch))


def _intake(order: BatchParameters, engine: Engine, sandbox: Sandbox) -> Intake:
    archive = Archive(order.settings.archive_folder)
    return Intake(engine, archive, sandbox, VERSION, order.now, order.since, order.again)


def _batches(paths: Sequence[Path], workers: int) -> list[Sequence[Path]]:
    """Enough to keep every worker busy, not so many that Prefect's own work counts."""
    size = min(_BATCH, ceil(len(paths) / workers))
    size = max(size, ceil(len(paths) / _MOST_BATCHES), 1)
    return [paths[start : start + size] for start in range(0, len(paths), size)]
