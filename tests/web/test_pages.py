"""The pages over the sample record: what they show, what they refuse, and that text stays text."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, insert, select, update

from extractors import VERSION
from extractors import read as read_report
from pipeline.archive import Archive
from pipeline.database import open_database, reading, writing
from pipeline.models.findings import findings
from pipeline.page_images import PageImages
from pipeline.reconcile import reconcile
from pipeline.register.load import load_register
from pipeline.store import store
from samples import REGISTER, REPORTS
from web import build_app

HOSTILE = '<script>alert(1)</script><a href="javascript:alert(2)">MP103</a> \'" onload=x'


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Archive]]:
    from datetime import UTC, datetime

    now = datetime(2026, 3, 2, tzinfo=UTC)
    folder = tmp_path_factory.mktemp("record")
    engine, archive = open_database(f"sqlite:///{folder}/csrecon.db", upgrade=True), Archive(folder / "kept")
    for path in sorted(Path(REPORTS).glob("*.pdf")):
        data = path.read_bytes()
        store(engine, archive, [(data, read_report(data, path.name))], extractor_version=VERSION, now=now)
    for source in sorted(Path(REGISTER).iterdir()):
        load_register(engine, str(source), as_of=None, now=now)
    reconcile(engine, now=now)
    yield engine, archive
    engine.dispose()


@pytest.fixture(scope="module")
def client(record: tuple[Engine, Archive]) -> Iterator[TestClient]:
    engine, archive = record
    with PageImages(archive) as images:
        yield TestClient(build_app(engine, images, ["localhost"]), base_url="http://localhost")


def text_of(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_overview_counts_what_the_record_has(client: TestClient, record: tuple[Engine, Archive]) -> None:
    page = text_of(client, "/")
    assert "2020-09, 2020-09.pdf" in page
    with reading(record[0]) as connection:
        rows = connection.execute(select(findings.c.severity).where(findings.c.status == "open")).all()
    number = sum(row.severity == "error" for row in rows)
    assert number
    assert f'<a href="/findings?severity=error">{number}</a>' in page
    assert sum(map(int, re.findall(r"code=\w+\" aria-label=\"(\d+)", page))) == len(rows)


def test_the_list_filters_searches_and_sorts(client: TestClient) -> None:
    everything = re.findall(r'href="/findings/(\w+)"', text_of(client, "/findings"))
    errors = re.findall(r'href="/findings/(\w+)"', text_of(client, "/findings?severity=error"))
    assert 0 < len(errors) < len(everything)
    assert "None fits" in text_of(client, "/findings?text=no+such+words")
    months = [
        re.findall(r"<td>(\d{4}-\d{2})</td>", text_of(client, f"/findings?sort=period&descending={way}"))
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


@pytest.mark.parametrize("address", ["/", "/findings", "/nowhere", "/static/style.css"])
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


def test_hostile_text_is_shown_as_text(client: TestClient, record: tuple[Engine, Archive]) -> None:
    with writing(record[0]) as connection:
        first = connection.execute(select(findings).order_by(findings.c.fingerprint)).mappings().first()
        assert first is not None
        hostile = dict(first) | {"fingerprint": "f" * 32, "message": HOSTILE, "stated": {HOSTILE: [HOSTILE]}}
        connection.execute(insert(findings), [hostile | {"status": "acknowledged", "reference": HOSTILE}])
    try:
        for address in ("/findings?status=acknowledged", f"/findings/{'f' * 32}"):
            page = text_of(client, address)
            assert HOSTILE in unescape(page)
            assert "<script" not in page
            assert 'href="javascript' not in page
    finally:
        with writing(record[0]) as connection:
            connection.execute(
                update(findings).where(findings.c.fingerprint == "f" * 32).values(status="resolved")
            )


@pytest.mark.parametrize(("address", "most"), [("/", 6), ("/findings", 3), ("/findings?number=2", 3)])
def test_a_page_takes_a_fixed_number_of_queries(
    client: TestClient, record: tuple[Engine, Archive], address: str, most: int
) -> None:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(record[0], "before_cursor_execute", note)
    try:
        text_of(client, address)
    finally:
        event.remove(record[0], "before_cursor_execute", note)
    assert 0 < len(seen) <= most, seen
