"""Pages with accounts: a small record, a person of each role, and browsers that they sign in with."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from accounts_house import FINDINGS, HOST, NOW, PASSWORD, PEOPLE, Browser
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import Engine

from pipeline.accounts import add_account, passwords
from pipeline.archive.folder import Archive
from pipeline.archive.page_images import PageImages
from pipeline.checks import CheckOutcome
from pipeline.judging.reconcile import reconcile
from pipeline.record.database import open_database
from web import build_app


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same proof with the least costs, because a test does not need the strength."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The time of day, which stands still until a test moves it."""
    with time_machine.travel(NOW, tick=False) as at:
        yield at


@pytest.fixture(scope="session")
def kept_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with three findings that no test changes."""
    path = tmp_path_factory.mktemp("kept") / "csrecon.db"
    engine = open_database(f"sqlite:///{path}", upgrade=True)
    reconcile(engine, now=NOW - timedelta(days=1), checker=lambda *_a, **_k: CheckOutcome(FINDINGS))
    engine.dispose()
    return path


@pytest.fixture
def bare(kept_record: Path, tmp_path: Path) -> Iterator[Engine]:
    """A record without accounts."""
    shutil.copyfile(kept_record, tmp_path / "csrecon.db")
    engine = open_database(f"sqlite:///{tmp_path}/csrecon.db", upgrade=False)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(bare: Engine) -> Engine:
    """A record with an account of each role."""
    for role, name in PEOPLE.items():
        add_account(bare, name, role=role, password=PASSWORD, by=name, now=NOW)
    return bare


@pytest.fixture
def make_app(tmp_path: Path) -> Iterator[Callable[[Engine], FastAPI]]:
    with PageImages(Archive(tmp_path / "archive")) as images:
        yield lambda engine: build_app(engine, images, ["localhost"])


@pytest.fixture
def app(make_app: Callable[[Engine], FastAPI], engine: Engine) -> FastAPI:
    return make_app(engine)


@pytest.fixture
def browser(app: FastAPI) -> Callable[..., Browser]:
    """A browser of its own for each call; signed in where a name is given."""

    def made(name: str = "") -> Browser:
        one = Browser(app, base_url=HOST, follow_redirects=False)
        if name:
            assert one.enter(name).status_code == 303
            one.get("/sign-in")
            one.get("/account")
        return one

    return made
