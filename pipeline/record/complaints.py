"""What a database complains of, in words that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pipeline.basics.errors import OutOfReach, UnusableInput

_FULL = "The disk of the database {} is full: {}. Nothing is half-written; make room and try again."
# By what the driver says. Nothing is half-written: a transaction stands whole or not at all.
_TO_DO = {
    "malformed": "The database {} is damaged: {}. `csrecon db check` tells more; put back a copy that "
    "`csrecon db backup` made.",
    "disk is full": _FULL,
    "No space left": _FULL,
    "disk I/O error": "The disk of the database {} fails or is full: {}. Nothing is half-written; look at "
    "the disk and try again.",
    "readonly database": "The database {} can only be read here: {}. Give it and its folder rights to "
    "write, or name another with --database.",
    "read-only transaction": "The database {} can only be read: {}. Name the server that takes writes.",
}


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turns a driver's complaint that the database is out of reach into one that says what to do.

    What a driver says against the rows themselves (a value too large, a broken constraint) goes on up.
    """
    shown = url.render_as_string(hide_password=True)
    try:
        yield
    except PoolTimeout as problem:
        raise OutOfReach(f"The database {shown} has too much to do. Try again in a minute.") from problem
    except (DBAPIError, sqlite3.Error) as problem:
        said = _first_line(problem.orig if isinstance(problem, DBAPIError) else problem)
        if "file is not a database" in said:
            raise UnusableInput(
                f"{shown} is not a database: {said}. Name another with --database."
            ) from problem
        if told := next((text for mark, text in _TO_DO.items() if mark in said), None):
            raise OutOfReach(told.format(shown, said)) from problem
        if isinstance(problem, OperationalError | sqlite3.Error) or problem.connection_invalidated:
            raise OutOfReach(f"The database {shown} is out of reach: {said}.") from problem
        raise


def _first_line(problem: BaseException | None) -> str:
    lines = str(problem).strip().splitlines()
    return lines[0] if lines else "no reason given"
