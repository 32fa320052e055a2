"""The pages of reports, modifications, the register, runs and the log, over the sample record."""

import csv
import io
import re
from datetime import UTC, datetime
from json import loads
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from sqlalchemy import Engine, select, text, update

from pipeline.archive.folder import Archive
from pipeline.archive.page_images import PageImages
from pipeline.findings.stored import list_findings
from pipeline.record.database import read_transaction, write_transaction
from pipeline.record.tables.audit import audit_head, audit_log
from pipeline.record.tables.documents import extractions, unclaimed_texts
from pipeline.reports.undo import withdraw
from web import build_app

Record = tuple[Engine, Archive]


def text_of(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def digest_of(record: Record, filename: str) -> str:
    with read_transaction(record[0]) as connection:
        query = select(extractions.c.sha256).where(extractions.c.filename == filename)
        return str(connection.scalar(query))


def test_the_reports_are_listed_with_what_was_read(client: TestClient) -> None:
    page = text_of(client, "/reports")
    assert re.findall(r'/reports/\w{64}">(\d{4}-\d{2})', page) == ["2020-09", "2020-08", "2020-07"]
    assert "2020-08.pdf" in page


def test_each_fact_of_a_page_has_its_boxes(client: TestClient, record: Record) -> None:
    page = text_of(client, f"/reports/{digest_of(record, '2020-08.pdf')}?page=5")
    listed = set(re.findall(r'<li data-mark="(fact-\d+)"', page))
    drawn = set(re.findall(r'<rect class="fact" data-mark="(fact-\d+)"', page))
    assert listed == drawn
    assert len(listed) > 15
    assert re.search(r'<h2 id="section-\d">Refine</h2>', page)
    assert "accepted on</span> 2020-05-26" in page
    assert 'class="finding error"' in page


def test_a_pages_unclaimed_words_are_marked(client: TestClient, record: Record) -> None:
    digest = digest_of(record, "2020-07.pdf")
    with write_transaction(record[0]) as connection:
        id_ = connection.scalar(select(extractions.c.id).where(extractions.c.sha256 == digest))
        box = {"x0": 72, "top": 90, "x1": 144, "bottom": 102}
        row = {"extraction_id": id_, "position": 0, "page": 2, "text": "a new wording"} | box
        connection.execute(unclaimed_texts.insert().values(row))
    try:
        page = text_of(client, f"/reports/{digest}?page=2")
        assert '<rect class="unclaimed" data-mark="unclaimed-1" x="71.0" y="89.0"' in page
        assert "<q>a new wording</q>" in page
        assert '"Page 2: ' in page
        assert "1 unclaimed text" in page
    finally:
        with write_transaction(record[0]) as connection:
            connection.execute(unclaimed_texts.delete())


def test_a_report_has_no_more_pages_than_it_has(client: TestClient, record: Record) -> None:
    answer = client.get(f"/reports/{digest_of(record, '2020-08.pdf')}?page=9")
    assert (answer.status_code, "has 8 pages" in answer.text) == (404, True)


@pytest.mark.parametrize("named", ["MP131", "mp131", "DP131"])
def test_a_modification_is_found_by_each_of_its_names(client: TestClient, named: str) -> None:
    page = text_of(client, f"/modifications/{named}")
    assert "Pending Implementation" in page
    assert re.search(r'<circle class="point[^"]*" data-mark="event-\d+" cx="[\d.]+%"', page)
    assert re.search(r"/reports/\w{64}\?page=\d#box-\d+", page)


def test_a_modification_shows_what_contradicts(client: TestClient) -> None:
    page = text_of(client, "/modifications/MP109")
    assert "point contradicted" in page
    assert "MP109’s open Preliminary Assessment states 46 WD" in page


def test_modifications_are_searched_by_title(client: TestClient) -> None:
    page = text_of(client, "/modifications?text=bulk+ch")
    assert re.findall(r'href="/modifications/(\w+)"', page) == ["MP117"]
    assert "No reference or title holds" in text_of(client, "/modifications?text=no+such+words")


def test_two_snapshots_are_compared(client: TestClient) -> None:
    listed = text_of(client, "/register")
    later, before = dict.fromkeys(re.findall(r'<a href="/register/(\d+)"', listed))
    page = text_of(client, f"/register/diff?before={before}&after={later}")
    assert "0 added, 0 removed, 6 values changed" in page
    assert "<ins>Pending Implementation</ins>" in page
    back = text_of(client, f"/register/diff?before={later}&after={before}")
    assert "<del>Pending Implementation</del>" in back
    assert "Nothing:" in text_of(client, f"/register/diff?before={later}&after={later}")


def test_a_snapshot_is_shown_and_searched(client: TestClient) -> None:
    (id_, *_) = re.findall(r'<a href="/register/(\d+)"', text_of(client, "/register"))
    assert "56 modifications" in text_of(client, f"/register/{id_}")
    assert "1 modification<" in text_of(client, f"/register/{id_}?text=MP131")


def test_a_run_tells_what_it_found_and_what_it_could_not_judge(client: TestClient) -> None:
    (run, *_) = re.findall(r'<a href="/runs/(\d+)"', text_of(client, "/runs"))
    page = text_of(client, f"/runs/{run}")
    assert "Opened by this run" in page
    assert "the register has no title of it" in page
    assert "No run ended so" in text_of(client, "/runs?status=failed")


def test_the_log_is_shown_and_proved(client: TestClient, record: Record) -> None:
    page = text_of(client, "/log")
    with read_transaction(record[0]) as connection:
        head = connection.scalar(select(audit_head.c.hash))
    assert f"<code>{head}</code>" in page
    assert "It is whole." in text_of(client, "/log/proof")
    assert "It is whole." in text_of(client, f"/log/proof?kept={head}")
    assert "It is not whole." in text_of(client, f"/log/proof?kept={'0' * 12}")


def test_a_log_that_was_tampered_with_is_told(client: TestClient, record: Record) -> None:
    with write_transaction(record[0]) as connection:
        kept = connection.scalar(select(audit_log.c.actor).where(audit_log.c.sequence == 2))
        trigger = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'audit_log_no_update'"))
        connection.execute(text("DROP TRIGGER audit_log_no_update"))
        connection.execute(update(audit_log).where(audit_log.c.sequence == 2).values(actor="Mallory"))
    try:
        assert "Entry 2 was changed" in text_of(client, "/log/proof")
    finally:
        with write_transaction(record[0]) as connection:
            connection.execute(update(audit_log).where(audit_log.c.sequence == 2).values(actor=kept))
            connection.execute(text(str(trigger)))


def test_what_is_shown_is_taken_along(client: TestClient, record: Record) -> None:
    shown = "severity=error&sort=code&descending=false"
    stored = list_findings(record[0], severity="error")
    order = sorted(stored, key=lambda one: (one.finding.code, one.fingerprint))
    names = [one.fingerprint for one in order]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/findings.csv?{shown}").text)))
    assert [row["fingerprint"] for row in rows] == names
    lines = client.get(f"/findings.json?{shown}").text.splitlines()
    assert [loads(line)["fingerprint"] for line in lines] == names
    answer = client.get(f"/findings.xlsx?{shown}")
    sheet = load_workbook(io.BytesIO(answer.content))["Findings"]
    column = [cell.value for cell in sheet[1]].index("Fingerprint")
    assert [row[column].value for row in list(sheet.rows)[1:]] == names
    assert 'filename="findings.xlsx"' in answer.headers["content-disposition"]


def test_a_withdrawn_document_is_marked_where_it_is_shown(make_record, tmp_path: Path) -> None:
    record = make_record(tmp_path, 1, 0)
    digest = digest_of(record, "2020-07.pdf")
    withdraw(record[0], digest, by="Ann", reason="The wrong file.", now=datetime(2026, 3, 3, tzinfo=UTC))
    with PageImages(record[1]) as images:
        client = TestClient(build_app(record[0], images, ["localhost"]), base_url="http://localhost")
        listed = text_of(client, "/reports")
        assert "later issue" not in listed
        assert (
            f'<strong class="warning">withdrawn</strong> by a person; the <a href="/log?subject={digest}"'
            in listed
        )
        assert "The wrong file." in text_of(client, f"/log?subject={digest}")
        assert "withdrawn by a person, " in text_of(client, f"/reports/{digest}")
    record[0].dispose()
