"""Workbooks: what is text is a text cell, what is a number or a day is one, and nothing is a formula."""

from datetime import datetime
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from sqlalchemy import update

from pipeline.outputs.tables import export
from pipeline.record.database import write_transaction
from pipeline.record.tables.documents import extractions


def _rows(path):
    sheet = load_workbook(path).active
    head, *rows = sheet.iter_rows()
    return [{name.value: cell for name, cell in zip(head, row, strict=True)} for row in rows]


def test_every_hostile_text_comes_back_from_a_text_cell(filled, hostile, tmp_path):
    export(filled, tmp_path, "xlsx")
    mentions = [row for row in _rows(tmp_path / "reported_mentions.xlsx") if row["section"].value == "define"]
    cells = [row["title"] for row in sorted(mentions, key=lambda row: row["position"].value)]
    *titles, nothing = [cell.value if cell.value is None else unescape(cell.value) for cell in cells]
    assert [title or "" for title in titles] == hostile
    assert nothing is None
    assert {cell.data_type for cell, title in zip(cells, titles, strict=False) if title} <= {"s", "inlineStr"}


def test_no_workbook_holds_a_formula_or_a_link(filled, tmp_path):
    for path in export(filled, tmp_path, "xlsx")[:-1]:
        with ZipFile(path) as parts:
            assert parts.testzip() is None
            sheet = parts.read("xl/worksheets/sheet1.xml")
            assert b"<f>" not in sheet
            assert b"<hyperlink" not in sheet
            assert not [name for name in parts.namelist() if "rels" in name and "sheet" in name]


def test_values_have_their_types(filled, tmp_path):
    with write_transaction(filled) as connection:
        connection.execute(update(extractions).values(words=2**31 - 1))
    export(filled, tmp_path, "xlsx")
    (decided,) = _rows(tmp_path / "decisions.xlsx")
    assert decided["decided_on"].value == datetime(2020, 7, 22)  # noqa: DTZ001 - a sheet has no zones
    assert decided["decided_on"].number_format == "yyyy-mm-dd"
    assert (decided["page"].value, decided["governance"].value) == (6, None)
    document = _rows(tmp_path / "documents.xlsx")[0]
    assert document["first_seen"].value == "2026-03-02T03:04:05+00:00"
    assert document["archived"].value is True
    assert _rows(tmp_path / "extractions.xlsx")[0]["words"].value == 2**31 - 1
    assert _rows(tmp_path / "evidence.xlsx")[0]["top"].value == 100.25
    stated = {row["stated"].value for row in _rows(tmp_path / "findings.xlsx")}
    assert '{"count": 3}' in stated


def test_numbers_and_days_that_no_sheet_holds_are_text(engine, archive, report, now, tmp_path):
    from datetime import date

    from extractors.contract import Decision, StageCount
    from pipeline.reports.write import store

    spot = report()[1].facts[0].evidence
    count = StageCount(section="summary", evidence=spot, stage="define", count=10**17 + 1)
    decision = Decision(
        section="opine",
        evidence=spot,
        reference="MP001",
        body="panel",
        subject="modification",
        outcome="approved",
        decided_on=date(1899, 12, 31),
    )
    store(engine, archive, [report(facts=(count, decision))], extractor_version="1", now=now)
    export(engine, tmp_path, "xlsx")
    (counted,) = _rows(tmp_path / "reported_stage_counts.xlsx")
    assert counted["count"].value == "100000000000000001"
    (decided,) = _rows(tmp_path / "reported_decisions.xlsx")
    assert decided["decided_on"].value == "1899-12-31"
