"""The tables hold what the dataclasses hold, and refuse what they would."""

from dataclasses import fields
from datetime import date, datetime
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest
from sqlalchemy import CheckConstraint, Date, Double, Integer, String, Text, insert
from sqlalchemy.exc import IntegrityError, StatementError

from extractors.contract import FACT_TYPES, Header
from pipeline.basics.severity import SEVERITIES
from pipeline.record.database import write_transaction
from pipeline.record.tables import metadata
from pipeline.record.tables.accounts import ROLES
from pipeline.record.tables.base import PrintedText, number_for, words_of
from pipeline.record.tables.documents import documents, reports
from pipeline.record.tables.facts import FACT_TABLES
from pipeline.record.tables.findings import FINDING_STATUSES, RUN_STATUSES
from pipeline.record.tables.meanings import MEANINGS
from pipeline.record.tables.register import register_entries
from pipeline.register.entries import RegisterEntry

# BigInteger is an Integer to SQLAlchemy too
_SQL = {str: (String, PrintedText), int: (Integer,), float: (Double,), date: (Date,)}


def _kinds(hint: object) -> set[type]:
    """The Python types that a field may hold, None apart."""
    if get_origin(hint) in (UnionType, Union):
        return {kind for part in get_args(hint) for kind in _kinds(part)}
    if words_of(hint):
        return {str}
    assert isinstance(hint, type)
    return {hint}


def test_every_table_and_column_is_explained_and_no_meaning_is_left_over():
    columns = [column for table in metadata.tables.values() for column in table.c]
    assert all(column.comment for column in columns)
    assert all(table.comment for table in metadata.tables.values())
    assert {column.name for column in columns if not column.doc} == MEANINGS.keys()


@pytest.mark.parametrize("kind", FACT_TYPES, ids=lambda kind: kind.kind)
def test_a_fact_table_has_the_fields_of_its_dataclass(kind):
    table = FACT_TABLES[kind]
    own = [f.name for f in fields(kind) if f.name not in ("section", "evidence", "doubts", "references")]
    besides = ["extraction_id", "position", "fact_id", "section"]
    columns = [c.name for c in table.c if c.name != "modification"]
    assert columns == [*besides, *own, "doubts"]
    assert ("modification" in table.c) == ("reference" in own)


@pytest.mark.parametrize("kind", [*FACT_TYPES, Header, RegisterEntry], ids=lambda kind: kind.__name__)
def test_columns_take_the_types_and_the_vocabulary_of_the_fields(kind):
    table = (FACT_TABLES | {Header: reports, RegisterEntry: register_entries})[kind]
    checks = {
        str(c.name).removeprefix(f"ck_{table.name}_"): str(c.sqltext)
        for c in table.constraints
        if isinstance(c, CheckConstraint)
    }
    hints = get_type_hints(kind)
    for field in fields(kind):
        if field.name in ("evidence", "doubts", "references", "events"):
            continue
        column = table.c[field.name]
        kinds = _kinds(hints[field.name])
        assert column.nullable == (type(None) in kinds), column
        kinds -= {type(None)}
        expected = float if float in kinds else next(iter(kinds))
        assert isinstance(column.type, _SQL[expected]), column
        if words := words_of(hints[field.name]):
            assert checks[field.name] == f"{field.name} IN ({', '.join(repr(word) for word in words)})"


def test_every_kind_of_fact_has_a_table():
    assert tuple(FACT_TABLES) == FACT_TYPES


def test_vocabularies_are_those_of_the_code():
    from pipeline.accounts import Role
    from pipeline.checks.finding import Severity
    from pipeline.findings.stored import FindingStatus
    from pipeline.logbook.run_log import RunStatus

    assert get_args(Severity) == SEVERITIES
    assert get_args(FindingStatus) == FINDING_STATUSES
    assert get_args(RunStatus) == RUN_STATUSES
    assert get_args(Role) == ROLES


def test_every_table_says_what_it_is():
    assert [table.name for table in metadata.tables.values() if not table.comment] == []


def test_keys_do_not_change():
    """They name rows in databases that exist."""
    assert number_for("a", "b") == 0xF04C_DCED_9736
    assert number_for("a", "b") != number_for("ab")
    assert number_for("a", "b") < 2**48


def test_a_moment_without_a_zone_is_refused(engine):
    row = {"sha256": "0" * 64, "archived": False, "first_seen": datetime(2026, 1, 1)}  # noqa: DTZ001
    with pytest.raises(StatementError, match="no time zone"), write_transaction(engine) as connection:
        connection.execute(insert(documents), row)


@pytest.mark.parametrize(
    "row",
    [
        {"sha256": "short", "archived": False},
        {"sha256": "0" * 64, "archived": False, "bytes": -1},
        {"sha256": "0" * 64, "archived": None},
    ],
)
def test_the_database_itself_refuses_a_wrong_row(engine, row, now):
    with pytest.raises(IntegrityError), write_transaction(engine) as connection:
        connection.execute(insert(documents), row | {"first_seen": now})


def test_text_columns_hold_what_documents_print():
    """Text that comes out of a document may hold characters that PostgreSQL does not."""
    raw = [
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.c
        if isinstance(column.type, Text) and not isinstance(column.type, PrintedText)
    ]
    assert raw == []
