"""Modules are small, say what they are for, and leave nothing for later."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

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


def test_no_module_is_over_the_most_lines() -> None:
    lines = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules(*PACKAGES, "tests", "benchmarks", "docs")
    }
    assert lines
    assert {name: number for name, number in lines.items() if number > MOST_LINES} == {}, (
        "does more than one thing"
    )


def test_everything_public_has_a_docstring() -> None:
    assert DOCUMENTED
    mute = {name_of(path): found for path in DOCUMENTED if (found := _mute(path))}
    assert mute == {}, "no docstring says what goes in and out"


def _mute(path: Path) -> list[str]:
    """What of a module has no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    mute = [] if ast.get_docstring(tree) else ["the module"]
    return mute + [name for name, node in _public(tree) if not ast.get_docstring(node)]


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


def test_no_file_leaves_work_for_later_or_names_a_machine() -> None:
    texts = [path for path in project_files() if path.suffix not in BINARY]
    assert texts
    faults = []
    for path in texts:
        text = path.read_text(encoding="utf-8", errors="replace")
        for kind in (LATER, MACHINES):
            faults += [(name_of(path), found.group()) for found in kind.finditer(text)]
    assert faults == []


def test_no_binary_file_names_a_machine() -> None:
    binary = [path for path in project_files() if path.suffix in BINARY]
    assert binary
    assert [name_of(path) for path in binary if MACHINES.search(path.read_bytes().decode("latin-1"))] == []
