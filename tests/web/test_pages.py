"""The pages over the sample record: what they show, what they refuse, and that text stays text."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from pipeline.archive.folder import Archive
from pipeline.record.database import read_transaction
from pipeline.record.tables.findings import findings


def text_of(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_overview_counts_what_the_record_has(client: TestClient, record: tuple[Engine, Archive]) -> None:
    page = text_of(client, "/")
    assert re.search(r'<a href="/reports/\w{64}">2020-09</a>', page)
    with read_transaction(record[0]) as connection:
        rows = connection.execute(select(findings.c.severity).where(findings.c.status == "open")).all()
    number = sum(row.severity == "error" for row in rows)
    assert number
    assert f'href="/findings?severity=error">{number}</a>' in page
    assert sum(map(int, re.findall(r"code=\w+\">(\d+)<", page))) == len(rows)


def test_the_list_filters_searches_and_sorts(client: TestClient) -> None:
    everything = re.findall(r'href="/findings/(\w+)"', text_of(client, "/findings"))
    errors = re.findall(r'href="/findings/(\w+)"', text_of(client, "/findings?severity=error"))
    assert 0 < len(errors) < len(everything)
    assert "None fits" in text_of(client, "/findings?text=no+such+words")
    months = [
        re.findall(r'class="where">(\d{4}-\d{2})', text_of(client, f"/findings?sort=period&descending={way}"))
        for way in ("true", "false")
    ]
    assert months[0] == sorted(months[0], reverse=True)
    assert months[1] == sorted(months[1])
    assert months[0][0] != months[1][0]


def test_a_finding_leads_to_its_place_on_the_page(client: TestClient) -> None:
    listed = text_of(client, "/findings?code=I105")
    page = text_of(client, re.findall(r'href="(/findings/\w{32})"', listed)[0])
    source = re.findall(r'<image href="(/pages/\w+/\d+\.png)"', page)[0]
    drawn = client.get(source)
    assert drawn.headers["content-type"] == "image/png"
    assert drawn.content.startswith(b"\x89PNG")
    assert re.search(r'<rect x="[\d.]+" y="[\d.]+" width="[\d.]+"', page)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nowhere", 404, "no such page"),
        (f"/findings/{'0' * 32}", 404, "no such finding"),
        (f"/pages/{'0' * 64}/1.png", 404, "no such document"),
        ("/findings?number=0", 422, "number"),
        ("/findings?status=lost", 422, "status"),
        ("/pages/..%2F..%2Fetc/1.png", 404, "cannot be shown"),
    ],
)
def test_what_is_not_there_is_said(client: TestClient, address: str, status: int, said: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, said in answer.text) == (status, True), answer.text


@pytest.mark.parametrize("address", ["/", "/findings", "/nowhere", "/static/base.css"])
def test_every_answer_forbids_scripts_and_other_places(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_another_site_cannot_call_it_by_a_name_of_its_own(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_changed(client: TestClient, method: str) -> None:
    assert client.request(method, "/findings").status_code == 405
