"""What is installed is whole: the wheel has every file that the packages need, and nothing else."""

import subprocess
import sys
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from zipfile import ZipFile

import pytest
from house import MADE, PACKAGES, ROOT, files, name_of

from console import main as program

BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", ".gitignore")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The wheel, built from a copy of the project without the network."""
    project = tmp_path_factory.mktemp("project")
    for folder in PACKAGES:
        copytree(ROOT / folder, project / folder, ignore=ignore_patterns(*MADE))
    for name in BUILT_FROM:
        copy(ROOT / name, project / name)
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (path,) = (project / "dist").glob("*.whl")
    return ZipFile(path)


def test_the_wheel_has_every_file_of_the_packages(wheel: ZipFile) -> None:
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == {name_of(path) for path in files(*PACKAGES)}


@pytest.mark.parametrize(
    "kind",
    [
        "samples/reports/*.pdf",
        "extractors/vocabulary/*.csv",
        "pipeline/record/migrations/versions/*.py",
        "pipeline/**/*.sql",
        "web/templates/*.html",
        "web/static/*.css",
    ],
)
def test_what_is_no_module_is_among_them(wheel: ZipFile, kind: str) -> None:
    needed = {name_of(path) for path in ROOT.glob(kind)}
    assert needed
    assert needed <= set(wheel.namelist())


def test_the_wheel_brings_the_command_and_the_licence(wheel: ZipFile) -> None:
    about = {Path(name).name: name for name in wheel.namelist() if ".dist-info/" in name}
    assert (
        f"csrecon = {program.__name__}:{program.main.__name__}"
        in wheel.read(about["entry_points.txt"]).decode()
    )
    assert wheel.read(about["LICENSE"]) == (ROOT / "LICENSE").read_bytes()
