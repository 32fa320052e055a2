"""The commands that work on the record, one after the other on the samples."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.record.database import open_database
from pipeline.record.run_lock import run_lock
from samples import REGISTER, REPORTS

pytestmark = pytest.mark.xdist_group("record")  # the record is made once

KEYS = [
    "fingerprint",
    "code",
    "name",
    "severity",
    "period",
    "reference",
    "message",
    "stated",
    "expected",
    "evidence",
    "reports",
    "status",
    "first_seen",
    "last_seen",
]


def test_the_record_lies_in_the_current_folder_and_nowhere_else(record: Path) -> None:
    names = {path.name for path in record.iterdir()}
    assert {"csrecon.db", "csrecon-archive"} <= names
    assert all(name.startswith("csrecon") for name in names)


def test_findings_are_objects_of_the_contract(csrecon, record: Path) -> None:
    findings = csrecon("findings", "--format", "json", "--status", "all", folder=record).objects()
    assert findings
    assert all(list(finding) == KEYS for finding in findings)
    assert len({finding["fingerprint"] for finding in findings}) == len(findings)


def test_findings_can_be_chosen(csrecon, record: Path) -> None:
    chosen = ["--severity", "error", "--period", "2020-08", "--code", "i105", "--reference", "mp 109"]
    [finding] = csrecon("findings", "--format", "json", *chosen, folder=record).objects()
    assert (finding["code"], finding["reference"]) == ("I105", "MP109")
    ran = csrecon("findings", "--code", "I101", "--period", "2020-08", folder=record)
    assert (ran.status, ran.out) == (0, "No findings.\n")


@pytest.mark.parametrize(("fail_on", "period", "status"), [("error", "2020-08", 1), ("error", "2021-01", 0)])
def test_fail_on_decides_the_exit_status(
    csrecon, record: Path, fail_on: str, period: str, status: int
) -> None:
    ran = csrecon("findings", "--period", period, "--fail-on", fail_on, folder=record)
    assert ran.status == status


def test_findings_as_csv_are_the_same_findings(csrecon, record: Path) -> None:
    ran = csrecon("findings", "--format", "csv", "-o", "findings.csv", folder=record)
    assert (ran.status, ran.out) == (0, "")
    text = (record / "findings.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    objects = csrecon("findings", "--format", "json", folder=record).objects()
    assert [row["fingerprint"] for row in rows] == [one["fingerprint"] for one in objects]
    assert [row["message"] for row in rows] == [one["message"] for one in objects]


def test_a_finding_is_shown_by_the_start_of_its_fingerprint(csrecon, record: Path) -> None:
    [finding] = csrecon(
        "findings", "--format", "json", "--code", "I105", "--period", "2020-08", folder=record
    ).objects()
    ran = csrecon("finding", "show", finding["fingerprint"][:8], folder=record)
    assert ran.status == 0
    assert "page 5" in ran.out
    again = csrecon("finding", "show", finding["fingerprint"], "--format", "json", folder=record)
    assert again.objects() == [finding]
    assert csrecon("finding", "show", "nothing", folder=record).status == 2


def test_documents_are_listed(csrecon, record: Path) -> None:
    documents = csrecon("documents", "--format", "json", folder=record).objects()
    assert [list(one) for one in documents] == [
        ["filename", "sha256", "status", "refused", "period", "pages", "first_seen"]
    ] * 3
    assert [one["period"] for one in documents] == ["2020-07", "2020-08", "2020-09"]
    assert csrecon("documents", "--status", "quarantined", "--format", "json", folder=record).out == ""
    assert "2020-08.pdf" in csrecon("documents", folder=record).out


def test_runs_are_listed(csrecon, record: Path) -> None:
    runs = csrecon("runs", "--format", "json", folder=record).objects()
    assert [run["kind"] for run in runs[:4]] == ["ingest", "register", "register", "reconcile"]
    assert {run["status"] for run in runs} == {"completed"}
    assert "ingest" in csrecon("runs", folder=record).out


def test_snapshots_are_listed(csrecon, record: Path) -> None:
    snapshots = csrecon("register", "list", "--format", "json", folder=record).objects()
    assert [one["as_of"] for one in snapshots] == ["2020-08-07", "2020-09-04"]
    assert "2020-09-04" in csrecon("register", "list", folder=record).out
    early = csrecon("register", "list", "--as-of", "2020-08-31", "--format", "json", folder=record).objects()
    assert [one["as_of"] for one in early] == ["2020-08-07"]
    unknown = csrecon("register", "list", "--known-on", "2020-08-31", "--format", "json", folder=record)
    assert unknown.objects() == []


def test_what_changed_in_the_register(csrecon, record: Path) -> None:
    days = ("2020-08-07", "2020-09-04")
    found = csrecon("register", "diff", *days, "--format", "json", folder=record).objects()
    assert {one["reference"] for one in found} == {"MP131"}
    assert {"decision": "Approved"}.items() <= {one["field"]: one["after"] for one in found}.items()
    lines = csrecon("register", "diff", *days, "--format", "csv", folder=record).out.splitlines()
    assert lines[0] == "reference,change,field,before,after"
    assert "Pending" in csrecon("register", "diff", *days, folder=record).out
    assert "Nothing changed" in csrecon("register", "diff", days[0], days[0], folder=record).out


def test_what_the_register_said_of_a_modification(csrecon, record: Path) -> None:
    versions = csrecon("register", "history", "DP131", "--format", "json", folder=record).objects()
    assert [(one["since"], one["until"]) for one in versions] == [
        ("2020-08-07", "2020-09-04"),
        ("2020-09-04", None),
    ]
    shown = csrecon("register", "history", "MP131", folder=record).out
    assert "Pending Implementation" in shown
    then = csrecon("register", "history", "MP131", "--as-of", "2020-08-31", folder=record).out
    assert "Pending Implementation" not in then
    assert csrecon("register", "history", "MP1", folder=record).status == 2


@pytest.mark.parametrize("format", ["csv", "parquet", "xlsx"])
def test_the_record_is_exported(csrecon, record: Path, format: str) -> None:
    folder = record / f"csrecon-{format}"
    assert csrecon("export", folder.name, "--format", format, folder=record).status == 0
    assert {f"findings.{format}", "datapackage.json"} <= {path.name for path in folder.iterdir()}


def test_doing_it_all_again_changes_nothing(csrecon, record: Path) -> None:
    before = csrecon("findings", "--status", "all", "--format", "json", folder=record).objects()
    ran = csrecon("ingest", *REPORTS.glob("*.pdf"), folder=record)
    assert (ran.status, ran.out) == (0, "3 documents: 3 already in the record.\n")
    again = csrecon("register", "load", REGISTER / "2020-08-07.csv", folder=record)
    assert "already in the record" in again.out
    assert "0 new, 0 reopened, 0 resolved" in csrecon("reconcile", folder=record).out
    after = csrecon("findings", "--status", "all", "--format", "json", folder=record).objects()
    seen = [[finding.pop("last_seen") for finding in findings] for findings in (before, after)]
    assert before == after
    assert max(seen[0]) < min(seen[1])


def test_a_withdrawn_document_handed_in_again_is_told_so(csrecon, record: Path) -> None:
    said = ("--by", "Ann", "--reason", "The wrong file.")
    assert csrecon("document", "withdraw", "2020-08.pdf", *said, folder=record).status == 0
    for command in ("ingest", "backfill"):
        ran = csrecon(command, REPORTS / "2020-08.pdf", folder=record)
        assert "2020-08.pdf: withdrawn by a person and left out; `csrecon document restore " in ran.err
    assert csrecon("document", "restore", ran.err.split("restore ")[1][:8], *said, folder=record).status == 0


def test_the_doctor_finds_a_healthy_record(csrecon, record: Path) -> None:
    ran = csrecon("doctor", folder=record)
    assert ran.status == 0
    assert {line[:2] for line in ran.out.splitlines()} == {"ok"}
    assert csrecon("db", "check", folder=record).status == 0


def test_documents_lost_from_the_archive_or_altered_in_it_are_noticed(csrecon, record: Path) -> None:
    lost, altered, _ = (path for path in (record / "csrecon-archive").rglob("*") if path.is_file())
    lost.unlink()
    altered.chmod(0o644)
    altered.write_bytes(altered.read_bytes()[:-1] + b"?")
    for command in (("db", "check"), ("doctor",)):
        ran = csrecon(*command, folder=record)
        assert ran.status == 4, command
        said = ran.out + ran.err
        assert any(name in said for name in (lost.name, altered.name)), command
        assert "And 1 more like it." in said, command
    assert csrecon("ingest", *REPORTS.glob("*.pdf"), folder=record).status == 0
    assert csrecon("doctor", folder=record).status == 0, "handed in again, they are kept anew"


def test_what_cannot_be_read_is_stored_as_refused(csrecon, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_text("Dear Panel")
    ran = csrecon("ingest", "letter.pdf", "missing.pdf", folder=tmp_path)
    assert ran.status == 3
    assert len(ran.err.splitlines()) == 3, "each with its reason, and the head of the log"
    [document] = csrecon(
        "documents", "--status", "quarantined", "--format", "json", folder=tmp_path
    ).objects()
    assert document["refused"]["code"] == "not_a_pdf"
    [run] = csrecon("runs", "--format", "json", folder=tmp_path).objects()
    assert run["status"] == "completed_with_quarantine"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["findings"], 2, "no csrecon database"),
        (["reconcile", "--only", "I999"], 2, "no check I999"),
        (["reconcile", "--period", "2020-13"], 2, "no month"),
        (["register", "load", "missing.csv"], 2, "missing.csv"),
        (["register", "load", "x.csv", "--as-of", "7 August"], 2, "no date"),
        (["backfill", "nowhere"], 2, "nowhere"),
        (["backfill", ".", "--since", "2018"], 2, "no month"),
        (["findings", "--database", "mysql://x/y"], 2, "SQLite or PostgreSQL"),
        (["findings", "--database", "postgresql://nobody@127.0.0.1:1/none"], 4, "out of reach"),
        (["db", "upgrade", "--database", "sqlite:////nowhere/at/all.db"], 4, "no folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_mistake_is_one_or_two_plain_lines(
    csrecon, tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    ran = csrecon(*arguments, folder=tmp_path)
    assert (ran.status, ran.out) == (status, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) <= 2


@pytest.mark.parametrize(
    "command", [["ingest", "x.pdf"], ["reconcile"], ["backfill", str(REPORTS)]], ids=" ".join
)
def test_a_second_run_at_the_same_time_is_told_who_is_at_work(
    csrecon, tmp_path: Path, command: list[str]
) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/csrecon.db", upgrade=True)
    with run_lock(engine, now=datetime(2026, 1, 5, tzinfo=UTC)):
        ran = csrecon(*command, folder=tmp_path)
    engine.dispose()
    assert ran.status == 5
    assert "in use by process" in ran.err


def test_findings_as_of_a_day_are_printed_and_nothing_is_written(csrecon, record: Path) -> None:
    runs = csrecon("runs", "--format", "json", folder=record).out
    today = csrecon("reconcile", "--as-of", "2999-12-31", "--format", "json", folder=record)
    open_now = csrecon("findings", "--status", "all", "--format", "json", folder=record).objects()
    assert {one["fingerprint"] for one in today.objects()} == {one["fingerprint"] for one in open_now}
    before = csrecon("reconcile", "--as-of", "2000-01-01", folder=record)
    assert (before.status, before.out) == (0, "As known on 2000-01-01: no findings\n")
    assert csrecon("runs", "--format", "json", folder=record).out == runs
