"""The schema's history: up, down and up again, one head, and the models are what the revisions make."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from threading import Thread

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Engine,
    MetaData,
    create_engine,
    insert,
    inspect,
    make_url,
    text,
)

from pipeline.basics.errors import UnusableInput
from pipeline.findings.acts import acknowledge
from pipeline.findings.stored import list_findings
from pipeline.judging.reconcile import reconcile
from pipeline.logbook.run_log import list_runs
from pipeline.record import database, views
from pipeline.record.database import (
    downgrade_schema,
    open_database,
    read_transaction,
    schema_state,
    upgrade_schema,
    write_transaction,
)
from pipeline.record.tables import metadata
from pipeline.record.views import VIEWS, digest, make_views
from pipeline.reports.read_back import read_reports
from pipeline.verification.verify import verify

_ROOT = Path(__file__).parents[3]
_STORED = Path(__file__).parents[2] / "data" / "record"


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def _constraints(engine: Engine) -> dict[str, list[str]]:
    """Every table's own statement of its columns and constraints, as the database keeps it."""
    if engine.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
        with read_transaction(engine) as connection:
            made = connection.execute(text(query)).all()
        return {row.name: _clauses(row.sql) for row in made}
    query = (
        "SELECT conrelid::regclass::text AS name, conname || ' ' || pg_get_constraintdef(oid) AS sql"
        " FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
    )
    with read_transaction(engine) as connection:
        found: dict[str, list[str]] = {}
        for row in connection.execute(text(query)):
            found.setdefault(row.name, []).append(row.sql)
    found.pop("alembic_version")
    return found


def _clauses(statement: str) -> list[str]:
    """The columns and constraints of a CREATE TABLE, in no order: an added column stands last."""
    inner, after = statement[statement.index("(") + 1 :].rsplit(")", 1)
    depth, clauses = 0, [""]
    for character in inner:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            clauses.append("")
        else:
            clauses[-1] += character
    return sorted(" ".join(clause.split()) for clause in (*clauses, after))


def test_up_down_and_up_again(databases):
    engine = open_database(databases.empty(), upgrade=True)
    assert _tables(engine) == set(metadata.tables)
    assert set(inspect(engine).get_view_names()) == set(VIEWS)
    downgrade_schema(engine, "base")
    assert (_tables(engine), inspect(engine).get_view_names()) == (set(), [])
    upgrade_schema(engine)
    assert _tables(engine) == set(metadata.tables)
    assert schema_state(engine) == "current"
    engine.dispose()


def test_each_revision_can_be_taken_back(databases):
    engine = open_database(databases.empty(), upgrade=True)
    scripts = ScriptDirectory.from_config(database._config(None))
    for script in scripts.walk_revisions():
        before = _tables(engine)
        downgrade_schema(engine, script.down_revision or "base")
        assert schema_state(engine) == ("older" if script.down_revision else "absent")
        upgrade_schema(engine, script.revision)
        assert _tables(engine) == before
        downgrade_schema(engine, script.down_revision or "base")
    assert _tables(engine) == set()
    engine.dispose()


def test_the_models_are_what_the_revisions_make(databases):
    migrated = open_database(databases.empty(), upgrade=True)
    with read_transaction(migrated) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    declared = open_database(databases.empty(), upgrade=True)
    downgrade_schema(declared, "base")
    with write_transaction(declared) as connection:
        metadata.create_all(connection)
        make_views(connection)
    assert _constraints(migrated) == _constraints(declared)
    migrated.dispose()
    declared.dispose()


def test_alembics_own_command_finds_nothing_to_add(tmp_path, monkeypatch):
    monkeypatch.chdir(_ROOT)
    config = Config("alembic.ini")
    config.set_main_option("sqlalchemy.url", f"sqlite:///{tmp_path}/schema.db")
    command.upgrade(config, "head")
    command.check(config)


def test_there_is_one_head_and_it_knows_the_views():
    scripts = ScriptDirectory.from_config(database._config(None))
    (head,) = scripts.get_heads()
    changed = "a view changed: it needs a new revision that bears this digest as VIEWS"
    assert digest() == scripts.get_revision(head).module.VIEWS, changed
    in_order = [script.revision for script in scripts.walk_revisions()]
    assert database.revisions() == in_order[::-1]


def test_an_older_database_is_upgraded_with_its_data(databases):
    """Written by the program of revision 0001: a report with a fact of five kinds."""
    url = databases.empty()
    _put_back(url, databases.kind, "0001")
    with pytest.raises(UnusableInput, match="csrecon db upgrade"):
        open_database(url, upgrade=False)
    upgraded = open_database(url, upgrade=True)
    (extraction,) = read_reports(upgraded)
    assert (extraction.document.filename, extraction.document.bytes, extraction.document.pages) == (
        "2020-08.pdf", 13, 9,
    )  # fmt: skip
    assert (extraction.report.period, extraction.report.title) == ("2020-08", "Change Status Report 2020-08")
    mention, decision, meeting, assessment, timescale = extraction.facts
    assert [(fact.kind, fact.section) for fact in extraction.facts] == [
        ("mention", "summary"), ("decision", "opine"), ("meeting", "refine"), ("assessment", "appendix"),
        ("proposal_timescale", "appendix"),
    ]  # fmt: skip
    assert (mention.reference, mention.title) == ("MP103", "Large Gas Meter Displays")
    assert (decision.reference, assessment.reference) == ("MP103", "SECMP0007")
    assert meeting.references == ("MP103", "SECMP0007")
    assert (decision.outcome, decision.decided_on) == ("approved", date(2020, 7, 22))
    assert [(spot.page, spot.text) for spot in decision.evidence] == [(6, "MP103"), (7, "approved")]
    assert decision.evidence[0].bbox == (72.0, 100.25, 300.5, 112.0)
    assert (meeting.status, meeting.held_on) == ("held", date(2020, 7, 1))
    assert (assessment.accepted_on, assessment.target_wd) == (date(2020, 6, 1), 40)
    assert (timescale.total, timescale.average_wd) == (3, 12.5)
    assert (extraction.coverage.words, extraction.coverage.by_role) == (12, {"narrative": 3, "fact": 8})
    assert [spot.text for spot in extraction.coverage.unclaimed] == ["unheard"]
    assert [(one.code, one.page) for one in extraction.warnings] == [("page_skipped", 5)]
    with read_transaction(upgraded) as connection:
        assert connection.execute(text("SELECT period FROM current_reports")).scalars().all() == ["2020-08"]
    upgraded.dispose()


def _put_back(url, kind, revision):
    """Makes an empty database what the stored one is: its file, or its rows in tables of its revision."""
    with closing(sqlite3.connect(make_url(url).database if kind == "sqlite" else ":memory:")) as file:
        file.executescript((_STORED / f"revision-{revision}.sql").read_text(encoding="utf-8"))
        if kind == "sqlite":
            return
        engine = database._engine(database._parse(url))
        upgrade_schema(engine, revision)
        then = MetaData()
        then.reflect(engine)
        file.row_factory = sqlite3.Row
        with write_transaction(engine) as connection:
            for table in then.sorted_tables:
                rows = [dict(row) for row in file.execute(f'SELECT * FROM "{table.name}"')]
                if rows and table.name != "alembic_version":
                    connection.execute(insert(table), [_read(table, row) for row in rows])
                    for column in table.primary_key.columns:
                        if column.identity or column.server_default:
                            after = (
                                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), 99)"
                            )
                            connection.execute(text(after))
        engine.dispose()


def _read(table, row):
    """SQLite's row as PostgreSQL takes it: days, moments, truths and JSON are no texts and numbers there."""
    kinds = {Boolean: bool, Date: date.fromisoformat, DateTime: datetime.fromisoformat, JSON: json.loads}
    for name, value in row.items():
        for kind, convert in kinds.items():
            if value is not None and isinstance(table.c[name].type, kind):
                row[name] = convert(value)
    return row


def test_a_record_that_an_older_csrecon_wrote_is_upgraded_and_used_on(databases, now):
    """Written by the program of revision 0003: a report, a register and the findings of a run."""
    url = databases.empty()
    _put_back(url, databases.kind, "0003")
    with pytest.raises(UnusableInput, match="csrecon db upgrade"):
        open_database(url, upgrade=False)
    upgraded = open_database(url, upgrade=True)
    [extraction] = read_reports(upgraded)
    assert (extraction.report.period, len(extraction.facts)) == ("2021-01", 165)
    assert sum(len(fact.evidence) for fact in extraction.facts) == 421
    assert [run.kind for run in list_runs(upgraded)] == ["ingest", "register", "reconcile"]
    before = list_findings(upgraded)
    assert len(before) == 8
    assert verify(upgraded).fault is None, "the findings of before the log are adopted"
    acknowledge(upgraded, before[0].fingerprint, by="Ann", now=now)
    reconcile(upgraded, now=now)
    kept = {finding.fingerprint: finding for finding in list_findings(upgraded, status="all")}
    assert all(kept[finding.fingerprint].first_seen == finding.first_seen for finding in before)
    assert verify(upgraded).fault is None
    with read_transaction(upgraded) as connection:
        for view in VIEWS:
            connection.execute(text(f"SELECT * FROM {view}")).all()
    upgraded.dispose()


def test_a_newer_database_is_refused(databases):
    url = databases.empty()
    engine = open_database(url, upgrade=True)
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for upgrade in (True, False):
        with pytest.raises(UnusableInput, match="newer csrecon"):
            open_database(url, upgrade=upgrade)


def test_an_upgrade_that_fails_leaves_nothing(databases, monkeypatch):
    engine = open_database(databases.empty(), upgrade=True)
    downgrade_schema(engine, "base")

    def stumble(*_args: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(views, "make_views", stumble)
    with pytest.raises(RuntimeError, match="the power went"):
        upgrade_schema(engine)
    assert _tables(engine) == set()
    monkeypatch.undo()
    upgrade_schema(engine)
    assert schema_state(engine) == "current"
    engine.dispose()


def test_two_that_upgrade_at_once_do_it_once(databases):
    url = databases.empty()
    faults: list[BaseException] = []

    def upgrade() -> None:
        try:
            open_database(url, upgrade=True).dispose()
        except BaseException as fault:
            faults.append(fault)

    threads = [Thread(target=upgrade) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    engine = open_database(url, upgrade=False)
    assert schema_state(engine) == "current"
    engine.dispose()


def test_a_view_reads_no_percent_sign():
    """psycopg would take one for a parameter."""
    from sqlalchemy.dialects import postgresql

    from pipeline.record.views import definition

    assert not any("%" in definition(name, postgresql.dialect()) for name in VIEWS)


def test_revisions_do_not_lean_on_the_models():
    """A revision says what the tables were then; the models say what they are now."""
    scripts = ScriptDirectory.from_config(database._config(None))
    for script in scripts.walk_revisions():
        with open(script.path, encoding="utf-8") as file:
            assert not re.search(r"^(from|import) pipeline", file.read(), re.MULTILINE)


def test_names_of_constraints_come_from_the_convention():
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    unnamed = [
        (table, constraint)
        for table in inspect(engine).get_table_names()
        for constraint in inspect(engine).get_check_constraints(table)
        if not str(constraint["name"]).startswith(f"ck_{table}_")
    ]
    assert unnamed == []
