"""`csrecon init`: everything it writes is what systemd, Docker Compose and csrecon itself can read."""

import configparser
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

from console.starting import settings_file
from flows.deployments import POOL
from pipeline.settings import Settings, load_settings

TEXTS = {"type": "array", "items": {"type": "string"}}
NAMED = {"type": "object", "additionalProperties": {"type": ["string", "number"]}}
# Of the Compose Specification what our file may use; a key that is not here is misspelt.
SERVICE = {
    "type": "object",
    "properties": {
        "image": {"type": "string"},
        "build": {"type": "string"},
        "command": {"type": ["string", "array"]},
        "restart": {"enum": ["no", "always", "on-failure", "unless-stopped"]},
        "environment": NAMED,
        "volumes": TEXTS,
        "working_dir": {"type": "string"},
        "ports": TEXTS,
        "networks": TEXTS,
        "depends_on": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {"condition": {"enum": ["service_healthy", "service_completed_successfully"]}},
                "required": ["condition"],
                "additionalProperties": False,
            },
        },
        "healthcheck": {
            "type": "object",
            "properties": {
                "test": {"type": "array", "prefixItems": [{"enum": ["CMD", "CMD-SHELL"]}]},
                "interval": {"type": "string", "pattern": r"^\d+s$"},
                "timeout": {"type": "string", "pattern": r"^\d+s$"},
                "retries": {"type": "integer"},
            },
            "required": ["test"],
            "additionalProperties": False,
        },
    },
    "oneOf": [{"required": ["image"]}, {"required": ["build"]}],
    "additionalProperties": False,
}
COMPOSE = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "services": {"type": "object", "additionalProperties": SERVICE},
        "networks": {"type": "object"},
        "volumes": {"type": "object", "additionalProperties": {"type": "null"}},
    },
    "patternProperties": {"^x-": {}},
    "required": ["services"],
    "additionalProperties": False,
}
# What systemd knows in each section, as far as our units use it.
UNIT = {
    "Unit": {"Description", "After", "Wants"},
    "Service": {
        *("Type", "User", "WorkingDirectory", "ExecStart", "SuccessExitStatus", "TimeoutStartSec", "Restart"),
        *("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectSystem", "ProtectHome"),
        "ReadWritePaths",
    },
    "Timer": {"OnCalendar", "Persistent", "RandomizedDelaySec"},
    "Install": {"WantedBy"},
}


@pytest.fixture(scope="module")
def begun(csrecon, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun") / "my record"
    ran = csrecon("init", folder)
    assert (ran.status, ran.err) == (0, "")
    assert {line.split()[0] for line in ran.out.splitlines()[:-1]} == {"made"}
    return folder


def test_the_compose_file_is_one(begun: Path) -> None:
    compose = yaml.safe_load((begun / "compose.yaml").read_text(encoding="utf-8"))
    jsonschema.validate(compose, COMPOSE)
    services = compose["services"]
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
        assert set(service.get("networks", [])) <= {"default", *compose["networks"]}
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source == "." or source in compose["volumes"]
        for name, depended in service.get("depends_on", {}).items():
            assert (depended["condition"] == "service_healthy") == ("healthcheck" in services[name])
    assert {one.get("image", "").partition(":")[0] for one in services.values()} >= {"postgres", "caddy"}


def test_the_compose_files_settings_are_csrecons(
    begun: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    compose = yaml.safe_load((begun / "compose.yaml").read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    for name, value in compose["services"]["worker"]["environment"].items():
        if name.startswith("CSRECON_"):
            monkeypatch.setenv(name, value)
    settings = load_settings()
    [front] = compose["networks"]["front"]["ipam"]["config"]
    assert settings.proxies == [front["subnet"]], "what the proxy says of its clients is believed"
    assert f"--pool {POOL} " in compose["services"]["worker"]["command"]


@pytest.mark.parametrize(
    "unit", ["csrecon-nightly.service", "csrecon-nightly.timer", "csrecon-pages.service"]
)
def test_a_unit_says_what_systemd_understands(begun: Path, unit: str) -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(begun / "systemd" / unit, encoding="utf-8")
    for section in parser.sections():
        assert set(parser[section]) <= UNIT[section], section
    if unit.endswith(".service"):
        service = parser["Service"]
        assert service["WorkingDirectory"] == str(begun)
        program = re.match(r'"([^"]+)" (nightly|serve)', service["ExecStart"])
        assert program
        assert Path(program[1]).exists()
    else:
        assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:00 Europe/London", parser["Timer"]["OnCalendar"])


def test_every_setting_stands_in_the_file_and_means_what_it_says(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (begun / "csrecon.toml").read_text(encoding="utf-8")
    assert text == settings_file()
    assert tomllib.loads(text) == {"inbox": "inbox"}
    uncommented = re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)
    assert set(tomllib.loads(uncommented)) == set(Settings.model_fields)
    (begun / "csrecon.toml").write_text(uncommented, encoding="utf-8")
    monkeypatch.chdir(begun)
    for name, field in Settings.model_fields.items():
        if field.default is not None:
            assert getattr(load_settings(), name) == field.default
    (begun / "csrecon.toml").write_text(text, encoding="utf-8")


def test_what_is_there_is_kept(csrecon, tmp_path: Path) -> None:
    (tmp_path / "csrecon.toml").write_text("workers = 3\n")
    ran = csrecon("init", folder=tmp_path)
    assert ran.status == 0
    assert "kept  csrecon.toml" in ran.out
    assert (tmp_path / "csrecon.toml").read_text() == "workers = 3\n"
    assert csrecon("documents", folder=tmp_path).status == 2  # no database is made


def test_a_folder_whose_name_a_unit_would_misread_is_refused(csrecon, tmp_path: Path) -> None:
    ran = csrecon("init", tmp_path / "100 % mine")
    assert ran.status == 2
    assert not (tmp_path / "100 % mine").exists()


def test_the_version_is_told(csrecon) -> None:
    ran = csrecon("--version")
    assert ran.status == 0
    assert re.fullmatch(r"csrecon \d+\.\d+\.\d+\n", ran.out)


def test_completion_can_be_installed(csrecon) -> None:
    assert "--install-completion" in csrecon("--help").out
