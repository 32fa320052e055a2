"""Prefect's settings for a run of our own: set before Prefect is imported, and only where nobody set them."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from dotenv import dotenv_values

from pipeline.basics.errors import OutOfReach

_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    # Our own server lives for one run: nobody defines blocks or automations on it.
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    # It is on this machine: one that does not answer at once is gone, and waiting minutes helps nobody.
    "PREFECT_CLIENT_MAX_RETRIES": "2",
}


def has_own_server() -> bool:
    """Whether somebody has told Prefect which server to use, anywhere where Prefect looks.

    Asking Prefect itself would import it, for which a run of our own server cannot wait.
    """
    return bool(next((url for url in _urls() if url is not None), None))


def _urls() -> Iterator[object]:
    """What each place says, in Prefect's order: the first that says anything counts."""
    variable = "PREFECT_API_URL"
    yield os.environ.get(variable)
    yield _dotenv().get(variable)
    for table in _tables():
        yield _at(table, "api", "url")
    profiles = _toml(_profiles())
    active = os.environ.get("PREFECT_PROFILE") or profiles.get("active")
    yield _at(profiles, "profiles", str(active), variable)


def _profiles() -> Path:
    """Where the profiles are, in Prefect's order likewise."""
    variable = "PREFECT_PROFILES_PATH"
    named = [os.environ.get(variable), _dotenv().get(variable)]
    named += [str(path) for table in _tables() if (path := _at(table, "profiles_path"))]
    chosen = next((path for path in named if path), None)
    home = Path(os.environ.get("PREFECT_HOME") or "~/.prefect").expanduser()
    return Path(chosen) if chosen else home / "profiles.toml"


def _tables() -> tuple[object, object]:
    """Prefect's own settings in this folder: `prefect.toml`, and `[tool.prefect]` of a `pyproject.toml`."""
    return _toml(Path("prefect.toml")), _at(_toml(Path("pyproject.toml")), "tool", "prefect")


def _dotenv() -> Mapping[str, str | None]:
    return dotenv_values(".env")


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _at(table: object, *keys: str) -> object:
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return table


def prepare(home: Path) -> None:
    """Keeps Prefect quiet and its files in `home`, unless it has been told to use a server."""
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    if has_own_server():
        return
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    chosen = Path(os.environ.setdefault("PREFECT_HOME", str(home.absolute()))).expanduser()
    try:
        chosen.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutOfReach(f"The folder {chosen} cannot be made: {problem.strerror}.") from problem
