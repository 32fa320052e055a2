"""The two commands of the README are there, and continuous integration runs the second."""

import re
import subprocess
from shutil import copy

import pytest
from house import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_continuous_integration_runs_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111, ".ci/run is not executable"
    assert re.search(r"^exec make test$", script.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_target_is_explained() -> None:
    targets = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[0].split()
    explained = re.findall(r"^([a-z]+):[^#\n]*## ", MAKEFILE, re.MULTILINE)
    assert sorted(explained) == sorted(set(targets))


@pytest.mark.parametrize("python", ["no-such-python", "false"])
def test_a_python_that_will_not_do_is_named(python: str, tmp_path) -> None:
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        copy(ROOT / name, tmp_path)
    ran = subprocess.run(
        ["make", f"PYTHON={python}", "setup"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert f"{python} does not run or is older than Python 3.11" in ran.stderr
    assert not (tmp_path / ".venv").exists()
