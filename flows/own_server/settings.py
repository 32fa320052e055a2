"""Prefect's settings for a run of our own: set before Prefect is imported, and only where nobody set them."""

import os
import tomllib
from pathlib import Path

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
    """Whether somebody has told Prefect which server to use, in the environment or in its active profile."""
    if "PREFECT_API_URL" in os.environ:
        return True
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    try:
        profiles = tomllib.loads((home / "profiles.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    active = os.environ.get("PREFECT_PROFILE", profiles.get("active"))
    return "PREFECT_API_URL" in profiles.get("profiles", {}).get(active, {})


def prepare(home: Path) -> None:
    """Keeps Prefect quiet and its files in `home`, unless it has been told to use a server."""
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    if has_own_server():
        return
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    if "PREFECT_HOME" not in os.environ:
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise OutOfReach(f"The folder {home} cannot be made: {problem.strerror}.") from problem
        os.environ["PREFECT_HOME"] = str(home.absolute())
