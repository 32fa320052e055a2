"""Papers that are read without csrecon: nothing in them runs, every word of a report is text."""

import json
import re
import zipfile
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO

import bagit
import pytest
from openpyxl import load_workbook

from pipeline.archive.folder import Archive
from pipeline.archive.page_images import PageImages
from pipeline.basics.errors import UnusableInput
from pipeline.checks import CheckOutcome, Finding, RegisterEvidence, ReportEvidence
from pipeline.findings.acts import waive
from pipeline.findings.stored import list_findings
from pipeline.judging.reconcile import reconcile
from pipeline.outputs.findings import findings_page, write_evidence, write_workbook
from pipeline.queries.timeline import timeline
from pipeline.record.database import read_transaction
from pipeline.register.snapshots.write import store_register
from pipeline.reports.write import store
from samples import REPORTS

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture
def record(engine, archive, report, now, tmp_path):
    """A record of a PDF that can be drawn, a register, and two findings whose texts are hostile."""
    data = (REPORTS / "2020-08.pdf").read_bytes()
    _, read = report("2020-08", filename="2020-08.pdf")

    document = replace(read.document, sha256=sha256(data).hexdigest(), bytes=len(data))
    store(engine, archive, [(data, replace(read, document=document))], extractor_version="1", now=now)
    source = tmp_path / "2020-08-07.csv"
    source.write_text("Reference,Title\nMP103,Large Gas Meter Displays\n")
    store_register(engine, str(source), as_of=None, format="auto", now=now)
    said = [
        Finding(
            code="R302",
            name="title-differs",
            severity="warning",
            period="2020-08",
            reference="MP103",
            message=f"The title is {HOSTILE}.",
            stated={"title": HOSTILE, "names": [HOSTILE], "count": 3},
            expected={"title": "=HYPERLINK(1)"} if place else None,
            evidence=(
                ReportEvidence(
                    "2020-08.pdf", 2, (72.0, 100.25, 300.5, 112.0), HOSTILE, sha256=document.sha256
                ),
                ReportEvidence("gone.pdf", 2, (72.0, 100.0, 300.0, 112.0), "gone", sha256=None),
                ReportEvidence(
                    "2020-08.pdf", 99, (72.0, 100.0, 300.0, 112.0), "no such page", sha256=document.sha256
                ),
                RegisterEvidence("2020-08-07.csv", date(2020, 8, 7), 2, "Title", "=1+1"),
            ),
        )
        for place in (1, 0)
    ]
    said[1] = replace(said[1], stated={"title": "@x"})
    reconcile(engine, now=now, checker=lambda *_a, **_k: CheckOutcome(tuple(said)))
    return engine


@pytest.fixture
def images(archive: Archive):
    with PageImages(archive) as made:
        yield made


class _Read(HTMLParser):
    """A page's elements with their attributes, its script and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._within: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._within.append(tag)

    def handle_endtag(self, tag):
        while self._within and self._within.pop() != tag:
            pass

    def handle_data(self, data):
        kind = self._within[-1] if self._within and self._within[-1] in ("script", "style") else "text"
        self.texts[kind] = self.texts.get(kind, "") + data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def policy(self):
        return next(one["content"] for one in self.all("meta") if "http-equiv" in one)


def _is_harmless(page: str, scripts: int) -> _Read:
    read = _Read(page)
    assert len(read.all("script")) == scripts
    assert not any("onerror" in attributes for _, attributes in read.elements)
    assert not any("src" in attributes for attributes in read.all("script"))
    assert not {name for name, _ in read.elements} & {"link", "iframe", "object", "embed"}
    assert HOSTILE in read.texts["text"]
    assert "default-src 'none'" in read.policy
    return read


def test_the_page_of_findings_stands_alone(record, images, now):
    stored = list_findings(record)
    page = findings_page(record, images, stored, now)
    tree = _is_harmless(page, 1)
    assert all(one["src"].startswith("data:image/png;base64,") for one in tree.all("img"))
    assert len(tree.all("article")) == len(tree.all("img")) == 2
    assert "does not know which document" in page
    assert not re.search(r"https?://", page)
    assert {one["name"] for one in tree.all("select")} == {"severity", "code", "period", "status"}
    assert findings_page(record, images, stored, now) == page
    assert "No findings." in findings_page(record, images, [], now)


def test_the_pages_script_is_the_one_that_its_policy_allows(record, images, now):

    read = _Read(findings_page(record, images, [], now))
    allowed = b64encode(sha256(read.texts["script"].encode()).digest()).decode()
    assert f"'sha256-{allowed}'" in read.policy


def test_an_evidence_pack_is_whole_and_read_without_csrecon(record, images, now, tmp_path):
    name = next(one.fingerprint for one in list_findings(record) if one.finding.expected)
    waive(record, name, reason="Misprint.", until=date(2026, 6, 30), by="Ann", now=now)
    target = tmp_path / "pack.zip"
    number = write_evidence(record, images, name[:9], target, now=now)
    with zipfile.ZipFile(target) as packed:
        assert len(packed.namelist()) == number
        packed.extractall(tmp_path)
    folder = tmp_path / f"finding-{name[:12]}"
    bag = bagit.Bag(str(folder))
    assert bag.validate()
    _is_harmless((folder / "data/index.html").read_text(), 0)
    read = {path.stem: json.loads(path.read_text()) for path in (folder / "data").glob("*.json")}
    assert read["finding"]["fingerprint"] == name
    assert [fact["kind"] for fact in read["facts"]] == ["mention"]
    assert [row["reference"] for row in read["register"]] == ["MP103"]
    assert [entry["act"] for entry in read["log"]["entries"]] == ["opened", "waived"]
    assert {one["filename"] for one in read["documents"]} == {"2020-08.pdf", "gone.pdf"}
    (picture,) = (folder / "data/pages").iterdir()
    assert picture.read_bytes().startswith(b"\x89PNG")
    again = tmp_path / "again.zip"
    write_evidence(record, images, name, again, now=now)
    assert again.read_bytes() == target.read_bytes()
    (folder / "data/finding.json").write_text("{}")
    with pytest.raises(bagit.BagValidationError):
        bag.validate()


def test_a_pack_that_cannot_be_written_says_so(record, images, now, tmp_path):
    name = list_findings(record)[0].fingerprint
    with pytest.raises(UnusableInput, match="cannot be written"):
        write_evidence(record, images, name, tmp_path / "no" / "pack.zip", now=now)
    with pytest.raises(UnusableInput, match="No finding begins"):
        write_evidence(record, images, "ffff", tmp_path / "pack.zip", now=now)


def test_the_workbook_is_a_working_paper_without_formulas(record, tmp_path):
    stored = list_findings(record)
    path = tmp_path / "findings.xlsx"
    write_workbook(path, stored)
    book = load_workbook(path)
    first, second = book["Findings"], book["Evidence"]
    assert (first.freeze_panes, second.freeze_panes) == ("A2", "A2")
    assert first.auto_filter.ref == "A1:N3"
    assert [first.cell(row, 14).value for row in (2, 3)] == [one.fingerprint for one in stored]
    assert first.max_row == 3
    assert second.max_row == 1 + sum(len(one.finding.evidence) for one in stored)
    assert {cell.data_type for row in (*first.rows, *second.rows) for cell in row} <= {"s", "n"}
    assert HOSTILE in first.cell(2, 7).value
    assert first.cell(2, 10).hyperlink.location == "'Evidence'!A2"
    assert second.cell(2, 1).hyperlink.location == "'Findings'!A2"
    again = BytesIO(path.read_bytes())
    write_workbook(path, stored)
    assert path.read_bytes() == again.getvalue()
    assert sorted(one.name for one in tmp_path.iterdir() if "xlsx" in one.name) == ["findings.xlsx"]


def test_a_workbook_that_cannot_be_written_says_so(record, tmp_path):
    with pytest.raises(UnusableInput, match="cannot be written"):
        write_workbook(tmp_path / "no" / "findings.xlsx", [])


def test_a_modifications_life_is_in_order_and_marked(record):
    with read_transaction(record) as connection:
        lines, findings = timeline(connection, "DP103")
        nothing = timeline(connection, "MP999")
    assert [line.day for line in lines if line.day] == sorted(line.day for line in lines if line.day)
    decision = next(line for line in lines if line.event == "approved")
    assert (decision.source, decision.place, decision.contradicted) == ("2020-08.pdf", 6, ())
    title = next(line for line in lines if line.detail.startswith("title"))
    assert (title.event, title.place) == ("register", 2)
    assert set(title.contradicted) == {one.fingerprint for one in findings}
    assert nothing == ([], [])
