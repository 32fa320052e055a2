"""One night, step by step, whoever carries the steps out: Prefect's tasks, or this process by itself.

Knows nothing of Prefect, for a night with nothing to read does not wait for its import.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from sqlalchemy import Engine

from flows.notify import by_block, by_command
from pipeline.archive.folder import Archive
from pipeline.basics.counted import counted
from pipeline.basics.errors import CsreconError
from pipeline.judging.reconcile import reconcile
from pipeline.logbook.run_log import Run
from pipeline.nights.night import CHECKS_RUN, Night, changes_between, lapsing_by, last_checks, newest_run
from pipeline.nights.pages import as_json, summary, write_pages
from pipeline.nights.untold import Message, Way, keep, kept
from pipeline.register.fetching.addresses import is_address
from pipeline.register.from_web import Unchanged, load_from_web
from pipeline.register.snapshots.write import store_register
from pipeline.reports.intake import Taken, tally
from pipeline.settings import Settings

_FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class RegisterNews:
    """What became of the register, in a sentence, and whether it is another than before."""

    said: str
    changed: bool = False


Load = Callable[[Engine, Settings, str, datetime], RegisterNews]
# Takes new documents in, and fills what it is given with what became of each.
Take = Callable[[dict[Path, Taken]], None]
Tell = Callable[[Night, Path], None]


def hold_night(
    engine: Engine,
    settings: Settings,
    source: str | None,
    run: Run,
    now: datetime,
    *,
    load: Load,
    take: Take,
    tell: Tell,
) -> None:
    """The register, the documents, the checks, the page; then whoever is to be told of it.

    Raises what went wrong first, after everything else was done.
    """
    began = monotonic()
    problems: list[CsreconError] = []
    fetched = _register(engine, settings, source, now, load, problems)
    documents = _documents(run, take, problems)
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
        lapsing=lapsing_by(engine, now.date() + _FORTNIGHT),
    )
    page = write_pages(night, settings.nights_folder, settings.pages_url)
    tell(night, page)
    notify(settings, night, page, problems)
    if problems:
        raise problems[0]


def _register(
    engine: Engine,
    settings: Settings,
    source: str | None,
    now: datetime,
    load: Load,
    problems: list[CsreconError],
) -> RegisterNews:
    if source is None:
        return RegisterNews("none is set.")
    try:
        return load(engine, settings, source, now)
    except CsreconError as problem:
        problems.append(problem)
        return RegisterNews("not loaded.")


def load_register(engine: Engine, settings: Settings, source: str, now: datetime) -> RegisterNews:
    """Loads the register of a night. Raises CsreconError where it cannot be had or read."""
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
            return RegisterNews(f"unchanged since {got.since:%Y-%m-%d %H:%M} UTC.")
    else:
        got = store_register(
            engine, source, as_of=None, scope=settings.scope, shrunk=settings.shrunk, now=now
        )
    what = f"{counted(got.entries, 'modification')} as of {got.as_of}"
    if got.removed:
        return RegisterNews(f"{what}, removed by a person and left out.")
    said = (
        "new" if got.new else f"unchanged since {got.confirms}" if got.confirms else "already in the record"
    )
    return RegisterNews(f"{what}, {said}.", got.new)


def _documents(run: Run, take: Take, problems: list[CsreconError]) -> tuple[Taken, ...]:
    done: dict[Path, Taken] = {}
    try:
        take(done)
    except CsreconError as problem:
        problems.append(problem)
    finally:
        run.counts |= tally(done.values())
        run.quarantined = run.counts["refused"] > 0
    return tuple(sorted(done.values(), key=lambda one: one.path))


def notify(settings: Settings, night: Night, page: Path, problems: list[CsreconError]) -> None:
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
