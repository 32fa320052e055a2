"""A ready-made database for our own Prefect server: its hundred migrations take longer than a small backfill.

`schema.sql` is what they come to. `python -m flows.own_server.database` writes it anew, which is due
when the pinned Prefect changes. For any other version of Prefect the file is passed over, and Prefect
migrates.
"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

_NAME = "prefect.db"
_MIGRATE = (
    "import asyncio; from prefect.server.database import provide_database_interface;"
    " asyncio.run(provide_database_interface().create_db())"
)


def lay_out(home: Path) -> None:
    """Puts an empty Prefect database into the folder, unless one is there or Prefect is another version."""
    target = home / _NAME
    schema = (files("flows.own_server") / "schema.sql").read_text(encoding="utf-8")
    if target.exists() or not schema.startswith(_first_line()):
        return
    aside = home / f"{_NAME}.{os.getpid()}"  # so that whoever looks sees a whole one or none
    try:
        with closing(sqlite3.connect(aside)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(schema)
        aside.replace(target)
    except (OSError, sqlite3.Error):  # the server meets the same, and its log says what it was
        aside.unlink(missing_ok=True)


def migrated() -> str:
    """The statements that make the database as Prefect's own migrations do."""
    with TemporaryDirectory() as folder:
        environment = os.environ | {"PREFECT_HOME": folder, "PREFECT_LOGGING_LEVEL": "CRITICAL"}
        environment.pop("PREFECT_API_DATABASE_CONNECTION_URL", None)
        subprocess.run((sys.executable, "-c", _MIGRATE), env=environment, check=True)  # noqa: S603 - ours
        with closing(sqlite3.connect(Path(folder, _NAME))) as connection:
            return "\n".join((_first_line(), *connection.iterdump(), ""))


def _first_line() -> str:
    return f"-- Prefect {version('prefect')} on SQLite; written by python -m flows.own_server.database"


if __name__ == "__main__":
    sys.stdout.write(migrated())
