"""The exported files hold the whole record, describe themselves, and are the same from the same record."""

import json
import time
from hashlib import sha256

import duckdb
import pytest
from sqlalchemy import func, select, text

from pipeline.basics.errors import OutOfReach, UnusableInput
from pipeline.outputs.tables import as_xlsx, export
from pipeline.record.database import read_transaction
from pipeline.record.tables import metadata
from pipeline.record.views import VIEWS
from pipeline.reports.write import store

FORMATS = ["csv", "parquet", "xlsx"]
SECRET = {"account_passwords", "account_sessions", "account_tokens", "page_keys"}
_DUCKDB = {
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "date": "DATE",
    "datetime": "TIMESTAMPTZ",
    "object": "VARCHAR",
}


@pytest.mark.parametrize("format", FORMATS)
def test_every_table_and_view_is_a_file_and_described(filled, tmp_path, format):
    written = export(filled, tmp_path / "out", format)
    assert [path.name for path in written] == [
        *(f"{name}.{format}" for name in sorted(set(metadata.tables) - SECRET - {"run_judgement"})),
        *(f"{name}.{format}" for name in VIEWS),
        "datapackage.json",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in written)
    package = json.loads(written[-1].read_text(encoding="utf-8"))
    assert package["profile"] == ("tabular-data-package" if format == "csv" else "data-package")
    assert [resource["path"] for resource in package["resources"]] == [path.name for path in written[:-1]]
    for resource in package["resources"]:
        data = (tmp_path / "out" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        assert resource["description"]
        assert resource["format"] == format


def test_the_columns_of_a_file_have_the_types_of_the_record(filled, tmp_path):
    export(filled, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        header = (tmp_path / resource["path"]).read_bytes().decode().split("\r\n")[0]
        assert ",".join(field["name"] for field in resource["schema"]["fields"]) == header
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


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_record_gives_the_same_bytes(filled, tmp_path, format, monkeypatch):
    first = export(filled, tmp_path / "first", format)
    monkeypatch.setattr(time, "time", lambda: 2e9)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    second = export(filled, tmp_path / "second", format)
    again = export(filled, tmp_path / "first", format)
    monkeypatch.undo()
    time.tzset()
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert first == again


def _second_database(folder, format):
    """Built with DuckDB by nothing but the data package's own description."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    second = duckdb.connect()
    for resource in package["resources"]:
        path, fields = folder / resource["path"], resource["schema"]["fields"]
        typed = {field["name"]: _DUCKDB[field["type"]] for field in fields}
        if format == "parquet":
            source, columns = f"read_parquet('{path}')", "*"
        else:
            source = (
                f"read_csv('{path}', header = true, auto_detect = false, delim = ',', quote = '\"',"
                f" escape = '\"', new_line = '\\r\\n', nullstr = '', columns = {typed})"
            )
            columns = ", ".join(
                f"""CASE WHEN "{n}"[1] = chr(39) THEN "{n}"[2:] ELSE "{n}" END AS "{n}" """
                if kind == "VARCHAR"
                else f'"{n}"'
                for n, kind in typed.items()
            )
        second.execute(f"CREATE TABLE {resource['name']} AS SELECT {columns} FROM {source}")
        if format == "parquet":
            made = second.execute(f"DESCRIBE {resource['name']}").fetchall()
            assert {name: kind for name, kind, *_ in made} == {
                name: kind.replace("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE") for name, kind in typed.items()
            }
        if key := ", ".join(f'"{name}"' for name in resource["schema"].get("primaryKey", ())):
            second.execute(f"CREATE UNIQUE INDEX {resource['name']}_key ON {resource['name']} ({key})")
    return package, second


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_second_database_built_from_the_files_counts_and_sums_alike(filled, hostile, tmp_path, format):
    export(filled, tmp_path, format)
    package, second = _second_database(tmp_path, format)
    with read_transaction(filled) as connection:
        for resource in package["resources"]:
            name = resource["name"]
            kinds = {f["name"]: f["type"] for f in resource["schema"]["fields"]}
            numbers = [column for column, kind in kinds.items() if kind in ("integer", "number")]
            texts = [column for column, kind in kinds.items() if kind == "string"]
            every = ["COUNT(*)", *(f'COUNT("{n}")' for n in kinds), *(f'SUM("{n}")' for n in numbers)]
            every += [f'SUM(LENGTH("{n}"))' for n in texts]
            asked = f"SELECT {', '.join(every)} FROM {name}"
            if resource["schema"].get("primaryKey"):
                table = metadata.tables[name]
                assert (
                    connection.scalar(select(func.count()).select_from(table))
                    == (second.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0])
                )
            ours = connection.execute(text(asked)).one()
            theirs = second.execute(asked).fetchone()
            assert [n and float(n) for n in theirs] == pytest.approx([n and float(n) for n in ours]), name
    titles = second.execute(
        "SELECT title FROM reported_mentions WHERE section = 'define' ORDER BY position"
    ).fetchall()
    assert [title for (title,) in titles] == [*hostile, None]


@pytest.mark.parametrize("format", FORMATS)
def test_a_folder_that_takes_no_files_is_told(filled, tmp_path, format):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutOfReach, match="export"):
        export(filled, tmp_path / "file", format)


@pytest.mark.parametrize("format", FORMATS)
def test_a_disk_that_is_full_leaves_no_half_file(engine, archive, report, now, tmp_path, format, small_files):
    facts = report()[1].facts * 400
    store(engine, archive, [report(facts=facts)], extractor_version="1", now=now)
    with small_files(30_000), pytest.raises(OutOfReach, match="export"):
        export(engine, tmp_path / "out", format)
    left = list((tmp_path / "out").iterdir())
    assert "datapackage.json" not in [path.name for path in left]
    assert [path.name for path in left if path.name.startswith(".")] == []
    written = export(engine, tmp_path / "out", format)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in written)


def test_what_a_sheet_cannot_hold_is_told_and_leaves_no_file(
    engine, archive, report, now, tmp_path, monkeypatch
):
    spot = report()[1].facts[0].evidence[0]
    long = type(spot)(1, spot.bbox, "x" * 40_000)
    fact = type(report()[1].facts[0])(section="define", evidence=(long,), reference="MP001", title=None)
    store(engine, archive, [report(facts=(fact,))], extractor_version="1", now=now)
    with pytest.raises(UnusableInput, match=r"evidence\.text is longer than a cell.*csv or parquet"):
        export(engine, tmp_path, "xlsx")
    assert not (tmp_path / "evidence.xlsx").exists()
    monkeypatch.setattr(as_xlsx, "_MOST_ROWS", 2)
    with pytest.raises(UnusableInput, match="more rows than a sheet"):
        export(engine, tmp_path, "xlsx")
