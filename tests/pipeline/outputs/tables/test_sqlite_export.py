"""The one-file export answers the manual's questions alone, opens objects, and holds no secret."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.basics.errors import OutOfReach
from pipeline.judging.reconcile import reconcile
from pipeline.outputs.tables import export_as_sqlite
from pipeline.outputs.tables.questions import questions
from pipeline.record.database import read_transaction

MANUAL = Path(__file__).parents[4] / "docs" / "record.md"
SECRET = {"account_passwords", "account_sessions", "account_tokens", "page_keys", "run_judgement"}


@pytest.fixture
def exported(filled, tmp_path, now):
    reconcile(filled, now=now)
    made, told = export_as_sqlite(filled, tmp_path / "out")
    with closing(sqlite3.connect(made)) as connection:
        yield connection, json.loads(told.read_text(encoding="utf-8"))


def test_it_has_what_the_record_has_but_no_secret(exported, filled):
    tables = {name for (name,) in exported[0].execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"documents", "findings", "modification_stages", "decisions_once"} <= tables
    assert tables & SECRET == set()
    with read_transaction(filled) as connection:
        for name in ("evidence", "decisions", "modification_stages", "findings_with_evidence"):
            asked = f"SELECT COUNT(*) FROM {name}"
            assert exported[0].execute(asked).fetchone()[0] == connection.execute(text(asked)).scalar_one()
    assert exported[0].execute("PRAGMA foreign_key_check").fetchall() == []


def test_objects_are_opened(exported):
    opened = exported[0].execute("SELECT fingerprint, name FROM findings_stated").fetchall()
    kept = exported[0].execute("SELECT fingerprint, stated FROM findings").fetchall()
    assert sorted(opened) == sorted((who, name) for who, said in kept for name in json.loads(said))
    assert opened


def test_the_questions_are_the_manual_s_and_have_answers(exported):
    connection, told = exported
    canned = told["databases"]["record"]["queries"]
    manual = re.findall(
        r"^([A-Z][^\n]*\?)\n\n```sql\n(.*?)\n```", MANUAL.read_text(encoding="utf-8"), re.M | re.S
    )
    assert [(one["title"], one["sql"] + ";") for one in canned.values()] == manual
    assert list(canned) == list(questions())
    for one in canned.values():
        connection.execute(one["sql"]).fetchall()


def test_a_digest_is_shown_by_a_label_that_the_table_has(exported):
    connection, told = exported
    labels = {
        name: table["label_column"]
        for name, table in told["databases"]["record"]["tables"].items()
        if "label_column" in table
    }
    assert {"extractions", "findings", "register_snapshots"} <= labels.keys()
    for name, column in labels.items():
        connection.execute(f"SELECT {column} FROM {name}")


def test_a_folder_that_takes_no_files_is_told(filled, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutOfReach, match="export"):
        export_as_sqlite(filled, tmp_path / "file")
