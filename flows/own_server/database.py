"""A ready-made database for our own Prefect server, whose migrations take longer than a small backfill.

Prefect makes it, once for each of its versions; it is kept in the user's cache folder, which may be deleted
at any time.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_cache_path

_NAME = "prefect.db"
# What `prefect server database upgrade` does, without the command line that it would ask.
_MIGRATE = ("-m", "prefect", "server", "database", "upgrade", "--yes")


def lay_out(home: Path) -> None:
    """Puts an empty Prefect database into the folder, unless one is there.

    Where none can be made or kept, none is put there, and the server migrates by itself.
    """
    target = home / _NAME
    if target.exists():
        return
    aside = home / f"{_NAME}.{os.getpid()}"  # so that whoever looks sees a whole one or none
    try:
        shutil.copyfile(_kept(), aside)
        aside.replace(target)
    except (OSError, sqlite3.Error, subprocess.CalledProcessError):  # the server meets the same, and says so
        aside.unlink(missing_ok=True)


def _kept() -> Path:
    """The database of this version of Prefect in the cache, made now if it is not there."""
    kept = user_cache_path("csrecon") / f"prefect-{version('prefect')}.db"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=kept.parent) as folder:
            _make(Path(folder)).replace(kept)
    return kept


def _make(folder: Path) -> Path:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"PREFECT_HOME": str(folder), "PREFECT_LOGGING_LEVEL": "CRITICAL", "DO_NOT_TRACK": "1"}
    subprocess.run(  # noqa: S603 - our own Python, no shell
        (sys.executable, *_MIGRATE), env=environment, cwd=folder, check=True, capture_output=True
    )
    made = folder / _NAME
    with closing(sqlite3.connect(made)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # one file, with nothing beside it
    return made
