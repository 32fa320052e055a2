"""Two workers, one Prefect server and one PostgreSQL: shards side by side, and a worker killed in mid-run.

The short form kills a worker once, the soak ten times; where in its work comes from a seed.
"""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from gate import TABLES, stopped_at
from prefect_house import House, end, until
from sqlalchemy import Engine, select

from pipeline.logbook.run_log import list_runs
from pipeline.record.database import open_database, read_transaction
from pipeline.record.tables.documents import documents, extractions
from samples import REPORTS

pytestmark = pytest.mark.xdist_group("prefect")
TIMES = 10 if os.environ.get("CSRECON_SOAK") else 1
COPIES = 12


@pytest.mark.parametrize("time_", range(TIMES))
def test_a_worker_killed_in_mid_run_loses_nothing_and_nothing_is_stored_twice(
    time_: int, house: House, empty_database: Callable[[], str], tmp_path: Path
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(COPIES):
        source = REPORTS / f"2020-0{7 + number % 3}.pdf"
        (papers / f"{number}.pdf").write_bytes(source.read_bytes() + b"\n%% copy %d\n" % number)
    url = empty_database()
    engine = open_database(url, upgrade=True)
    mine = house.with_record(tmp_path, database_url=url, workers=1)
    chance = random.Random(f"worker {time_}")

    shards = [mine.run("backfill", places=[str(papers)], shard=shard) for shard in ("1/2", "2/2")]
    with mine.worker("--limit 1") as doomed, mine.worker("--limit 1"):
        with stopped_at(url, chance.randrange(1, COPIES // 3), chance.choice(TABLES)):
            until(
                "two shards side by side",
                lambda: (
                    len(list_runs(engine)) == 2 and {mine.state(shard) for shard in shards} == {"RUNNING"}
                ),
                mine.log,
            )
            end(doomed)
        until("the other shard's end", lambda: "COMPLETED" in map(mine.state, shards), mine.log)
        # Only a run that nobody else's shard is in the way of takes the whole archive.
        until("the end of what was killed", lambda: not _locks(engine))
        whole = mine.run("backfill", places=[str(papers)])
        assert mine.until_ended(whole) == "COMPLETED", mine.log.read_text()

    runs = list_runs(engine)
    assert sorted((run.kind, run.status) for run in runs) == [
        ("backfill", "completed"), ("backfill", "completed"), ("backfill", "failed"),
    ]  # fmt: skip
    counts = runs[-1].counts
    assert (counts["stored"] + counts["known"], counts["refused"]) == (COPIES, 0)
    assert 0 < counts["stored"] < COPIES
    with read_transaction(engine) as connection:
        names = connection.scalars(select(extractions.c.filename)).all()
        digests = connection.scalars(select(documents.c.sha256)).all()
    engine.dispose()
    assert sorted(names) == sorted(f"{number}.pdf" for number in range(COPIES))
    kept = {path.name for path in (tmp_path / "archive").glob("*/*")}
    assert kept == set(digests)
    assert len(digests) == COPIES


def _locks(engine: Engine) -> list[object]:
    """The locks of runs; those of the server's other databases are not ours."""
    here = "SELECT oid FROM pg_database WHERE datname = current_database()"
    with read_transaction(engine) as connection:
        asked = f"SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = ({here})"
        return list(connection.exec_driver_sql(asked).all())
