"""Opening what the commands work on, by the settings in force."""

from datetime import UTC, datetime

from sqlalchemy import Engine

from pipeline.archive import Archive
from pipeline.database import open_database
from pipeline.settings import Settings


def to_read(settings: Settings) -> Engine:
    """The record, for looking only: it must be there already."""
    return open_database(settings.database_url, upgrade=False)


def to_write(settings: Settings) -> Engine:
    """The record, made or brought up to date where needed."""
    return open_database(settings.database_url, upgrade=True)


def archive(settings: Settings) -> Archive:
    """The folder of the documents' bytes."""
    return Archive(settings.archive_folder)


def now() -> datetime:
    """The one place where commands read the clock."""
    return datetime.now(UTC)
