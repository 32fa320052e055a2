"""The API over the record of one sample report and its register, with an account of each role."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from accounts_house import NOW, PASSWORD, PEOPLE
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sample_reports import sample
from schemathesis.python import asgi
from sqlalchemy import Engine

from extractors import VERSION
from pipeline.accounts import add_account, make_token, passwords
from pipeline.archive.folder import Archive
from pipeline.archive.page_images import PageImages
from pipeline.judging.reconcile import reconcile
from pipeline.record.database import open_database
from pipeline.register.snapshots.write import store_register
from pipeline.reports.write import store
from samples import REGISTER
from web import build_app

HOST = "http://localhost"
Client = Callable[[str], TestClient]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("record")


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[Engine]:
    """The record; a test that acts does so on a finding that no other test minds."""
    made, archive = open_database(f"sqlite:///{folder}/csrecon.db", upgrade=True), Archive(folder / "archive")
    at = NOW - timedelta(days=1)
    store(made, archive, [sample("2020-08")], extractor_version=VERSION, now=at)
    for source in sorted(Path(REGISTER).iterdir()):
        store_register(made, str(source), as_of=None, now=at)
    reconcile(made, now=at)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        for role, name in PEOPLE.items():
            add_account(made, name, role=role, password=PASSWORD, by=name, now=at)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def app(engine: Engine, folder: Path) -> Iterator[FastAPI]:
    with PageImages(Archive(folder / "archive")) as images:
        yield build_app(engine, images, ["localhost", asgi.HOST])


@pytest.fixture(scope="module")
def token(engine: Engine) -> Callable[[str], str]:
    """A token of the person of this name, which holds for a long time whatever the clock says."""
    made: dict[str, str] = {}

    def of(name: str) -> str:
        if name not in made:
            at = datetime.now(UTC)
            made[name] = make_token(engine, name, label="test", days=30, by="Ann", now=at)[1]
        return made[name]

    return of


@pytest.fixture(scope="module")
def client(app: FastAPI, token: Callable[[str], str]) -> Client:
    """The API as the person of this name."""
    return lambda name: TestClient(app, base_url=HOST, headers={"Authorization": f"Bearer {token(name)}"})
