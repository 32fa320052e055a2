"""One Prefect server for all tests that need a real one, and databases that runs in other processes share."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from gate import Gate
from prefect_house import House, open_house
from sqlalchemy import make_url

_numbers = count()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        yield opened


@pytest.fixture(scope="session")
def at_hand(house: House) -> dict[str, str]:
    """The environment of those who have a Prefect server: what has to start none takes less long."""
    mine = {"PREFECT_API_URL": house.api, "PREFECT_HOME": str(house.folder / "at-hand")}
    return mine | {"PREFECT_LOGGING_LEVEL": "CRITICAL"}


@pytest.fixture(scope="session")
def csrecon_at_hand(warmed: Callable[..., Any], at_hand: dict[str, str]) -> Callable[..., Any]:
    """`csrecon` in that environment, with Prefect imported already."""
    from flows import backfill, nightly  # here, for it brings Prefect

    return warmed(backfill, nightly, **at_hand)


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return Gate(tmp_path / "gate")


@pytest.fixture(scope="session")
def empty_database(postgres: str) -> Iterator[Callable[[], str]]:
    """Gives the URL of a PostgreSQL database that nobody has written to."""
    made: list[str] = []

    def make() -> str:
        name = f"csrecon_flows_{os.getpid()}_{next(_numbers)}"
        _sql(postgres, f"CREATE DATABASE {name}")
        made.append(name)
        url = make_url(postgres)
        return url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    yield make
    for name in made:
        _sql(postgres, f"DROP DATABASE {name} WITH (FORCE)")


def _sql(server: str, statement: str) -> None:
    plain = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement)
