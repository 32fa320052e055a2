"""Settings: from the command's options, then `CSRECON_*` in the environment, then `csrecon.toml`."""

import os
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from pipeline.basics.errors import UnusableInput
from pipeline.sandbox import Limits
from pipeline.sandbox.limits import MIB

FILE = "csrecon.toml"
_PREFIX = "CSRECON_"
_OF_THE_TESTS = ("CSRECON_SOAK", "CSRECON_TEST_DATABASE_URL")


class Settings(BaseSettings):
    """Everything that can be set, with its default. The comment of a field is its line in the manual."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, toml_file=FILE, extra="forbid")

    database_url: str = Field("sqlite:///csrecon.db", description="The database.")
    archive: Path | None = Field(None, description="The folder that keeps the documents' bytes.")
    inbox: Path | None = Field(None, description="The folder in which a night looks for new reports.")
    register_source: str | None = Field(None, description="The register of a night: a file or an address.")
    scope: Literal["auto", "whole", "part"] = Field("auto", description="Whether it is all of the register.")
    shrunk: bool = Field(False, description="A register may have lost more than a tenth, or end early.")
    allow_private: bool = Field(False, description="Registers are fetched from private networks too.")
    pause: float = Field(1.0, ge=0, le=60, description="Seconds between two requests to the register's site.")
    nights: Path | None = Field(None, description="The folder for the nights' pages.")
    notify_command: str | None = Field(
        None, description="A command run after a night that changed something; it gets the night as JSON."
    )
    notify_block: str | None = Field(
        None, description="A Prefect notification block told of such a night, as in slack-webhook/ops."
    )
    trusted_proxies: str | None = Field(
        None, description="Proxies in front of the pages, as addresses or networks with commas between them."
    )
    log: Path | None = Field(None, description="The file for the log, one JSON object a line; - is stderr.")
    workers: int = Field(2, ge=1, le=64, description="Documents that a backfill reads at once.")
    max_megabytes: int = Field(100, ge=1, description="Larger files are refused unread.")
    max_seconds: int = Field(40, ge=1, description="Wall clock and CPU time that one document may take.")
    max_memory_mib: int = Field(1100, ge=400, description="Address space that reading one document may take.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @field_validator("trusted_proxies")
    @classmethod
    def _addresses(cls, said: str | None) -> str | None:
        for one in (said or "").split(","):
            if one.strip():
                ip_network(one.strip(), strict=False)
        return said

    @property
    def proxies(self) -> list[str]:
        """The proxies whose word on the address of their clients is believed."""
        return [one.strip() for one in (self.trusted_proxies or "").split(",") if one.strip()]

    @property
    def limits(self) -> Limits:
        """What one document may cost."""
        return Limits(
            size=self.max_megabytes * 10**6, memory=self.max_memory_mib * MIB, seconds=self.max_seconds
        )

    @property
    def archive_folder(self) -> Path:
        """Where documents are kept: as set, or beside an embedded database, or in the current folder."""
        if self.archive is not None:
            return self.archive
        prefix = "sqlite:///"
        path = self.database_url.removeprefix(prefix).partition("?")[0]
        beside = Path(path).parent if self.database_url.startswith(prefix) and path else Path()
        return beside / "csrecon-archive"

    @property
    def nights_folder(self) -> Path:
        """Where the pages of the nights are written."""
        return self.nights or self.archive_folder.with_name("csrecon-nights")


def load_settings(
    *,
    database: str | None = None,
    workers: int | None = None,
    scope: str | None = None,
    shrunk: bool | None = None,
    allow_private: bool | None = None,
    pause: float | None = None,
) -> Settings:
    """The settings in force; arguments are what the command line's options say, None where they do not.

    Begins the log where one is set.
    Raises UnusableInput naming the setting that cannot be, and where it was set.
    """
    given = {
        "database_url": database,
        "workers": workers,
        "scope": scope,
        "shrunk": shrunk,
        "allow_private": allow_private,
        "pause": pause,
    }
    # An empty variable is how a shell or a service file unsets one.
    for name in [name for name in os.environ if name.startswith("CSRECON_") and not os.environ[name]]:
        del os.environ[name]
    _look_for_misspelt(os.environ)
    try:
        settings = Settings.model_validate({}) if not any(given.values()) else _with(given)
    except ValidationError as error:
        raise UnusableInput(_explained(error)) from error
    if settings.log is None:
        return settings
    from pipeline.basics.logs import begin_log

    try:
        begin_log(settings.log)
    except OSError as problem:
        raise UnusableInput(f"The log {settings.log} cannot be written: {problem.strerror}.") from problem
    return settings


def _look_for_misspelt(environment: Iterable[str]) -> None:
    """A setting that nobody reads is worse than an error: a record would be made elsewhere without a word."""
    known = [f"{_PREFIX}{name.upper()}" for name in Settings.model_fields]
    for name in sorted(environment):
        if name.startswith(_PREFIX) and name not in (*known, *_OF_THE_TESTS):
            raise UnusableInput(f"The environment variable {name} is no setting. {_nearest(name, known)}")


def _nearest(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, 1, 0.7)
    return f"Is {near[0]} meant?" if near else f"Those are: {', '.join(known)}."


def _with(given: Mapping[str, str | float | None]) -> Settings:
    return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]


def _explained(error: ValidationError) -> str:
    first = error.errors()[0]
    if not first["loc"]:
        return f"{FILE} in this folder is not valid TOML: {first['msg'].rpartition(', ')[2]}."
    name = str(first["loc"][0])
    if first["type"] == "extra_forbidden":
        return f"{FILE} sets {name}, which is no setting. {_nearest(name, list(Settings.model_fields))}"
    variable = f"{_PREFIX}{name.upper()}"
    where = f"The environment variable {variable}" if variable in os.environ else f"{name} in {FILE}"
    return f"{where} cannot be {first['input']!r}: {first['msg'].lower()}."
