"""Every module of `extractors/` lies in a room, and the arrows between the rooms are held."""

import ast
import tomllib

import pytest
from house import ROOT, modules

HOUSE = ROOT / "extractors"
LOOSE = {"__init__", "document", "ledger", "not_read", "sections"}
ROOMS = {
    "blocks",
    "blocks/lines",
    "blocks/tables",
    "contract",
    "facts",
    "facts/cover",
    "facts/reading",
    "facts/rules",
    "facts/sentences",
    "pages",
    "values",
    "vocabulary",
}


def test_every_module_lies_in_a_room() -> None:
    paths = [path.relative_to(HOUSE) for path in modules("extractors")]
    assert {path.stem for path in paths if len(path.parts) == 1} == LOOSE
    assert {path.parent.as_posix() for path in paths if len(path.parts) > 1} == ROOMS


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_says_what_it_is_for_on_one_screen(room: str) -> None:
    text = (HOUSE / room / "__init__.py").read_text(encoding="utf-8")
    said = ast.get_docstring(ast.parse(text)) or ""
    assert "know" in said.casefold(), f"{room} does not say what it does not know"
    assert 3 <= len(said.splitlines()) <= 20


def test_every_room_has_its_place_among_the_layers() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    held = {
        "/".join((*container.split(".")[1:], name))
        for contract in contracts
        if contract.get("exhaustive")
        for container in contract["containers"]
        if container.split(".")[0] == HOUSE.name
        for layer in contract["layers"]
        for name in layer.split(" | ")
    }
    assert held >= ROOMS, f"no layer for {ROOMS - held}"
