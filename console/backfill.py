"""Running the backfill flow from the command line: quiet, with a bar on a terminal."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from console.arguments import period_of
from console.intake import tell_refusal
from console.output import note
from console.progress import progress
from console.record import now, to_write
from flows.server import server_at_hand
from pipeline.ingest import Taken, discover
from pipeline.lock import run_lock
from pipeline.settings import Settings


def run_backfill(
    places: Sequence[str], settings: Settings, *, since: str | None = None, again: bool = False
) -> dict[str, int]:
    """How many documents at these places became what. Mistakes are told before Prefect starts."""
    month = period_of(since, "--since")
    found = discover([Path(place) for place in places])
    with run_lock(to_write(settings), now=now()):
        pass
    note(f"{len(found)} documents found. Starting Prefect, which takes some seconds …")
    with server_at_hand(settings.archive_folder / ".prefect") as wait_for_server:
        return _run_flow(list(places), settings, month, again, len(found), wait_for_server)


def _run_flow(
    places: list[str],
    settings: Settings,
    since: str | None,
    again: bool,
    total: int,
    wait_for_server: Callable[[], None],
) -> dict[str, int]:
    from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
    from pydantic import SecretStr

    from flows.backfill import backfill, watcher

    wait_for_server()
    with progress("Reading", total) as advance:

        def watch(taken: Taken) -> None:
            tell_refusal(taken)
            advance()

        watcher.set(watch)
        runner: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=settings.workers + 1)
        return backfill.with_options(task_runner=runner)(
            places,
            SecretStr(settings.database_url),
            str(settings.archive_folder),
            settings.workers,
            since,
            again,
            settings.limits,
        )
