"""The exported files hold the whole record, describe themselves, and are the same from the same record."""

import csv
import json
import sqlite3
from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy import func, select, text

from extractors.facts import Mention
from pipeline.database import reading
from pipeline.errors import OutOfReach
from pipeline.export import export_csv
from pipeline.models import metadata
from pipeline.models.views import VIEWS
from pipeline.reconcile import reconcile
from pipeline.store import store

_HOSTILE = ["=1+1", "+1", "-1", "@x", "\tx", "'quoted'", "", "a\r\nb", 'say "x", y', "£ – ’", "x\0y\ud800"]


@pytest.fixture
def filled(engine, archive, report, now):
    spot = report()[1].facts[0].evidence
    facts = tuple(
        Mention(section="define", evidence=spot, reference=f"MP{number:03}", title=title)
        for number, title in enumerate([*_HOSTILE, None], start=1)
    )
    issues = [report("2020-07"), report("2020-08", facts=facts, published_on=date(2020, 8, 7))]
    store(engine, archive, issues, extractor_version="1", now=now)
    reconcile(engine, now=now)
    return engine


def _read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _text(cell):
    """A text cell as the data package says to read it."""
    return None if cell == "" else cell.removeprefix("'")


def test_every_table_and_view_is_a_file_with_all_its_rows(filled, tmp_path):
    written = export_csv(filled, tmp_path / "out")
    assert [path.name for path in written] == [
        *(f"{name}.csv" for name in sorted(metadata.tables)),
        *(f"{name}.csv" for name in VIEWS),
        "datapackage.json",
    ]
    with reading(filled) as connection:
        for name, table in metadata.tables.items():
            rows = connection.scalar(select(func.count()).select_from(table))
            assert len(_read(tmp_path / "out" / f"{name}.csv")) == rows, name
    assert len(_read(tmp_path / "out" / "current_reports.csv")) == 2


def test_no_cell_is_a_formula_and_every_text_comes_back(filled, tmp_path):
    export_csv(filled, tmp_path)
    for path in tmp_path.glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))], path.name
    mentions = [row for row in _read(tmp_path / "reported_mentions.csv") if row["section"] == "define"]
    titles = [_text(row["title"]) for row in sorted(mentions, key=lambda row: int(row["position"]))]
    assert titles[:-2] == _HOSTILE[:-1]
    assert titles[-1] is None


def test_the_data_package_describes_the_files(filled, tmp_path):
    export_csv(filled, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["profile"] == "tabular-data-package"
    for resource in package["resources"]:
        data = (tmp_path / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        assert resource["description"]
        header = next(csv.reader([data.decode().split("\r\n")[0]]))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
    fields = {
        (resource["name"], field["name"]): field["type"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }
    assert fields["reported_decisions", "decided_on"] == "date"
    assert fields["decisions", "decided_on"] == "date"
    assert fields["documents", "first_seen"] == "datetime"
    assert fields["documents", "archived"] == "boolean"
    assert fields["evidence", "x0"] == "number"
    assert fields["findings", "stated"] == fields["findings_open", "stated"] == "object"
    assert fields["reported_count_claims", "stated"] == "integer"
    assert fields["reported_assessments", "target_wd"] == "integer"


def test_values_are_written_in_one_way(filled, tmp_path):
    export_csv(filled, tmp_path)
    (decided,) = _read(tmp_path / "decisions.csv")
    assert (decided["decided_on"], decided["page"], decided["governance"]) == ("2020-07-22", "6", "")
    document = _read(tmp_path / "documents.csv")[0]
    assert (document["first_seen"], document["archived"]) == ("2026-03-02T03:04:05+00:00", "true")
    place = _read(tmp_path / "evidence.csv")[0]
    assert (place["x0"], place["top"]) == ("72.0", "100.25")
    stated = json.loads(_read(tmp_path / "findings.csv")[0]["stated"])
    assert isinstance(stated, dict)


def test_the_same_record_gives_the_same_bytes(filled, tmp_path):
    first = export_csv(filled, tmp_path / "first")
    second = export_csv(filled, tmp_path / "second")
    again = export_csv(filled, tmp_path / "first")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert first == again
    assert sorted(p.name for p in (tmp_path / "first").iterdir()) == sorted(p.name for p in first)


_SQLITE = {"integer": "INTEGER", "number": "REAL", "boolean": "TEXT"}


def test_a_second_database_built_from_the_files_counts_and_sums_alike(filled, tmp_path):
    """Built by nothing but the data package's own description."""
    export_csv(filled, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    second = sqlite3.connect(":memory:")
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        columns = ", ".join(f'"{f["name"]}" {_SQLITE.get(f["type"], "TEXT")}' for f in fields)
        keys = ", ".join(f'"{name}"' for name in resource["schema"].get("primaryKey", ()))
        second.execute(
            f"CREATE TABLE {resource['name']} ({columns}{f', PRIMARY KEY ({keys})' if keys else ''})"
        )
        rows = [
            [
                _text(cell) if f["type"] == "string" else cell or None
                for f, cell in zip(fields, row, strict=True)
            ]
            for row in map(dict.values, _read(tmp_path / resource["path"]))
        ]
        marks = ", ".join("?" * len(fields))
        second.executemany(f"INSERT INTO {resource['name']} VALUES ({marks})", rows)
    with reading(filled) as connection:
        for resource in package["resources"]:
            name = resource["name"]
            numbers = [f["name"] for f in resource["schema"]["fields"] if f["type"] in ("integer", "number")]
            texts = [f["name"] for f in resource["schema"]["fields"] if f["type"] == "string"]
            sums = ", ".join(
                ["COUNT(*)", *(f'SUM("{n}")' for n in numbers), *(f'SUM(LENGTH("{n}"))' for n in texts)]
            )
            ours = connection.execute(text(f"SELECT {sums} FROM {name}")).one()
            theirs = second.execute(f"SELECT {sums} FROM {name}").fetchone()
            assert [n and float(n) for n in theirs] == pytest.approx([n and float(n) for n in ours]), name


def test_a_folder_that_takes_no_files_is_told(filled, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutOfReach, match="export"):
        export_csv(filled, tmp_path / "file")
