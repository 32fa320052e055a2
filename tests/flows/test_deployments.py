"""Every deployment of `csrecon deploy` on a real server: put there, validated, scheduled, run by a worker."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from gate import stopped_at, until_told
from prefect_house import SECONDS, House, manual_commands, until

from pipeline.logbook.run_log import PastRun, list_runs
from pipeline.queries.documents import list_documents
from pipeline.record.database import open_database
from samples import REGISTER, REPORTS

pytestmark = pytest.mark.xdist_group("prefect")
NAMES = ["backfill", "nightly", "audit-verification"]
COPIES = 6


def pause(house: House, paused: bool) -> None:
    """Whether the schedules start anything by themselves."""
    for one in house.deployed().values():
        httpx.patch(f"{house.api}/deployments/{one['id']}", json={"paused": paused}).raise_for_status()


@pytest.fixture(scope="module")
def at_work(
    house: House, empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The house with a worker, its record empty at first."""
    folder = tmp_path_factory.mktemp("at-work")
    (folder / "inbox").mkdir()
    shutil.copy(REPORTS / "2020-08.pdf", folder / "inbox")
    pause(house, True)
    mine = house.with_record(
        folder,
        database_url=empty_database(),
        inbox=folder / "inbox",
        register_source=REGISTER / "2020-08-07.csv",
    )
    with mine.worker():
        yield mine


@pytest.fixture(scope="module")
def worked(at_work: House) -> House:
    """The same after a run of each deployment."""
    for name in NAMES:
        run = at_work.run(name, **({"places": [str(REPORTS)]} if name == "backfill" else {}))
        assert at_work.until_ended(run) == "COMPLETED", at_work.log.read_text()
    return at_work


def runs(house: House) -> list[PastRun]:
    engine = open_database(house.environment["CSRECON_DATABASE_URL"], upgrade=False)
    found = list_runs(engine)
    engine.dispose()
    return found


def test_the_manuals_three_commands_deploy_from_the_installed_package(house: House) -> None:
    assert len(manual_commands()) == 3
    assert sorted(house.deployed()) == sorted(NAMES)
    for one in house.deployed().values():
        assert one["enforce_parameter_schema"]
        assert one["entrypoint"].startswith("flows."), "a module of the package, not a file"
        assert one["job_variables"] == {"working_dir": str(house.folder)}
        assert one["tags"] == ["csrecon"]
        assert one["version"] == version("csrecon")
    page = httpx.get(house.api.removesuffix("/api"), follow_redirects=True, timeout=SECONDS)
    assert (page.status_code, "<html" in page.text) == (200, True)


def test_the_night_is_at_a_quarter_past_three_in_london_summer_and_winter(house: House) -> None:
    pause(house, False)
    nightly = house.deployed()["nightly"]
    assert nightly["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    assert nightly["global_concurrency_limit"]["limit"] == 1

    def planned() -> Any:
        asked = {"deployments": {"id": {"any_": [nightly["id"]]}}, "sort": "EXPECTED_START_TIME_ASC"}
        return [run for run in house.post("flow_runs/filter", **asked) if run["auto_scheduled"]]

    times = [
        datetime.fromisoformat(run["expected_start_time"]).astimezone(ZoneInfo("Europe/London"))
        for run in until("the scheduler", planned)
    ]
    assert {(time.hour, time.minute) for time in times} == {(3, 15)}


@pytest.mark.parametrize(
    ("deployment", "parameters"),
    [
        ("backfill", {"places": "not a list"}),
        ("backfill", {"places": ["x"], "since": "August"}),
        ("backfill", {"places": ["x"], "shard": "0/2"}),
        ("nightly", {"workers": 0}),
    ],
)
def test_parameters_are_validated_before_anything_runs(
    house: House, deployment: str, parameters: dict[str, object]
) -> None:
    with pytest.raises(AssertionError, match=r"(?i)validation|invalid"):
        house.run(deployment, **parameters)


def test_a_parameter_that_there_is_not_is_refused(house: House) -> None:
    with pytest.raises(AssertionError, match="not found on"):
        house.shell("prefect deployment run csrecon-nightly/nightly --param no_such_parameter=1")


def test_a_worker_runs_each_of_them(worked: House) -> None:
    ours = {run.kind: run for run in runs(worked)}
    assert ours["backfill"].counts["stored"] == 3
    assert (ours["nightly"].status, ours["nightly"].counts["known"]) == ("completed", 1)
    assert len(list((worked.folder / "csrecon-nights").glob("*.html"))) == 1


def test_prefect_keeps_what_the_operator_looks_at(worked: House) -> None:
    def both() -> dict[str, Any] | None:
        found = {one["key"]: one for one in worked.post("artifacts/latest/filter")}
        return found if {"csrecon-documents", "csrecon-night"} <= found.keys() else None

    artifacts = until("the artifacts", both)
    rows = json.loads(artifacts["csrecon-documents"]["data"])
    assert {(row["document"], row["outcome"]) for row in rows} == {
        ("2020-07.pdf", "stored"), ("2020-08.pdf", "stored"), ("2020-09.pdf", "stored"),
    }  # fmt: skip
    assert all(row["pages"] and row["facts"] and row["seconds"] for row in rows)
    assert artifacts["csrecon-night"]["data"].startswith("# Night of ")


def test_prefect_shows_our_log(worked: House) -> None:
    def documents() -> bool:
        entries = worked.post("logs/filter", sort="TIMESTAMP_DESC")
        logged = [json.loads(entry["message"]) for entry in entries if entry["name"] == "csrecon"]
        return {one.get("document") for one in logged} >= {"2020-07.pdf", "2020-08.pdf", "2020-09.pdf"}

    until("the log", documents)


def test_a_run_that_is_cancelled_in_prefect_is_interrupted_and_keeps_what_it_has(
    worked: House, tmp_path: Path
) -> None:
    source = (REPORTS / "2020-07.pdf").read_bytes()
    for number in range(COPIES):
        (tmp_path / f"{number}.pdf").write_bytes(source + b"\n%% copy %d\n" % number)
    url = worked.environment["CSRECON_DATABASE_URL"]
    engine = open_database(url, upgrade=False)
    before = len(list_documents(engine))
    run = worked.run("backfill", places=[str(tmp_path)])
    with stopped_at(url, before + 1, "document_names"):
        worked.post(f"flow_runs/{run}/set_state", state={"type": "CANCELLING"})
        until_told(os.getpid())  # the worker is ours
    assert worked.until_ended(run) == "CANCELLED", worked.log.read_text()
    until("our own log", lambda: runs(worked)[-1].finished_at, worked.log)
    ours = runs(worked)[-1]
    stored = len(list_documents(engine)) - before
    engine.dispose()
    assert (ours.kind, ours.status, ours.counts["stored"]) == ("backfill", "interrupted", stored)
    assert 0 < stored < COPIES
