"""Opening what the commands work on, by the settings in force."""

from datetime import UTC, datetime
from getpass import getuser

from sqlalchemy import Engine

from console.telling.output import note
from pipeline.archive.folder import Archive
from pipeline.basics.counted import counted
from pipeline.basics.errors import UnusableInput
from pipeline.logbook.audit_log import LogHead, head_of
from pipeline.record.database import open_database, read_transaction, require_database
from pipeline.settings import Settings


def to_read(settings: Settings) -> Engine:
    """The record, for looking only: it must be there already."""
    return open_database(settings.database_url, upgrade=False)


def to_write(settings: Settings) -> Engine:
    """The record, made or brought up to date where needed."""
    return open_database(settings.database_url, upgrade=True)


def to_change(settings: Settings) -> Engine:
    """The record, brought up to date where needed, for acts on what it holds: it must be there already."""
    require_database(settings.database_url)
    return to_write(settings)


def archive(settings: Settings) -> Archive:
    """The folder of the documents' bytes."""
    return Archive(settings.archive_folder)


def now() -> datetime:
    """The one place where commands read the clock."""
    return datetime.now(UTC)


def person(by: str | None) -> str:
    """Who does this: as --by says, else the name of this login."""
    said = by or login()
    if said is None:
        raise UnusableInput("This act needs a person's name: --by NAME.")
    return said


def login() -> str | None:
    """The login at which this is done, for the log beside the name; None where the system knows none."""
    try:
        return getuser()
    except (KeyError, OSError):
        return None


def said_of_head(head: LogHead) -> str:
    """Where the log of acts ends, as every run prints it."""
    return f"Log of acts: {counted(head.entries, 'entry', 'entries')}, head {head.hash}"


def tell_head(engine: Engine) -> None:
    """Prints the head on standard error. Kept elsewhere, it proves that the log was not made anew."""
    with read_transaction(engine) as connection:
        note(said_of_head(head_of(connection)))
