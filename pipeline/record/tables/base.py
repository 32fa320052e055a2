"""What every table shares: the metadata with its naming convention, column types, and check helpers."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from json import dumps
from typing import Any, get_args

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    Connection,
    DateTime,
    Double,
    Integer,
    MetaData,
    String,
    Text,
    cast,
    collate,
    func,
    select,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

# Alembic can only drop what has a name, and the same name on both databases.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# PostgreSQL's text holds neither U+0000 nor half a surrogate pair, and a damaged PDF prints both. They are
# kept in a private plane that no font uses, and come back as they were.
_HIDDEN = {0: 0x10F800} | {code: 0x10F000 + code - 0xD800 for code in range(0xD800, 0xE000)}
_SHOWN = {hidden: code for code, hidden in _HIDDEN.items()}


class PrintedText(TypeDecorator[str]):
    """Any text that a document can print, on any database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value if value is None or (value.isascii() and "\0" not in value) else value.translate(_HIDDEN)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return value if value is None or value.isascii() else value.translate(_SHOWN)


class Instant(TypeDecorator[datetime]):
    """A moment, aware and in UTC; a naive one is refused because nobody can say which moment it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def big_integer() -> TypeEngine[int]:
    """A 64-bit number; on SQLite, where every integer is one, a plain INTEGER so that it can be a row id."""
    return BigInteger().with_variant(Integer(), "sqlite")


def number_for(*parts: str) -> int:
    """A key made from what it names, so that the same record has the same key whatever was stored before.

    48 bits: exact in JSON and in a spreadsheet, and two of ten thousand reports share one with a
    probability of one in five million; the uniqueness constraint refuses even that.
    """
    return int.from_bytes(sha256("\x1f".join(parts).encode()).digest()[:6], "big")


def sortable(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column to order by: text by its characters on every database, whatever the server's language."""
    is_text = isinstance(column.type, String | PrintedText)
    return collate(column, "C") if is_text and connection.dialect.name == "postgresql" else column


def among(connection: Connection, column: ColumnElement[str], words: Iterable[str]) -> ColumnElement[bool]:
    """Whether the column is one of the words, which may be more than a statement can have parameters."""
    listed = sorted(words)
    if connection.dialect.name == "postgresql":
        each = func.json_array_elements_text(cast(listed, JSON)).table_valued("value")
    else:
        each = func.json_each(dumps(listed)).table_valued("value")
    return column.in_(select(each.c.value))


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """The column holds one of these words (or nothing, where the column allows it)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def words_of(literal: object) -> tuple[str, ...]:
    """The words of a `Literal`, through `| None` too."""
    found: list[str] = []
    for word in get_args(literal):
        found += [word] if isinstance(word, str) else words_of(word)
    return tuple(found)


def not_negative(column: str) -> CheckConstraint:
    """A check that a column is null or at least zero, named after the column."""
    return CheckConstraint(f"{column} >= 0", name=column)


def is_month(column: str) -> CheckConstraint:
    """The column holds YYYY-MM."""
    return CheckConstraint(f"{column} LIKE '____-__'", name=column)


BOX = ("x0", "top", "x1", "bottom")


def box(nullable: bool = False) -> list[Column[float]]:
    """A place on a page, in points from its top left."""
    return [Column(name, Double(), nullable=nullable) for name in BOX]
