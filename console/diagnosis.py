"""What is set up and what is not, and what to do about it."""

import os
from collections.abc import Iterator
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version

from sqlalchemy import make_url

from console.record import archive, now, to_read
from pipeline.basics.errors import CsreconError
from pipeline.queries.documents import archive_standing
from pipeline.record.embedded import sqlite_file
from pipeline.settings import Settings

Line = tuple[str, bool, str]


def diagnose(settings: Settings) -> Iterator[Line]:
    """One line a thing: its name, whether it is well, and what it is or what to do."""
    yield "database", *_database(settings)
    yield "archive", *_archive(settings)
    yield "PDF engine", *_installed("pypdfium2", "reads pages")
    yield "reader", *_reader(settings)
    yield "confinement", *_confinement()
    yield "Prefect", *_prefect()
    yield "calendar", *_calendar()


def _database(settings: Settings) -> tuple[bool, str]:
    file = (
        sqlite_file(make_url(settings.database_url)) if settings.database_url.startswith("sqlite") else None
    )
    if file and file.parent.is_dir() and not file.exists():
        return True, f"none at {file} yet. The first csrecon backfill PATH makes it."
    try:
        engine = to_read(settings)
    except CsreconError as problem:
        return False, str(problem)
    return True, f"{engine.url.render_as_string(hide_password=True)} is up to date. Nothing to do."


def _archive(settings: Settings) -> tuple[bool, str]:
    folder = settings.archive_folder
    place = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not os.access(place, os.W_OK | os.X_OK):
        return False, f"{place} cannot be written to. Set CSRECON_ARCHIVE to a folder that can."
    try:
        kept, problem = archive_standing(to_read(settings), archive(settings))
    except CsreconError:  # the line of the database says it
        kept, problem = 0, None
    if problem:
        return False, problem
    made = f"has all {kept} documents" if kept else "is made with the first document"
    return True, f"{folder} {made}. Nothing to do."


def _installed(package: str, does: str) -> tuple[bool, str]:
    try:
        return True, f"{package} {version(package)} {does}. Nothing to do."
    except PackageNotFoundError:
        return False, f"{package} is not installed. Run: make setup"


def _reader(settings: Settings) -> tuple[bool, str]:
    """Whether a document can be read in a process of its own, tried on nothing in particular."""
    from pipeline.sandbox import Sandbox

    try:
        with Sandbox(1, settings.limits) as sandbox:
            sandbox.read(b"", "nothing.pdf")
    except CsreconError:
        return False, "no reading process starts. Install anew: make clean setup"
    limits = settings.limits
    cost = f"{limits.seconds} s and {limits.memory // 2**20} MiB"
    return True, f"a document is read in a process of its own, in at most {cost}. Nothing to do."


def _confinement() -> tuple[bool, str]:
    """What the process that reads can do besides, as this system takes it from it."""
    from pipeline.sandbox.confinement import in_force

    match in_force():
        case ("Landlock", "seccomp"):
            said = "by Landlock and seccomp that process reaches no file, network or process. Nothing to do."
        case ("Landlock",):
            said = (
                "by Landlock that process opens no file and no connection; this system has no seccomp for it."
            )
        case ("seccomp",):
            said = (
                "by seccomp that process writes, sends and starts nothing; Landlock (Linux 5.13) is missing."
            )
        case _:
            said = "this system has neither Landlock nor seccomp: the limits on time and memory hold alone."
    return True, said


def _prefect() -> tuple[bool, str]:
    from flows.own_server.settings import has_own_server

    well, said = _installed("prefect", "runs backfills")
    if well and not has_own_server():
        said = said.replace(
            "Nothing to do.",
            "No server is set up, so each run starts its own; to keep one, set PREFECT_API_URL.",
        )
    return well, said


def _calendar() -> tuple[bool, str]:
    from pipeline.basics.calendar import covers

    soon = now().date() + timedelta(days=180)
    if covers(soon):
        return True, f"bank holidays are known up to {soon.year}. Nothing to do."
    return False, f"bank holidays of {soon.year} are not known. Install a newer csrecon."
