"""Running one night from the command line."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import cast

import stamina
from sqlalchemy import Engine

from console.record import archive, now, to_write
from console.telling.intake import tell_passed_over
from console.telling.output import note
from extractors import VERSION
from flows.night import RegisterNews, hold_night, load_register
from flows.own_server.settings import has_own_server
from flows.own_server.start import server_at_hand
from pipeline.basics.errors import OutOfReach
from pipeline.logbook.run_log import record_run
from pipeline.nights.night import NIGHTLY, Night
from pipeline.nights.ready import require_something_to_do
from pipeline.record.run_lock import run_lock
from pipeline.reports.intake import Taken
from pipeline.reports.plan import Plan, plan
from pipeline.reports.zipped import documents_at
from pipeline.settings import Settings

_RETRY_SECONDS = 10


def run_night(inbox: str | None, register: str | None, settings: Settings) -> dict[str, int]:
    """One night, told on standard output; gives its counts. Raises what went wrong first, after telling.

    Where no document is new and no Prefect server is set up that would keep the run, Prefect is not started.
    """
    folder = Path(inbox) if inbox else settings.inbox
    source = register or settings.register_source
    require_something_to_do(settings.database_url, folder, source)
    engine, started = to_write(settings), now()
    with ExitStack() as unpacked:
        with run_lock(engine, now=started):
            planned = _plan(engine, settings, folder, unpacked)
            if planned and not planned.todo and not settings.notify_block and not has_own_server():
                return _quiet_night(engine, settings, source, planned, started)
        note("Starting Prefect, which takes some seconds …")
        with server_at_hand(settings.archive_folder / ".prefect") as wait_for_server:
            from flows.given import Given, giving
            from flows.nightly import nightly

            wait_for_server()
            with giving(Given(settings, planned, tell=_tell)):
                return cast("dict[str, int]", nightly(inbox, register))


def _plan(engine: Engine, settings: Settings, folder: Path | None, unpacked: ExitStack) -> Plan | None:
    """What is in the inbox; None where that is missing, which the night tells of."""
    if folder is None:
        return Plan((), (), ())
    if not folder.is_dir():
        return None
    found = unpacked.enter_context(documents_at([folder], settings.limits.size))
    tell_passed_over(found.passed_over)
    largest = settings.limits.size
    return plan(engine, archive(settings), found.paths, VERSION, again=False, largest=largest)


def _quiet_night(
    engine: Engine, settings: Settings, source: str | None, planned: Plan, started: datetime
) -> dict[str, int]:
    def take(done: dict[Path, Taken]) -> None:
        done.update((path, Taken(path, "known")) for path in planned.done)

    with record_run(engine, NIGHTLY, now=started) as run:
        hold_night(engine, settings, source, run, started, load=_load, take=take, tell=_tell)
    return run.counts


@stamina.retry(on=OutOfReach, attempts=3, wait_initial=_RETRY_SECONDS, wait_max=_RETRY_SECONDS, timeout=None)
def _load(engine: Engine, settings: Settings, source: str, at: datetime) -> RegisterNews:
    return load_register(engine, settings, source, at)


def _tell(night: Night, page: Path) -> None:
    from pipeline.nights.pages import summary

    print("\n".join((*summary(night), f"Page: {page}")))
