"""Every deployment of prefect.yaml on a real server: deployed, validated, scheduled, and run by a worker."""

import json
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from prefect_house import ROOT, House, end, open_house, until

from pipeline.database import open_database
from pipeline.runs import list_runs
from samples import REGISTER, REPORTS

pytestmark = [
    pytest.mark.xdist_group("prefect"),
    pytest.mark.skipif(not os.environ.get("CSRECON_SOAK"), reason="in the soak until it is steady"),
]
NAMES = [one["name"] for one in yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    (folder / "inbox").mkdir()
    shutil.copy(REPORTS / "2020-08.pdf", folder / "inbox")
    settings = {"inbox": folder / "inbox", "register_source": REGISTER / "2020-08-07.csv"}
    with open_house(folder, **{f"CSRECON_{n.upper()}": str(v) for n, v in settings.items()}) as opened:
        yield opened


@pytest.fixture(scope="module")
def deployed(house: House) -> dict[str, Any]:
    return {one["name"]: one for one in house.ask("deployments/filter")}


def test_what_prefect_yaml_names_is_deployed(deployed: dict[str, Any]) -> None:
    assert sorted(deployed) == sorted(NAMES)
    assert all(one["enforce_parameter_schema"] for one in deployed.values())


def test_the_night_is_at_a_quarter_past_three_in_london_summer_and_winter(
    house: House, deployed: dict[str, Any]
) -> None:
    nightly = deployed["nightly"]
    assert nightly["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    assert nightly["global_concurrency_limit"]["limit"] == 1

    def planned() -> Any:
        asked = {"deployments": {"id": {"any_": [nightly["id"]]}}, "sort": "EXPECTED_START_TIME_ASC"}
        return [run for run in house.ask("flow_runs/filter", **asked) if run["auto_scheduled"]]

    times = [
        datetime.fromisoformat(run["expected_start_time"]).astimezone(ZoneInfo("Europe/London"))
        for run in until("the scheduler", planned)
    ]
    assert {(time.hour, time.minute) for time in times} == {(3, 15)}


@pytest.mark.parametrize(
    ("deployment", "parameters"),
    [
        ("csrecon-backfill/backfill", {"places": "not a list"}),
        ("csrecon-backfill/backfill", {"places": ["x"], "since": "August"}),
        ("csrecon-backfill/backfill", {"places": ["x"], "shard": "0/2"}),
        ("csrecon-nightly/nightly", {"workers": 0}),
        ("csrecon-nightly/nightly", {"no_such_parameter": 1}),
    ],
)
def test_parameters_are_validated_before_anything_runs(
    house: House, deployment: str, parameters: dict[str, object]
) -> None:
    with pytest.raises(AssertionError, match=r"(?i)validation|invalid|not found on"):
        house.prefect("deployment", "run", deployment, "--params", json.dumps(parameters))


def test_a_worker_runs_each_of_them(house: House, deployed: dict[str, Any]) -> None:
    arguments = {"backfill": ("--params", json.dumps({"places": [str(REPORTS)]}))}
    flows = {f"csrecon-{name}": arguments.get(name, ()) for name in NAMES}  # the log is proved last
    for flow, more in flows.items():
        house.prefect("deployment", "run", f"{flow}/{flow.removeprefix('csrecon-')}", *more)
        worker = house.start_worker("--run-once")
        try:
            assert worker.wait(120) == 0
        finally:
            end(worker)
        assert house.states(flow) == ["COMPLETED"], (house.folder / "workers.log").read_text()
    engine = open_database(house.environment["CSRECON_DATABASE_URL"], upgrade=False)
    runs = {run.kind: run for run in list_runs(engine)}
    engine.dispose()
    assert runs["backfill"].counts["stored"] == 3
    assert (runs["nightly"].status, runs["nightly"].counts["known"]) == ("completed", 1)
    assert len(list((house.folder / "csrecon-nights").glob("*.html"))) == 1


def test_prefect_keeps_what_the_operator_looks_at(house: House, deployed: dict[str, Any]) -> None:
    def both() -> dict[str, Any] | None:
        found = {one["key"]: one for one in house.ask("artifacts/latest/filter")}
        return found if {"csrecon-documents", "csrecon-night"} <= found.keys() else None

    artifacts = until("the artifacts", both)
    rows = json.loads(artifacts["csrecon-documents"]["data"])
    assert {(row["document"], row["outcome"]) for row in rows} == {
        ("2020-07.pdf", "stored"), ("2020-08.pdf", "stored"), ("2020-09.pdf", "stored"),
    }  # fmt: skip
    assert all(row["pages"] and row["facts"] and row["seconds"] for row in rows)
    assert artifacts["csrecon-night"]["data"].startswith("# Night of ")


def test_prefect_shows_our_log(house: House, deployed: dict[str, Any]) -> None:
    entries = house.ask("logs/filter")
    logged = [json.loads(entry["message"]) for entry in entries if entry["name"] == "csrecon"]
    assert {one.get("document") for one in logged} >= {"2020-07.pdf", "2020-08.pdf", "2020-09.pdf"}
