"""Running the backfill flow from the command line: quiet, with a bar on a terminal."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, cast

from console.arguments import period_of
from console.record import archive, now, to_write
from console.telling.intake import tell_left_out, tell_withdrawn
from console.telling.output import note
from console.telling.progress import progress
from extractors import VERSION
from flows.own_server.start import server_at_hand
from pipeline.basics.counted import counted
from pipeline.basics.errors import UnusableInput
from pipeline.logbook.run_log import record_run
from pipeline.record.run_lock import run_lock
from pipeline.reports.intake import Taken, discover, tally
from pipeline.reports.plan import plan
from pipeline.settings import Settings

Runner = Literal["process", "dask"]


def run_backfill(
    places: Sequence[str],
    settings: Settings,
    *,
    since: str | None = None,
    again: bool = False,
    runner: Runner = "process",
) -> dict[str, int]:
    """How many documents at these places became what. Mistakes are told before Prefect starts.

    Where everything is done already Prefect is not started at all.
    """
    month = period_of(since, "--since")
    if runner == "dask":
        _look_for_dask()
    paths = discover([Path(place) for place in places])
    engine = to_write(settings)
    started = now()
    with run_lock(engine, now=started):
        planned = plan(engine, archive(settings), paths, VERSION, again=again, largest=settings.limits.size)
        for path, digest in planned.withdrawn:
            tell_withdrawn(path, digest)
        if not planned.todo:
            with record_run(engine, "backfill", now=started) as run:
                run.counts = tally(Taken(path, "known") for path in planned.done)
            return run.counts
    note(f"{counted(len(paths), 'document')} found: {planned}. Starting Prefect, which takes some seconds …")
    with server_at_hand(settings.archive_folder / ".prefect") as wait_for_server:
        return _run_flow(list(places), settings, month, again, runner, len(paths), wait_for_server)


def _run_flow(
    places: list[str],
    settings: Settings,
    since: str | None,
    again: bool,
    runner: Runner,
    total: int,
    wait_for_server: Callable[[], None],
) -> dict[str, int]:
    from prefect.task_runners import TaskRunner
    from pydantic import SecretStr

    from flows.backfill import backfill
    from flows.batches import threads, watcher

    tasks = threads(settings.workers)
    if runner == "dask":
        os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "error")  # read when Dask is imported
        from prefect_dask.task_runners import DaskTaskRunner

        cluster = {"n_workers": settings.workers, "threads_per_worker": 1, "dashboard_address": None}
        tasks = cast("TaskRunner[Any]", DaskTaskRunner(cluster_kwargs=cluster))  # it says so of no type
    wait_for_server()
    with progress("Reading", total) as advance:

        def watch(taken: Taken) -> None:
            tell_left_out(taken)
            advance()

        watcher.set(watch)
        return backfill.with_options(task_runner=tasks)(
            places,
            workers=settings.workers,
            since=since,
            again=again,
            database=SecretStr(settings.database_url),
        )


def _look_for_dask() -> None:
    from importlib.util import find_spec

    if find_spec("prefect_dask") is None:
        raise UnusableInput("--runner dask needs Dask. Install it: pip install 'csrecon[dask]'")
