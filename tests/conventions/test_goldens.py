"""A golden proves nothing while the switch that rewrites it is on."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SWITCHES = re.compile(r"--(?:force-regen|regen-all)\b|\bforce_regen\s*=\s*True|\bregen_all\s*=\s*True")
# Where a switch could stay: configuration, build scripts, and the tests themselves.
PLACES = ["pyproject.toml", "pytest.ini", "tox.ini", "setup.cfg", "Makefile", ".ci/run"]


def test_no_configuration_leaves_the_switch_on() -> None:
    files = [ROOT / name for name in PLACES if (ROOT / name).exists()]
    files += [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    assert ROOT / "pyproject.toml" in files
    assert [path.name for path in files if SWITCHES.search(path.read_text(encoding="utf-8"))] == []


def test_this_run_compares_and_does_not_rewrite(pytestconfig: pytest.Config) -> None:
    """Whatever set it: the command line, PYTEST_ADDOPTS or a configuration."""
    assert not pytestconfig.getoption("force_regen")
    assert not pytestconfig.getoption("regen_all")


@pytest.mark.parametrize("line", ["addopts = '-q --force-regen'", "pytest --regen-all", "force_regen = True"])
def test_the_switch_is_recognised(line: str) -> None:
    assert SWITCHES.search(line)
