"""The sample record, whole and small, and its pages."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sample_reports import sample
from sqlalchemy import Engine

from extractors import VERSION
from pipeline.archive.folder import Archive
from pipeline.archive.page_images import PageImages
from pipeline.judging.reconcile import reconcile
from pipeline.record.database import open_database
from pipeline.register.snapshots.write import store_register
from pipeline.reports.write import store
from samples import REGISTER, REPORTS
from web import build_app

NOW = datetime(2026, 3, 2, tzinfo=UTC)
Record = tuple[Engine, Archive]


def _make(folder: Path, months: int, snapshots: int) -> Record:
    """So many of the sample reports and snapshots, oldest first, with what the checks found."""
    engine, archive = _open(folder)
    for path in sorted(Path(REPORTS).glob("*.pdf"))[:months]:
        store(engine, archive, [sample(path.stem)], extractor_version=VERSION, now=NOW)
    for source in sorted(Path(REGISTER).iterdir())[:snapshots]:
        store_register(engine, str(source), as_of=None, now=NOW)
    reconcile(engine, now=NOW)
    return engine, archive


def _open(folder: Path) -> Record:
    return open_database(f"sqlite:///{folder}/csrecon.db", upgrade=True), Archive(folder / "kept")


@pytest.fixture(scope="session")
def make_record(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, int, int], Record]:
    """Gives such a record, a copy of one that is made once, in a folder."""

    @cache
    def made(months: int, snapshots: int) -> Path:
        folder = tmp_path_factory.mktemp("record")
        _make(folder, months, snapshots)[0].dispose()
        return folder

    def copy(folder: Path, months: int, snapshots: int) -> Record:
        shutil.copytree(made(months, snapshots), folder, dirs_exist_ok=True)
        return _open(folder)

    return copy


@pytest.fixture(scope="session")
def record(
    tmp_path_factory: pytest.TempPathFactory, make_record: Callable[[Path, int, int], Record]
) -> Iterator[Record]:
    made = make_record(tmp_path_factory.mktemp("record"), 3, 2)
    yield made
    made[0].dispose()


@pytest.fixture(scope="session")
def client(record: Record) -> Iterator[TestClient]:
    engine, archive = record
    with PageImages(archive) as images:
        yield TestClient(build_app(engine, images, ["localhost"]), base_url="http://localhost")
