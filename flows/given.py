"""What a command gives to the flow that it runs in its own process, for as long as the run lasts.

Prefect keeps a flow's parameters where operators see them, so they are few and plain. A run that a worker
starts is given nothing: it reads the settings where it runs.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from pipeline.nights.night import Night
from pipeline.reports.intake import Taken
from pipeline.reports.plan import Plan
from pipeline.settings import Settings, load_settings


def _unwatched(_taken: Taken) -> None:
    """Nobody is at the terminal."""


def _untold(_night: Night, _page: Path) -> None:
    """Nobody is at the terminal."""


@dataclass(frozen=True, slots=True)
class Given:
    """`watch` is called for each document that is done, from any thread; `tell` once, with the night's page.

    `plan` is what there is to do, where the command found it out already.
    """

    settings: Settings | None = None
    plan: Plan | None = None
    watch: Callable[[Taken], None] = _unwatched
    tell: Callable[[Night, Path], None] = _untold


_given: ContextVar[Given] = ContextVar("given")


@contextmanager
def giving(what: Given) -> Iterator[None]:
    """The flows that are called in this block get it; after it nothing of it is left."""
    token = _given.set(what)
    try:
        yield
    finally:
        _given.reset(token)


def given() -> Given:
    """What this run was given; nothing where a worker started it."""
    return _given.get(Given())


def settings_for(
    database: SecretStr | None,
    *,
    workers: int | None = None,
    scope: str | None = None,
    shrunk: bool | None = None,
    allow_private: bool | None = None,
) -> Settings:
    """The settings that the command gave, or those in force here with the flow's parameters before them."""
    return given().settings or load_settings(
        database=database.get_secret_value() if database else None,
        workers=workers,
        scope=scope,
        shrunk=shrunk,
        allow_private=allow_private,
    )
