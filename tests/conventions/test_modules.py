"""Modules are small, say what they are for, and leave nothing for later."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import PACKAGES, modules, name_of, project_files

MOST_LINES = 400
# Revisions are Alembic's form: each has the same two functions.
DOCUMENTED = [
    path
    for path in modules("extractors", "pipeline", "flows", "console", "web")
    if path.parent.name != "versions"
]
# In pieces, so that this file does not break its own rule.
LATER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
MACHINES = re.compile(
    "|".join(("/" + "work/", r"\.\./" + "shared", "/" + "tmp/w", "/" + "root/", "/" + "home/"))
)
BINARY = {".pdf", ".png", ".xlsx", ".db", ".zip"}


@pytest.mark.parametrize("path", modules(*PACKAGES, "tests", "benchmarks", "docs"), ids=name_of)
def test_no_module_is_over_the_most_lines(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{name_of(path)} has {lines} lines: it does more than one thing"


@pytest.mark.parametrize("path", DOCUMENTED, ids=name_of)
def test_everything_public_has_a_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    mute = [] if ast.get_docstring(tree) else ["the module"]
    mute += [name for name, node in _public(tree) if not ast.get_docstring(node)]
    assert not mute, f"{name_of(path)}: no docstring says what goes in and out of {', '.join(mute)}"


Documentable = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _public(tree: ast.Module | ast.ClassDef, inside: str = "") -> Iterator[tuple[str, Documentable]]:
    """The public functions and classes, and the public methods of public classes that override nothing."""
    for node in tree.body:
        if not isinstance(node, Documentable) or node.name.startswith("_"):
            continue
        name = f"{inside}{node.name}"
        if not (isinstance(tree, ast.ClassDef) and (tree.bases or _is_short(node))):
            yield name, node
        if isinstance(node, ast.ClassDef):
            yield from _public(node, f"{name}.")


def _is_short(node: Documentable) -> bool:
    """A property or method of one statement tells all that a docstring could."""
    return len(node.body) == 1


def _texts() -> list[Path]:
    return [path for path in project_files() if path.suffix not in BINARY]


@pytest.mark.parametrize("path", _texts(), ids=name_of)
def test_no_file_leaves_work_for_later_or_names_a_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    assert not (found := LATER.search(text)), f"{name_of(path)} leaves a {found and found.group()}"
    assert not (found := MACHINES.search(text)), f"{name_of(path)} names {found and found.group()}"


def test_no_binary_file_names_a_machine() -> None:
    binary = [path for path in project_files() if path.suffix in BINARY]
    assert binary
    for path in binary:
        assert not MACHINES.search(path.read_bytes().decode("latin-1")), name_of(path)
