"""The API gives what the command line's JSON gives, and lets do what the pages let do."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from json import loads
from types import SimpleNamespace

import pytest
from accounts_house import as_shown
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from console.app import app as app_of_commands
from pipeline.findings.stored import list_findings
from pipeline.verification.verify import verify

UNTIL = str((datetime.now(UTC) + timedelta(days=90)).date())
V1 = "/api/v1"


@pytest.fixture(scope="module")
def told(engine):
    """What a command prints as JSON of the same record."""
    url = engine.url.render_as_string(hide_password=False)

    def objects(*arguments: str) -> list[dict[str, object]]:
        ran = CliRunner().invoke(app_of_commands, [*arguments, "--format", "json", "--database", url])
        assert ran.exit_code == 0, ran.output
        return [loads(line) for line in ran.stdout.splitlines()]

    return objects


@pytest.fixture
def vic(client):
    return client("Vic")


def given(client: TestClient, path: str, **query: object):
    answer = client.get(V1 + path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_findings_are_those_of_the_command_line(vic, told):
    every = told("findings", "--status", "all")
    found = given(vic, "/findings", status="all", limit=500)
    assert found["total"] == len(every) > 10
    contract = [{name: value for name, value in one.items() if name != "digest"} for one in found["items"]]
    assert sorted(contract, key=lambda one: one["fingerprint"]) == sorted(
        every, key=lambda one: one["fingerprint"]
    )
    pages = [given(vic, "/findings", status="all", limit=7, offset=at)["items"] for at in range(0, 70, 7)]
    assert [one["fingerprint"] for page in pages for one in page][:60] == [
        one["fingerprint"] for one in found["items"]
    ][:60]
    errors = given(vic, "/findings", severity="error", sort="code", descending=False)
    assert {one["severity"] for one in errors["items"]} == {"error"}
    codes = [one["code"] for one in errors["items"]]
    assert codes == sorted(codes)


def test_one_finding_by_the_start_of_its_fingerprint(vic, told, engine):
    name = list_findings(engine)[0].fingerprint
    found = given(vic, f"/findings/{name[:12]}")
    assert found.pop("waivers") == []
    assert found.pop("digest")
    assert [found] == told("finding", "show", name)
    (opened,) = given(vic, f"/findings/{name}/acts")
    assert (opened["act"], opened["particulars"]["status"]) == ("opened", "open")


def test_other_lists_are_those_of_the_command_line(vic, told):
    assert given(vic, "/runs")["items"] == told("runs")[::-1]
    assert given(vic, "/documents")["items"] == told("documents")
    assert given(vic, "/register")["items"] == told("register", "list")[::-1]
    (run,) = [one["id"] for one in told("runs") if one["kind"] == "reconcile"]
    assert given(vic, f"/runs/{run}/not-judged") == told("runs", "--not-judged", str(run))
    changed = told("register", "diff", "2020-08-07", "2020-09-04")
    assert given(vic, "/register/diff", earlier="2020-08-07", later="2020-09-04") == changed
    assert changed


def test_a_modification_s_life_is_that_of_the_command_line(vic, told):
    life = given(vic, "/modifications/MP 102a")
    assert (life["reference"], life["lines"]) == ("MP102A", told("modification", "show", "MP102A"))
    listed = given(vic, "/modifications", text="MP102A")
    assert [one["reference"] for one in listed["items"]] == ["MP102A"]


def test_a_report_is_given_as_it_was_extracted(vic):
    from pathlib import Path

    from extractors import read
    from extractors.contract import to_json
    from samples import REPORTS

    (line,) = given(vic, "/reports")
    path = Path(REPORTS / "2020-08.pdf")
    assert given(vic, f"/reports/{line['sha256']}") == to_json(read(path.read_bytes(), path.name))
    assert line["facts"] > 100


def test_the_overview_counts_what_is_listed(vic):
    seen = given(vic, "/overview")
    total = given(vic, "/findings")["total"]
    assert sum(seen["open_by_severity"].values()) == total
    assert sum(one["open"] for one in seen["open_by_month"]) == total
    assert seen["latest_report"]["period"] == "2020-08"
    assert {"2020-08"} == {month for counts in seen["stages"].values() for month in counts}


def test_the_log_and_its_verification(vic, engine):
    proof = given(vic, "/log/verification")
    assert proof["fault"] is None
    assert proof["head"] == verify(engine).head.hash
    newest = given(vic, "/log", limit=1)
    assert newest["items"][0]["sequence"] == newest["total"] == proof["entries"]
    assert given(vic, "/log/verification", head="f" * 64)["fault"].startswith("No entry bears")


def test_the_evidence_pack_comes_as_a_zip(vic, engine):
    name = next(one.fingerprint for one in list_findings(engine) if one.finding.code == "I105")
    answer = vic.get(f"{V1}/findings/{name}/evidence")
    assert answer.headers["content-type"] == "application/zip"
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    shown = loads(packed.read(f"finding-{name[:12]}/data/finding.json"))
    assert shown["fingerprint"] == name


def test_a_waiver_takes_two_persons_here_too(client, engine):
    name = list_findings(engine)[-1].fingerprint
    asked = {"findings": as_shown(engine, name), "reason": "Misprint", "until": UNTIL}
    pat, ann = client("Pat"), client("Ann")
    assert client("Vic").post(f"{V1}/findings/waive", json=asked).status_code == 403
    done = pat.post(f"{V1}/findings/waive", json=asked)
    assert done.json() == {
        "findings": [{"fingerprint": name, "status": "open", "refused": None, "finding": None}]
    }
    own = pat.post(f"{V1}/findings/approve", json={"findings": as_shown(engine, name)})
    assert (own.status_code, "another person" in own.text) == (409, True)
    assert (
        client("Al").post(f"{V1}/findings/approve", json={"findings": as_shown(engine, name)}).status_code
        == 403
    )
    done = ann.post(f"{V1}/findings/approve", json={"findings": as_shown(engine, name)})
    assert done.json()["findings"][0]["status"] == "waived"
    (waiver,) = given(ann, f"/findings/{name}")["waivers"]
    assert (waiver["author"], waiver["approver"], waiver["until"]) == ("Pat", "Ann", UNTIL)
    assert given(ann, f"/findings/{name}/acts")[-1]["actor"] == "Ann"
    assert ann.post(f"{V1}/findings/reopen", json={"findings": as_shown(engine, name)}).status_code == 200


def test_many_at_once_each_by_itself(client, engine):
    one, two = (found.fingerprint for found in list_findings(engine)[-3:-1])
    al = client("Al")
    al.post(f"{V1}/findings/acknowledge", json={"findings": as_shown(engine, one)})
    done = al.post(f"{V1}/findings/acknowledge", json={"findings": as_shown(engine, one, two)}).json()[
        "findings"
    ]
    assert [(found["fingerprint"], found["status"]) for found in done] == [(one, None), (two, "acknowledged")]
    assert "only an open finding" in done[0]["refused"]
    al.post(f"{V1}/findings/reopen", json={"findings": as_shown(engine, one, two)})


def test_what_changed_meanwhile_is_told_as_it_is_now(client, engine):
    """An approver looked at one waiver; meanwhile its author took it back and proposed another."""
    name = list_findings(engine)[-4].fingerprint
    al, pat = client("Al"), client("Pat")

    def proposed(reason):
        asked = {"findings": as_shown(engine, name), "reason": reason, "until": UNTIL}
        assert al.post(f"{V1}/findings/waive", json=asked).status_code == 200

    proposed("Misprint")
    seen = as_shown(engine, name)
    al.post(f"{V1}/findings/reopen", json={"findings": seen})
    proposed("Nobody will look")
    answer = pat.post(f"{V1}/findings/approve", json={"findings": seen})
    assert answer.status_code == 409
    (now,) = answer.json()["findings"]
    assert now == given(pat, f"/findings/{name}")
    assert [one["reason"] for one in now["waivers"]] == ["Misprint", "Nobody will look"]
    assert (now["status"], now["waivers"][-1]["approver"]) == ("open", None)
    other = list_findings(engine)[-5].fingerprint
    both = pat.post(f"{V1}/findings/acknowledge", json={"findings": seen + as_shown(engine, other)}).json()
    assert [one["status"] for one in both["findings"]] == [None, "acknowledged"]
    assert both["findings"][0]["finding"]["digest"] == now["digest"]
    al.post(f"{V1}/findings/reopen", json={"findings": as_shown(engine, name, other)})


@pytest.mark.parametrize("asked", [{"fingerprints": ["0" * 32]}, {"findings": [{"fingerprint": "0" * 32}]}])
def test_an_act_must_say_what_was_shown(client, asked):
    assert client("Al").post(f"{V1}/findings/acknowledge", json=asked).status_code == 422


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/findings/00000000", 404),
        ("/findings/nothing", 422),
        ("/modifications/MP9999", 404),
        ("/modifications/hello", 404),
        (f"/reports/{'0' * 64}", 404),
        ("/register/diff?earlier=2001-01-01&later=2020-08-07", 404),
        ("/register/diff", 422),
        ("/runs/999/not-judged", 404),
        ("/nowhere", 404),
        ("/findings?limit=501", 422),
        ("/findings?text=%00", 422),
        ("/findings?severty=error", 422),
    ],
)
def test_what_is_not_there_is_said_as_json(vic, path, status):
    answer = vic.get(V1 + path)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"error", "what_to_do"}
    assert answer.json()["error"]


def test_what_is_too_large_is_refused_as_json(vic):
    answer = vic.post(
        f"{V1}/findings/reopen", json={"findings": [{"fingerprint": "f" * 32, "digest": "f" * 32}] * 3000}
    )
    assert (answer.status_code, answer.json()["error"]) == (413, "It is too large.")


def test_without_a_token_that_holds_nothing_is_told(app):
    for headers in ({}, {"Authorization": "Bearer csrecon_made_up"}, {"Authorization": "Basic QWw6eA=="}):
        answer = TestClient(app, base_url="http://localhost", headers=headers).get(f"{V1}/findings")
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert answer.json()["what_to_do"] == ""


def test_who_asks_is_told(client):
    assert given(client("Al"), "/me") == {"name": "Al", "role": "auditor"}


def test_the_description_is_openapi_and_stands_where_it_says(vic):
    described = given(vic, "/openapi.json")
    assert described["openapi"].startswith("3.1")
    assert len(described["paths"]) > 15
    for path in described["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            assert "422" in operation["responses"]
    for model in described["components"]["schemas"].values():
        Draft202012Validator.check_schema(model)
    assert SimpleNamespace(**described["info"]).title == "csrecon"
