"""Two workers, one Prefect server and one PostgreSQL: shards side by side, and a worker killed in mid-run."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from prefect_house import House, end, open_house, until
from sqlalchemy import Engine, func, make_url, select

from pipeline.database import open_database, reading
from pipeline.models.documents import documents, extractions
from pipeline.runs import list_runs
from samples import REPORTS

pytestmark = [
    pytest.mark.xdist_group("prefect"),
    pytest.mark.skipif(not os.environ.get("CSRECON_SOAK"), reason="in the soak until it is steady"),
]
COPIES = 60


@pytest.fixture
def engine(postgres: str) -> Iterator[Engine]:
    """An empty database that every worker reaches."""
    server = make_url(postgres).set(drivername="postgresql")
    name = f"csrecon_workers_{os.getpid()}"
    plain = server.render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    made = open_database(server.set(database=name).render_as_string(hide_password=False), upgrade=True)
    yield made
    made.dispose()
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def house(engine: Engine, tmp_path: Path) -> Iterator[House]:
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(COPIES):
        source = REPORTS / f"2020-0{7 + number % 3}.pdf"
        (papers / f"{number}.pdf").write_bytes(source.read_bytes() + b"\n%% copy %d\n" % number)
    url = engine.url.render_as_string(hide_password=False)
    with open_house(tmp_path, CSRECON_DATABASE_URL=url, CSRECON_WORKERS="1") as opened:
        yield opened


def stored(engine: Engine) -> int:
    with reading(engine) as connection:
        number = connection.scalar(select(func.count()).select_from(extractions))
    assert number is not None
    return number


def begin(house: House, shard: str | None) -> None:
    parameters = {"places": [str(house.folder / "papers")], "shard": shard}
    house.prefect("deployment", "run", "csrecon-backfill/backfill", "--params", json.dumps(parameters))


def test_a_worker_killed_in_mid_run_loses_nothing_and_nothing_is_stored_twice(
    house: House, engine: Engine
) -> None:
    for shard in ("1/2", "2/2"):
        begin(house, shard)
    doomed, other = (house.start_worker("--limit", "1") for _ in range(2))
    try:
        both = until(
            "two shards side by side", lambda: house.states("csrecon-backfill").count("RUNNING") == 2
        )
        assert both
        until("some documents", lambda: stored(engine) > COPIES // 10)
        end(doomed)
        assert stored(engine) < COPIES, "the worker was killed too late to prove anything"
        until("the other shard's end", lambda: "COMPLETED" in house.states("csrecon-backfill"))
        # Only a run that nobody else's shard is in the way of takes the whole archive.
        until("the end of what was killed", lambda: _locks(engine) == 0)
        begin(house, None)
        until("the next run's end", lambda: house.states("csrecon-backfill").count("COMPLETED") == 2)
    finally:
        end(doomed)
        end(other)
    runs = list_runs(engine)
    assert sorted((run.kind, run.status) for run in runs) == [
        ("backfill", "completed"), ("backfill", "completed"), ("backfill", "failed"),
    ]  # fmt: skip
    completed = [run.counts for run in runs if run.status == "completed"]
    assert all(counts["refused"] == 0 for counts in completed)
    assert completed[-1]["stored"] + completed[-1]["known"] == COPIES
    assert 0 < completed[-1]["stored"] < COPIES
    with reading(engine) as connection:
        names = connection.scalars(select(extractions.c.filename)).all()
        digests = connection.scalars(select(documents.c.sha256)).all()
    assert sorted(names) == sorted(f"{number}.pdf" for number in range(COPIES))
    kept = {path.name for path in (house.folder / "archive").glob("*/*")}
    assert kept == set(digests)
    assert len(digests) == COPIES


def _locks(engine: Engine) -> int:
    with reading(engine) as connection:
        return len(connection.exec_driver_sql("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'").all())
