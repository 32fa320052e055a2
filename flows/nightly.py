"""The night: the newest register, new reports, the checks, and what is different since the night before.

A part that fails leaves the others to be done: the night tells what went wrong and ends as failed.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Literal

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from pydantic import SecretStr
from sqlalchemy import Engine

from extractors import VERSION
from flows.backfill import Workers
from flows.batches import BatchParameters, can_help, take_all, tell_documents, threads
from flows.notify import by_block, by_command
from pipeline.archive.folder import Archive
from pipeline.basics.counted import counted
from pipeline.basics.errors import CsreconError
from pipeline.judging.reconcile import reconcile
from pipeline.logbook.run_log import Run, record_run
from pipeline.nights.night import CHECKS_RUN, NIGHTLY, Night, changes_between, last_checks, newest_run
from pipeline.nights.pages import as_json, markdown, summary, write_pages
from pipeline.nights.ready import require_something_to_do
from pipeline.nights.untold import Message, Way, keep, kept
from pipeline.record.database import open_database
from pipeline.record.run_lock import run_lock
from pipeline.register.fetching.addresses import is_address
from pipeline.register.from_web import Unchanged, load_from_web
from pipeline.register.snapshots.write import store_register
from pipeline.reports.intake import Taken, documents_in, tally
from pipeline.reports.plan import plan
from pipeline.settings import Settings, load_settings

# Who is told of the night in this process: called once, with the page's path, before the flow ends.
teller: ContextVar[Callable[[Night, Path], None]] = ContextVar("teller")


@flow(name="csrecon-nightly", persist_result=False, task_runner=threads())
def nightly(
    inbox: str | None = None,
    register_source: str | None = None,
    workers: Workers | None = None,
    database: SecretStr | None = None,
    scope: Literal["auto", "whole", "part"] | None = None,
    shrunk: bool | None = None,
    allow_private: bool | None = None,
) -> dict[str, int]:
    """One night; gives its counts. What is not given comes from the settings, read where the flow runs.

    Raises Locked where another run is at work, and what went wrong first where something did.
    """
    settings = load_settings(
        database=database.get_secret_value() if database else None,
        workers=workers,
        scope=scope,
        shrunk=shrunk,
        allow_private=allow_private,
    )
    source = register_source or settings.register_source
    folder = Path(inbox) if inbox else settings.inbox
    require_something_to_do(settings.database_url, folder, source)
    engine = open_database(settings.database_url, upgrade=True)
    now, began = datetime.now(UTC), monotonic()
    problems: list[CsreconError] = []
    with run_lock(engine, now=now), record_run(engine, NIGHTLY, now=now) as run:
        fetched = _register(engine, settings, source, now, problems)
        documents = _documents(engine, BatchParameters(run.id, settings, now), folder, run, problems)
        before = last_checks(engine, run.id)
        reconcile(engine, now=now)
        run.counts[CHECKS_RUN] = newest_run(engine, "reconcile")
        night = Night(
            run=run.id,
            began=now,
            seconds=monotonic() - began,
            documents=documents,
            register=fetched.said,
            register_changed=fetched.changed,
            findings=changes_between(engine, before, run.counts[CHECKS_RUN]),
            problems=tuple(map(str, problems)),
        )
        page = write_pages(night, settings.nights_folder)
        create_markdown_artifact(key="csrecon-night", markdown=markdown(night))
        teller.get(_nobody)(night, page)
        _notify(settings, night, page, problems)
        if problems:
            raise problems[0]
    return run.counts


@dataclass(frozen=True, slots=True)
class _Register:
    """What became of the register, in a sentence, and whether it is another than before."""

    said: str
    changed: bool = False


def _register(
    engine: Engine, settings: Settings, source: str | None, now: datetime, problems: list[CsreconError]
) -> _Register:
    if source is None:
        return _Register("none is set.")
    try:
        return _load_register(engine, settings, source, now)
    except CsreconError as problem:
        problems.append(problem)
        return _Register("not loaded.")


@task(
    name="register",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=2,
    retry_delay_seconds=10,
    retry_condition_fn=can_help,
)
def _load_register(engine: Engine, settings: Settings, source: str, now: datetime) -> _Register:
    if is_address(source):
        archive = Archive(settings.archive_folder)
        got = load_from_web(
            engine,
            archive,
            source,
            as_of=None,
            scope=settings.scope,
            allow_private=settings.allow_private,
            shrunk=settings.shrunk,
            pause=settings.pause,
            now=now,
        )
        if isinstance(got, Unchanged):
            return _Register(f"unchanged since {got.since:%Y-%m-%d %H:%M} UTC.")
    else:
        got = store_register(
            engine, source, as_of=None, scope=settings.scope, shrunk=settings.shrunk, now=now
        )
    what = f"{counted(got.entries, 'modification')} as of {got.as_of}"
    if got.removed:
        return _Register(f"{what}, removed by a person and left out.")
    said = (
        "new" if got.new else f"unchanged since {got.confirms}" if got.confirms else "already in the record"
    )
    return _Register(f"{what}, {said}.", got.new)


def _documents(
    engine: Engine, order: BatchParameters, inbox: Path | None, run: Run, problems: list[CsreconError]
) -> tuple[Taken, ...]:
    done: dict[Path, Taken] = {}
    try:
        found = documents_in(inbox) if inbox else []
        archive, largest = Archive(order.settings.archive_folder), order.settings.limits.size
        planned = plan(engine, archive, found, VERSION, again=False, largest=largest)
        done |= {path: Taken(path, "known") for path in planned.done}
        if planned.todo:
            take_all(order, engine, planned.todo, done)
    except CsreconError as problem:
        problems.append(problem)
    finally:
        run.counts |= tally(done.values())
        run.quarantined = run.counts["refused"] > 0
    documents = tuple(sorted(done.values(), key=lambda one: one.path))
    tell_documents([one for one in documents if one.became != "known"], f"Run {run.id}.")
    return documents


def _notify(settings: Settings, night: Night, page: Path, problems: list[CsreconError]) -> None:
    """Tells of this night, if it changed anything, and first of those before it that could not be told."""
    subject = f"csrecon: night of {night.began:%Y-%m-%d}"
    texts: dict[Way, str] = {"command": as_json(night), "block": "\n".join(summary(night))}
    ways = _ways(settings)
    if night.changed:
        for way in ways:
            keep(settings.nights_folder, page.stem, Message(way, subject, texts[way]))
    for path, message in kept(settings.nights_folder):
        if message.way not in ways:
            continue
        try:
            ways[message.way](message)
        except CsreconError as problem:
            problems.append(problem)
            del ways[message.way]  # what comes after this one waits for it
        else:
            path.unlink()


def _ways(settings: Settings) -> dict[Way, Callable[[Message], None]]:
    """How somebody is told, by the settings; one that fails does not keep the other from being tried."""
    ways: dict[Way, Callable[[Message], None]] = {}
    if command := settings.notify_command:
        ways["command"] = lambda message: by_command(command, message.text)
    if block := settings.notify_block:
        ways["block"] = lambda message: by_block(block, message.subject, message.text)
    return ways


def _nobody(_night: Night, _page: Path) -> None:
    """Nobody is at the terminal."""
