"""The record under test: every test of it runs on SQLite and on a real PostgreSQL.

CSRECON_TEST_DATABASE_URL names a PostgreSQL server to use; without it one is started from a package.
"""

import os
import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from extractors.contract import (
    Assessment,
    Coverage,
    Decision,
    Document,
    Evidence,
    Extraction,
    Fact,
    Header,
    Meeting,
    Mention,
    ModificationStage,
    ProposalTimescale,
    Unclaimed,
    Warning,
)
from pipeline.archive.folder import Archive
from pipeline.record.database import open_database
from pipeline.record.tables import metadata

NOW = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)
SERVER = "CSRECON_TEST_DATABASE_URL"
_numbers = count()


def spot(page: int = 1, text: str = "MP103") -> Evidence:
    return Evidence(page, (72.0, 100.25, 300.5, 112.0), text)


UNHEARD = Unclaimed(3, (72.0, 100.25, 300.5, 112.0), "unheard", "refine")


def some_facts() -> tuple[Fact, ...]:
    return (
        Mention(section="summary", evidence=(spot(2),), reference="MP103", title="Large Gas Meter Displays"),
        Decision(
            section="opine",
            evidence=(spot(6), spot(7, "approved")),
            reference="MP103",
            body="change_board",
            subject="modification",
            outcome="approved",
            decided_on=date(2020, 7, 22),
        ),
        Meeting(
            section="refine",
            evidence=(spot(4, "Working Group"),),
            body="working_group",
            meeting_type="monthly",
            status="held",
            held_on=date(2020, 7, 1),
            references=("MP103", "SECMP0007"),
        ),
        Assessment(
            section="appendix",
            evidence=(spot(8, "SECMP0007"),),
            reference="SECMP0007",
            assessment="IA",
            status="open",
            accepted_on=date(2020, 6, 1),
            target_wd=40,
            duration_wd=45,
            doubts=("guessed_column", "odd_value"),
        ),
        ModificationStage(
            section="appendix",
            evidence=(spot(9, "MP103 On hold"),),
            reference="MP103",
            stage="on_hold",
            printed="On hold",
            next_step="Working Group",
        ),
        ProposalTimescale(section="appendix", evidence=(spot(9),), status="open", total=3, average_wd=12.5),
    )


def make_report(
    period: str = "2020-08",
    *,
    salt: str = "",
    filename: str | None = None,
    published_on: date | None = None,
    facts: tuple[Fact, ...] | None = None,
) -> tuple[bytes, Extraction]:
    """A document's bytes and a small extraction of them; `salt` makes it another document."""
    data = f"%PDF {period} {salt}".encode()
    document = Document(filename or f"{period}.pdf", sha256(data).hexdigest(), len(data), 9, "Writer")
    header = Header(
        code="SEC", title=f"Change Status Report {period}", period=period, published_on=published_on
    )
    coverage = Coverage(12, {"narrative": 3, "fact": 8}, (UNHEARD,))
    warnings = (
        Warning("damaged_page", "Page 5 cannot be read.", 5),
        Warning(
            "unread_cell", "no value is read from “20 WD*”", 8, (1.0, 2.0, 3.0, 4.5), "20 WD*", "appendix"
        ),
    )
    return data, Extraction(document, header, some_facts() if facts is None else facts, coverage, warnings)


@pytest.fixture
def report() -> Callable[..., tuple[bytes, Extraction]]:
    return make_report


@pytest.fixture
def small_files() -> Callable[[int], AbstractContextManager[None]]:
    """A block in which no file of this process can grow beyond so many bytes: a disk that is full."""

    @contextmanager
    def limited(size: int) -> Iterator[None]:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, ignored)

    return limited


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


class Databases:
    """Makes empty databases of one kind, and keeps one of the newest schema to start tests from."""

    def __init__(self, kind: str, folder: Path, server: str | None) -> None:
        self.kind = kind
        self.folder = folder
        self.server = server
        self._kept: str | None = None
        self._made: list[str] = []

    def empty(self, like: str = "template1") -> str:
        """The URL of a database with nothing in it, or of a copy of another on the server."""
        name = f"test_csrecon_{os.getpid()}_{next(_numbers)}"
        if self.server is None:
            return f"sqlite:///{self.folder / name}.db"
        self._sql(f"CREATE DATABASE {name} TEMPLATE {like}")
        self._made.append(name)
        return make_url(self.server).set(database=name).render_as_string(hide_password=False)

    def migrated(self) -> str:
        """The URL of a database of the newest schema without a row: the last test's is emptied."""
        if self.server is None:  # copying a small file is faster still
            return self.alone()
        kept = self._newest()
        tables = ", ".join(metadata.tables)
        # As a replica: no other way past the triggers that keep the log of acts.
        emptied = f"TRUNCATE {tables} RESTART IDENTITY CASCADE"
        self._sql(f"SET session_replication_role = replica; {emptied}", make_url(kept).database)
        return kept

    def alone(self) -> str:
        """The same, for a test that leaves the database in a state that no other can start from."""
        if self.server is not None:
            return self.empty(like=str(make_url(self.migrated()).database))
        copy = self.empty()
        shutil.copyfile(str(make_url(self._newest()).database), str(make_url(copy).database))
        return copy

    def _newest(self) -> str:
        if self._kept is None:
            self._kept = self.empty()
            open_database(self._kept, upgrade=True).dispose()
        return self._kept

    def clear(self) -> None:
        """Leaves nothing on a server that is not ours; ours goes as a whole."""
        for name in self._made if os.environ.get(SERVER) else ():
            self._sql(f"DROP DATABASE {name} WITH (FORCE)")

    def _sql(self, statement: str, name: str | None = None) -> None:
        assert self.server is not None
        url = make_url(self.server).set(drivername="postgresql")
        plain = (url.set(database=name) if name else url).render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    made = Databases(request.param, tmp_path_factory.mktemp("databases"), server)
    yield made
    made.clear()


@pytest.fixture
def database_url(databases: Databases) -> str:
    """The URL of an empty record of the newest schema."""
    return databases.migrated()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An empty record of the newest schema."""
    made = open_database(database_url, upgrade=False)
    yield made
    made.dispose()
