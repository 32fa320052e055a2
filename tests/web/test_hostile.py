"""A hostile report and register: what they print is shown as text on every page, and leads nowhere."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from extractors import VERSION, Extraction
from extractors import read as read_report
from extractors.contract import Coverage, Decision, Evidence, Mention, Unclaimed, Warning
from pipeline.archive.folder import Archive
from pipeline.archive.page_images import PageImages
from pipeline.checks import CheckOutcome, Finding, ReportEvidence
from pipeline.judging.reconcile import reconcile
from pipeline.record.database import open_database, read_transaction
from pipeline.record.tables.findings import findings, runs
from pipeline.record.tables.register import register_snapshots
from pipeline.register.snapshots.write import store_register
from pipeline.reports.write import store
from samples import REPORTS
from web import build_app

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script><a href="javascript:alert(2)">MP103</a> \'" onload=x {{ 7*7 }}'
NAME = '"><img src=x onerror=alert(1)>.pdf'
SPOT = Evidence(1, (72.0, 80.0, 300.0, 92.0), HOSTILE)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, list[str]]]:
    folder = tmp_path_factory.mktemp("hostile")
    engine, archive = open_database(f"sqlite:///{folder}/csrecon.db", upgrade=True), Archive(folder / "kept")
    digest = _store(engine, archive)
    _load(engine, folder / "register.csv")
    said = {HOSTILE: [HOSTILE, HOSTILE]}
    places = (ReportEvidence(NAME, 1, SPOT.bbox, HOSTILE, sha256=digest),)
    found = Finding(
        code="I101",
        name=HOSTILE[:64],
        severity="error",
        period="2020-07",
        reference="MP103",
        message=HOSTILE,
        stated=said,
        expected=said,
        evidence=places,
    )
    reconcile(engine, now=NOW, checker=lambda *_a, **_k: CheckOutcome((found,)))
    with read_transaction(engine) as connection:
        fingerprint = connection.scalar(select(findings.c.fingerprint))
        before, after = connection.scalars(select(register_snapshots.c.id)).all()
        run = connection.scalar(select(runs.c.id).order_by(runs.c.id.desc()))
    addresses = [
        *("/", "/findings", f"/findings/{fingerprint}", "/reports", f"/reports/{digest}", "/modifications"),
        *("/modifications/MP103", "/register", f"/register/{after}", "/runs", f"/runs/{run}", "/log"),
        "/review",
        f"/register/diff?before={before}&after={after}",
    ]
    with PageImages(archive) as images:
        yield TestClient(build_app(engine, images, ["localhost"]), base_url="http://localhost"), addresses
    engine.dispose()


def _store(engine: Engine, archive: Archive) -> str:
    data = (REPORTS / "2020-07.pdf").read_bytes()
    read = read_report(data, NAME)
    assert isinstance(read, Extraction)
    facts = (
        Mention(
            section="summary", evidence=(SPOT,), reference="MP103", title=HOSTILE, part=HOSTILE, url=HOSTILE
        ),
        Mention(section="summary", evidence=(SPOT,), reference="MP103", url="javascript:alert(3)"),
        Decision(
            section="opine",
            evidence=(SPOT,),
            reference="MP103",
            body=HOSTILE,
            subject="modification",
            outcome="approved",
            release=HOSTILE,
        ),
    )
    hostile = replace(
        read,
        report=replace(read.report, title=HOSTILE, author=HOSTILE, code=HOSTILE),
        facts=facts,
        coverage=Coverage(10, {HOSTILE: 9}, (Unclaimed(1, SPOT.bbox, HOSTILE, "summary"),)),
        warnings=(Warning("odd", HOSTILE, 1),),
    )
    (stored,) = store(engine, archive, [(data, hostile)], extractor_version=VERSION, now=NOW)
    return str(stored.sha256)


def _load(engine: Engine, path: Path) -> None:
    for day, stage in ((1, "Refinement"), (2, HOSTILE)):
        with path.open("w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(("Reference", "Title", "Stage", "Proposer", "Link"))
            out.writerow(("MP103", HOSTILE, stage, HOSTILE, "javascript:alert(4)"))
        store_register(engine, str(path), as_of=date(2020, 8, day), now=NOW)


class _Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def test_hostile_text_stays_text_on_every_page(pages: tuple[TestClient, list[str]]) -> None:
    client, addresses = pages
    shown = 0
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        elements = _Elements(answer.text).found
        scripts = [own["src"] for tag, own in elements if tag == "script"]
        assert scripts == ["/static/theme.js", "/static/htmx.min.js", "/static/page.js"], address
        assert "img" not in {tag for tag, _ in elements}, address
        for tag, own in elements:
            assert not [name for name in own if name.startswith("on") or name == "style"], (address, tag, own)
            for name in own.keys() & {"href", "src", "action", "formaction", "hx-get"}:
                assert re.match("/[^/]|/$|#", own[name]), (address, tag, own)
        shown += HOSTILE in unescape(answer.text)
    assert shown >= 9


def test_hostile_words_in_an_address_stay_words(pages: tuple[TestClient, list[str]]) -> None:
    client, _ = pages
    for path in ("/findings", "/modifications", "/log"):
        for name in ("text", "reference", "actor", "subject", "sort", "number"):
            answer = client.get(path, params={name: '"><script>alert(1)</script>'})
            assert "<script>alert" not in answer.text
