"""What the tests of the house's rules look at: the project's own files, as they are on disk."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("extractors", "pipeline", "flows", "console", "samples", "web")
FOLDERS = (*PACKAGES, "tests", "docs", "benchmarks", ".ci")
# Not `git ls-files`: a copy without git must pass its tests as well.
MADE = {"__pycache__", ".hypothesis", ".pytest_cache", ".mypy_cache", ".ruff_cache"}


def files(*folders: str) -> Iterator[Path]:
    """Every file below these folders of the project, but for what the tools leave behind."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and not MADE & set(path.relative_to(ROOT).parts):
                yield path


def project_files() -> Iterator[Path]:
    """Every file of the project: those of its folders, and those at its root."""
    yield from files(*FOLDERS)
    own = {".editorconfig", ".gitignore", "Makefile", "LICENSE", "pyproject.toml", "requirements.lock"}
    for path in sorted(ROOT.iterdir()):
        if path.is_file() and (path.name in own or path.suffix == ".md"):
            yield path


def modules(*folders: str) -> list[Path]:
    """The Python modules of these folders."""
    return [path for path in files(*folders) if path.suffix == ".py"]


def name_of(path: Path) -> str:
    """The file as a person names it."""
    return path.relative_to(ROOT).as_posix()
