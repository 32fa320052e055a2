"""Opening the database: SQLite as it comes, PostgreSQL for an organisation, one schema on both.

`open_database` gives an engine; `reading` and `writing` give connections in a transaction. All writing
goes through `writing`: on SQLite it takes the write lock at once, so that two writers queue instead of
one failing halfway.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from pipeline.basics.errors import OutOfReach, UnusableInput
from pipeline.record.complaints import explained
from pipeline.record.embedded import embedded_engine, sqlite_file

if TYPE_CHECKING:
    from alembic.config import Config

_UPGRADE_LOCK = 0x63737265  # any number will do, as long as every csrecon takes the same
_MIGRATIONS = Path(__file__).parent / "migrations"

SchemaState = Literal["absent", "older", "current", "newer"]


def open_database(url: str, *, upgrade: bool) -> Engine:
    """The database at this URL, of the newest schema.

    With `upgrade` it is made or brought up to date first; without, an absent or older one is refused.
    Raises UnusableInput where the URL is none, the schema is newer than this program or too old, and
    OutOfReach where the server does not answer or the file cannot be opened.
    """
    parsed = _parse(url)
    _look_at_the_file(parsed, upgrade)
    engine = _engine(parsed)
    shown = parsed.render_as_string(hide_password=True)
    try:
        standing = schema_state(engine)
        if standing == "newer":
            raise UnusableInput(f"The database {shown} was made by a newer csrecon. Install that version.")
        if standing != "current":
            if not upgrade:
                raise UnusableInput(_not_ready(shown, standing))
            upgrade_schema(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def require_database(url: str) -> None:
    """Raises UnusableInput where the URL names a file that is not there."""
    file = sqlite_file(_parse(url))
    if file is not None and not file.exists():
        raise UnusableInput(_not_ready(str(file), "absent"))


@contextmanager
def read_transaction(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the database throughout. Raises OutOfReach where it fails."""
    with explained(engine.url), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """A connection whose changes all stand when the block ends, or none. Raises OutOfReach likewise."""
    with explained(engine.url), engine.connect() as connection:
        connection = connection.execution_options(csrecon_writes=True)
        with connection.begin():
            yield connection


def one_at_a_time(connection: Connection, about: int) -> None:
    """Waits until no other transaction that writes is about the same; on SQLite there is no other."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": about})


def count_anew(connection: Connection) -> None:
    """Lets the database plan its queries by what the tables hold now, from a sample.

    SQLite never does so by itself, PostgreSQL only a while after: an export right after a backfill took five
    times as long.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
    connection.exec_driver_sql("ANALYZE")


def schema_state(engine: Engine) -> SchemaState:
    """Where the database stands against this program's schema."""
    with read_transaction(engine) as connection:
        versioned = inspect(connection).has_table("alembic_version")
        found = connection.scalar(text("SELECT version_num FROM alembic_version")) if versioned else None
    known = revisions()
    if found is None:
        return "absent"
    if found == known[-1]:
        return "current"
    return "older" if found in known else "newer"


def check_schema(connection: Connection) -> None:
    """Raises OutOfReach where another csrecon brought the database to another version since it was opened."""
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found != revisions()[-1]:
        shown = connection.engine.url.render_as_string(hide_password=True)
        raise OutOfReach(
            f"The database {shown} became another version since these pages were started, so nothing was "
            "done. Start them again with the csrecon of that version."
        )


@cache
def revisions() -> list[str]:
    """The schema's revisions, the newest last: `0005` of r0005_judgement.py.

    By their files' names, for loading Alembic takes longer than most commands.
    """
    return sorted(path.name[1:5] for path in (_MIGRATIONS / "versions").glob("r[0-9]*.py"))


def upgrade_schema(engine: Engine, revision: str = "head") -> None:
    """Brings the schema to a revision in one transaction; a second process that comes meanwhile waits."""
    from alembic import command

    with write_transaction(engine) as connection:
        one_at_a_time(connection, _UPGRADE_LOCK)
        command.upgrade(_config(connection), revision)


def downgrade_schema(engine: Engine, revision: str) -> None:
    """Takes the schema back to a revision, or to nothing with `base`, in one transaction."""
    from alembic import command

    with write_transaction(engine) as connection:
        one_at_a_time(connection, _UPGRADE_LOCK)
        command.downgrade(_config(connection), revision)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError, NoSuchModuleError) as problem:
        raise UnusableInput(
            "The database URL cannot be read. Write sqlite:///csrecon.db or postgresql://user@host/name."
        ) from problem
    if backend in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        return parsed.set(drivername="sqlite+pysqlite")
    raise UnusableInput(f"csrecon keeps its record in SQLite or PostgreSQL, not in {backend}.")


def _look_at_the_file(url: URL, upgrade: bool) -> None:
    """SQLite would make an empty file for whoever only wanted to look."""
    file = sqlite_file(url)
    if file is None:
        return
    if not upgrade:
        require_database(str(url))
    if not file.parent.is_dir():
        raise OutOfReach(f"There is no folder {file.parent} for the database {file.name}. Make it first.")


def _not_ready(shown: str, standing: SchemaState) -> str:
    if standing == "older":
        return f"The database {shown} is of an older version. Run: csrecon db upgrade"
    return f"There is no csrecon database at {shown} yet. Read reports first: csrecon backfill PATH"


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    return embedded_engine(url)


def _config(connection: Connection | None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = connection
    return config
