"""Each column of what the log or the archive proves is changed once, in one row, past every guard."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import JSON, Boolean, Date, Double, Integer, select, text, update
from sqlalchemy.exc import DBAPIError

from extractors import VERSION, Extraction, read
from extractors.contract import OwnVocabulary
from pipeline.accounts.accounts import add_account, disable_account
from pipeline.accounts.tokens import make_token, revoke_token
from pipeline.checks import run
from pipeline.findings import repeated
from pipeline.findings.acts import acknowledge, approve, reopen, waive
from pipeline.findings.stored import list_findings
from pipeline.judging.reconcile import reconcile
from pipeline.record.database import (
    downgrade_schema,
    open_database,
    read_transaction,
    upgrade_schema,
    write_transaction,
)
from pipeline.record.tables import audit_triggers as guards
from pipeline.record.tables import metadata
from pipeline.record.tables.accounts import account_passwords, account_tokens, accounts
from pipeline.record.tables.audit import audit_head, audit_log, run_heads, upgrade_states, waivers
from pipeline.record.tables.base import Instant
from pipeline.record.tables.documents import documents
from pipeline.record.tables.facts import FACT_TABLES, evidence, meeting_references
from pipeline.record.tables.findings import finding_evidence, findings, run_findings
from pipeline.record.tables.register import (
    register_confirmations,
    register_entries,
    register_events,
    register_fetches,
    register_snapshots,
)
from pipeline.register.fetch_log import begin_asking, end_asking, write_down
from pipeline.register.fetching.fetch import Fetched
from pipeline.register.snapshots.undo import remove as remove_snapshot
from pipeline.register.snapshots.undo import restore as restore_snapshot
from pipeline.register.snapshots.write import store_register
from pipeline.reports.undo import restore as restore_document
from pipeline.reports.undo import withdraw as withdraw_document
from pipeline.reports.write import TABLES_OF_A_READING, store
from pipeline.sandbox import Sandbox
from pipeline.verification.against_archive import verify_facts
from pipeline.verification.verify import verify
from samples import REGISTER, REPORTS

LOGGED = (
    *(findings, finding_evidence, run_findings, waivers),
    *(register_snapshots, register_entries, register_events, register_confirmations, register_fetches),
    *(accounts, account_passwords, account_tokens),
    *(audit_log, audit_head, run_heads),
)
# Where any other word would be refused by the database itself.
OTHER_WORDS = {
    "severity": ("info", "error"),
    "scope": ("part", "whole"),
    "role": ("viewer", "auditor"),
    "ended_why": ("values", "expired"),
}
# None of the two reports has any.
SELDOM = {
    *("unclaimed_texts", "extraction_warnings", "reported_nil_returns"),
    *("reported_modification_stages", "corrected_facts"),
}
PASSWORD = "correct horse battery staple"


class AsRead:
    """Stands in for the sandbox: the documents of this test are known to be harmless."""

    workers = 1

    def __init__(self) -> None:
        self.known = {path.read_bytes(): path.name for path in sorted(REPORTS.glob("*.pdf"))[:2]}
        self.said = {data: read(data, name) for data, name in self.known.items()}

    def read(self, data: bytes, filename: str, _own: OwnVocabulary) -> Extraction:
        said = self.said[data]
        return replace(said, document=replace(said.document, filename=filename))


@pytest.fixture(scope="module")
def as_read():
    return AsRead()


@pytest.fixture
def bare(databases, archive, as_read, now, tmp_path):
    """Two reports, a register in two snapshots, a run, and acts of each kind."""
    engine = open_database(databases.alone(), upgrade=False)
    _fill(engine, archive, as_read, now, tmp_path)
    _ask(engine, now)
    yield engine
    engine.dispose()


@pytest.fixture
def of_before(databases, archive, as_read, now, tmp_path, monkeypatch):
    """The same, written when what several months repeat was a finding of each: its months were not kept."""
    engine = open_database(databases.alone(), upgrade=False)
    with monkeypatch.context() as then:
        then.setattr(run, "CHECKS", tuple(replace(check, repeats=False) for check in run.CHECKS))
        then.setattr(repeated, "REPEATED", frozenset())
        _fill(engine, archive, as_read, now, tmp_path)
    yield engine
    engine.dispose()


def _fill(engine, archive, as_read, now, tmp_path):
    for data, said in as_read.said.items():
        store(engine, archive, [(data, said)], extractor_version=VERSION, now=now)
    for path in sorted(REGISTER.iterdir()):
        store_register(engine, str(path), as_of=date.fromisoformat(path.stem), now=now)
    lines = tmp_path / "2020-07-01.json"
    lines.write_text(
        '{"ref": "MP103", "title": "Other", "events": [["2020-07-01", "Change Board vote: approved"]]}'
    )
    store_register(engine, str(lines), as_of=None, scope="part", now=now)
    reconcile(engine, now=now)
    first, second, third = (one.fingerprint for one in list_findings(engine)[:3])
    acknowledge(engine, first, by="Ann", now=now)
    for name in (second, third):
        waive(engine, name, reason="Misprint.", until=date(2026, 6, 30), by="Ann", now=now)
        approve(engine, name, by="Bob", now=now)
    reopen(engine, third, by="Cid", now=now)


def _ask(engine, now):
    """A register two days running, a file twice, the second time in vain, and two pages of a site."""
    newest = max(REGISTER.iterdir())
    for day in (1, 2):
        on = date.fromisoformat(newest.stem) + timedelta(days=day)
        assert store_register(engine, str(newest), as_of=on, now=now).confirms
    file, site = "https://a.example/r.csv", "https://a.example/mods/"
    got = Fetched(200, b"Reference", '"1"', "Mon, 02 Mar 2026 00:00:00 GMT", file)
    write_down(engine, file, now, outcome="fetched", got=got, digest="ab" * 32)
    write_down(engine, file, now + timedelta(seconds=1), outcome="failed", message="It was out of reach.")
    begin_asking(engine, site, now + timedelta(seconds=2))
    for page in ("", "mp1/"):
        write_down(engine, site + page, now + timedelta(seconds=2), outcome="fetched", source=site)
    end_asking(engine, site, now + timedelta(seconds=2))


@pytest.fixture
def record(bare, now):
    """The same with accounts and tokens."""
    for name in ("Ann", "Bob"):
        add_account(bare, name, role="administrator", password=PASSWORD, by="Eve", now=now)
    disable_account(bare, "Bob", by="Eve", now=now + timedelta(minutes=1))
    make_token(bare, "Ann", label="export", days=9, by="Eve", now=now + timedelta(minutes=2))
    make_token(bare, "Ann", label="export", days=9, by="Eve", now=now + timedelta(minutes=2))
    revoke_token(bare, 2, by="Eve", now=now + timedelta(minutes=3))
    return bare


def _past_the_guards(engine, change):
    """Makes the change as somebody would who may do everything with the database; the guards stay."""
    if engine.dialect.name == "postgresql":
        with write_transaction(engine) as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            connection.execute(change)
        return
    raw = engine.raw_connection()
    try:
        raw.execute("PRAGMA foreign_keys = OFF")
    finally:
        raw.close()
    try:
        with write_transaction(engine) as connection:
            for name in guards.SQLITE:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            connection.execute(change)
            for made in guards.SQLITE.values():
                connection.exec_driver_sql(made)
    finally:
        engine.dispose()


def _other(column, value):
    """Other values of the column's kind, the likeliest to be let in first."""
    if column.name in OTHER_WORDS:
        return [word for word in OTHER_WORDS[column.name] if word != value][:1]
    if column.table is findings and column.name == "status":
        return ["resolved" if value != "resolved" else "open"]
    kind = column.type
    if isinstance(kind, JSON):
        return [{"changed": 1}]
    if isinstance(kind, Instant):
        moment = value or datetime(2026, 1, 1).astimezone()
        return [moment + timedelta(seconds=one) for one in (-1, 1)]
    if isinstance(kind, Boolean):
        return [not value]
    if isinstance(kind, Date):
        return [(value or date(2020, 1, 1)) + timedelta(days=1)]
    if isinstance(kind, Double):
        return [(value or 0.0) + 0.5]
    if isinstance(kind, Integer):
        return [(value or 0) + 900]
    turned = f"{'0' if str(value)[:1] != '0' else '1'}{str(value)[1:]}" if value else "x"
    return [turned, f"{value or ''}x"]


def _changes(engine, table):
    """For each column one row to change: (column, which row, its value, others)."""
    with read_transaction(engine) as connection:
        rows = connection.execute(select(table)).mappings().all()
    if not rows:
        return
    for column in table.columns:
        row = next((one for one in rows if one[column.name] is not None), rows[0])
        value = row[column.name]
        others = _other(column, value)
        others += [one[column.name] for one in rows if one[column.name] not in (None, value)][:1]
        yield column, {c.name: row[c.name] for c in table.primary_key.columns}, value, others


def _where(table, key):
    return [table.c[name] == value for name, value in key.items()]


def _tamper(engine, table, faulty):
    """How many columns were changed; each was found, or the database refused every other value."""
    done = 0
    for column, key, value, others in list(_changes(engine, table)):
        for other in others:
            change = update(table).where(*_where(table, key)).values({column.name: other})
            try:
                _past_the_guards(engine, change)
            except DBAPIError:
                continue
            assert faulty(), f"{table.name}.{column.name}: {value!r} became {other!r}, and nobody noticed"
            at = key | ({column.name: other} if column.name in key else {})
            _past_the_guards(engine, update(table).where(*_where(table, at)).values({column.name: value}))
            done += 1
            break
    return done


def test_every_column_that_the_log_proves(record):
    assert verify(record).fault is None
    done = {table.name: _tamper(record, table, lambda: verify(record).fault) for table in LOGGED}
    assert all(done.values()), done
    assert sum(done.values()) > 95, done
    assert verify(record).fault is None


def test_every_column_that_the_archive_proves(record, archive, as_read):
    def fault():
        return verify_facts(record, archive, as_read, VERSION).fault

    assert fault() is None
    empty = [table.name for table in TABLES_OF_A_READING if not list(_changes(record, table))]
    assert set(empty) <= SELDOM
    done = sum(_tamper(record, table, fault) for table in TABLES_OF_A_READING)
    assert done > 100
    assert {*FACT_TABLES.values(), evidence, meeting_references} <= set(TABLES_OF_A_READING)
    assert fault() is None


def test_rows_put_in_and_taken_out(record, archive, as_read):
    for table in (*LOGGED, *TABLES_OF_A_READING):
        with read_transaction(record) as connection:
            rows = [dict(row) for row in connection.execute(select(table)).mappings()]
        if not rows:
            continue
        row = rows[-1]
        key = {c.name: row[c.name] for c in table.primary_key.columns}
        _past_the_guards(record, table.delete().where(*_where(table, key)))
        found = verify(record).fault or verify_facts(record, archive, as_read, VERSION).fault
        assert found, f"a row of {table.name} was taken out"
        _past_the_guards(record, table.insert().values(row))
    assert verify(record).fault is None
    assert verify_facts(record, archive, as_read, VERSION).fault is None


def test_the_real_sandbox_reads_the_archive(record, archive):
    with Sandbox(2) as sandbox:
        proof = verify_facts(record, archive, sandbox, VERSION)
        assert (proof.fault, proof.compared, proof.not_comparable) == (None, 2, 0)
        other = verify_facts(record, archive, sandbox, "another")
        assert (other.fault, other.compared, other.not_comparable) == (None, 0, 2)


@pytest.mark.parametrize("revision", ["0003", "0004", "0005", "0006", "0007", "0010"])
def test_a_record_is_clean_after_an_upgrade_and_changes_are_found(of_before, now, revision):
    if revision > "0008":
        _ask(of_before, now)
    downgrade_schema(of_before, revision)
    upgrade_schema(of_before)
    assert verify(of_before).fault is None
    kept = (findings, finding_evidence, register_snapshots, register_entries, upgrade_states)
    asked = (register_confirmations, register_fetches) if revision > "0008" else ()
    for table in (*kept, *asked):
        assert _tamper(of_before, table, lambda: verify(of_before).fault)
    reconcile(of_before, now=now + timedelta(days=1))
    assert verify(of_before).fault is None


def test_the_revision_digests_as_the_program_does(record):
    """What the upgrade found is what the log tells: none of the record's own digests is another."""
    from pipeline.findings.contents import all_contents as of_findings
    from pipeline.register.fetch_log import fetches_by_moment
    from pipeline.register.snapshots.contents import all_contents as of_snapshots
    from pipeline.register.snapshots.contents import subject_of
    from pipeline.register.snapshots.unchanged import all_confirmations

    downgrade_schema(record, "0015")
    upgrade_schema(record)
    with read_transaction(record) as connection:
        states = {(row.kind, row.subject): row.digest for row in connection.execute(select(upgrade_states))}
        assert states == {
            **{("fetches", name): digest for name, digest in fetches_by_moment(connection)},
            **{("confirmation", name): digest for name, digest in all_confirmations(connection)},
        }
    assert len(states) == 5
    assert verify(record).fault is None
    downgrade_schema(record, "0007")
    upgrade_schema(record)
    with read_transaction(record) as connection:
        rows = connection.execute(select(upgrade_states)).all()
        found = {(row.kind, row.subject): row.digest for row in rows}
        assert found
        for name, digest in of_findings(connection):
            assert found["finding", name] == digest
        for id_, digest in of_snapshots(connection):
            assert found["snapshot", subject_of(id_)] == digest


def test_a_clock_that_was_set_back_is_told(record, now):
    name = list_findings(record)[5].fingerprint
    acknowledge(record, name, by="Ann", now=now - timedelta(days=30))
    reopen(record, name, by="Ann", now=now - timedelta(days=29))
    acknowledge(record, name, by="Ann", now=now + timedelta(days=2))
    with read_transaction(record) as connection:
        said = connection.scalars(
            select(audit_log.c.payload).where(audit_log.c.subject == name).order_by(audit_log.c.sequence)
        ).all()
    assert ["dated_back_from" in payload for payload in said] == [False, True, True, False]
    assert verify(record).fault is None


@pytest.mark.parametrize("table", [register_snapshots, documents], ids=lambda table: table.name)
def test_marks_are_the_log_s(bare, now, table):
    """Nothing is taken out of the questions or put back past the log."""
    column, take_out, put_back = {
        "register_snapshots": ("removed_at", remove_snapshot, restore_snapshot),
        "documents": ("withdrawn_at", withdraw_document, restore_document),
    }[table.name]
    with read_transaction(bare) as connection:
        digest = connection.scalars(select(table.c.sha256).order_by(table.c.sha256)).first()

    def marked(value):
        _past_the_guards(bare, update(table).where(table.c.sha256 == digest).values({column: value}))
        return verify(bare)

    out, back = now + timedelta(hours=1), now + timedelta(hours=2)
    assert "no entry says" in marked(out).fault
    assert marked(None).fault is None
    take_out(bare, digest, by="Ann", reason="The wrong file.", now=out)
    assert verify(bare).fault is None
    for other in (None, back):
        assert marked(other).entry == verify(bare).head.entries
    assert marked(out).fault is None
    put_back(bare, digest, by="Ann", reason="It was the right one.", now=back)
    assert verify(bare).fault is None
    assert marked(out).entry == verify(bare).head.entries


def test_no_table_is_forgotten():
    """A new table is either proved, or stands here with the reason why it is not."""
    not_proved = {
        "documents": "bytes, proved by their own digest, and marks, by test_marks_are_the_log_s; "
        "when they were met is nobody's claim",
        "document_names": "names prove nothing",
        "document_words": "an index of the documents, told by their bytes",
        "review_answers": "proved, by test_against_review",
        "own_vocabulary": "proved, by test_against_review",
        "corrections": "proved, by test_against_corrections",
        "correction_acts": "proved, by test_against_corrections",
        "unread_files": "names of files whose bytes were never taken in",
        "extractions": "compared with the document, but for when it was read",
        "runs": "kind, outcome and counts are proved; the message is for the eye",
        "run_not_judged": "silence, told anew by the next run",
        "run_judgement": "csrecon's own, so that a night costs what is new",
        "account_sessions": "gone when they end",
        "page_keys": "a secret that signs cookies",
        "upgrade_states": "proved by the entry of the upgrade",
        "stage_names": "csrecon's own words, written anew by every reconcile",
        "stages_told": "what the facts say, written anew by every reconcile of their month",
    }
    proved = {table.name for table in (*LOGGED, *TABLES_OF_A_READING)}
    assert proved | not_proved.keys() == set(metadata.tables)
    assert not proved & not_proved.keys()
