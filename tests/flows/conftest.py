"""One Prefect server for all tests that need a real one, and databases that runs in other processes share."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from prefect_house import House, open_house
from sqlalchemy import make_url

_numbers = count()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest.fixture
def at_hand(house: House) -> dict[str, str]:
    """The environment of those who have a Prefect server: what has to start none takes less long."""
    return {"PREFECT_API_URL": house.api, "PREFECT_LOGGING_LEVEL": "CRITICAL"}


@pytest.fixture
def fresh_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Gives the URL of a database of a kind (`sqlite` or `postgresql`) that nobody has written to."""
    made: list[str] = []

    def make(kind: str) -> str:
        name = f"csrecon_flows_{os.getpid()}_{next(_numbers)}"
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / name}.db"
        _sql(request.getfixturevalue("postgres"), f"CREATE DATABASE {name}")
        made.append(name)
        url = make_url(request.getfixturevalue("postgres"))
        return url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    yield make
    for name in made:
        _sql(request.getfixturevalue("postgres"), f"DROP DATABASE {name} WITH (FORCE)")


def _sql(server: str, statement: str) -> None:
    plain = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement)
