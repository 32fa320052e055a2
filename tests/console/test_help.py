"""Help: instant, complete, with an example for every command, and the same in the manual."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup

from console import main as program_of
from console.manual import app_group, manual

MANUAL = Path(__file__).parents[2] / "docs" / "cli.md"
HEAVY = ("alembic", "extractors", "flows", "pipeline", "prefect", "pydantic", "rich", "spacy", "sqlalchemy")


def _paths(group: TyperGroup, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _paths(command, (*before, name))
        else:
            yield (*before, name)


COMMANDS = list(_paths(app_group()))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example_that_can_be_typed(path: tuple[str, ...]) -> None:
    group = app_group()
    *outer, name = path
    for step in outer:
        inner = group.commands[step]
        assert isinstance(inner, TyperGroup)
        group = inner
    command = group.commands[name]
    said = " ".join(["csrecon", *path])
    help = command.get_help(command.make_context(said, [], resilient_parsing=True))
    [example] = [line.strip() for line in help.splitlines() if line.strip().startswith("Example:")]
    typed = example.removeprefix("Example:").split()
    assert typed[: len(path) + 1] == ["csrecon", *path]
    command.make_context(said, typed[len(path) + 1 :])  # raises where the example is wrong usage


def test_the_list_names_every_command(csrecon) -> None:
    ran = csrecon("--help")
    assert ran.status == 0
    listed = {line.split()[0] for line in ran.out.partition("Commands:")[2].splitlines() if line.strip()}
    assert listed == {path[0] for path in COMMANDS}
    assert "..." not in ran.out.partition("Commands:")[2], "a summary is too long for its line"


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; sys.argv = ['csrecon', '--help']\n"
        f"from {program_of.__name__} import main\n"
        "main()\n"
        f"heavy = sorted(set({HEAVY!r}) & set(sys.modules))\n"
        "print(*heavy, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: csrecon")
    assert done.stderr.strip() == ""


def test_the_manual_is_what_the_commands_say() -> None:
    stale = "docs/cli.md is stale; write it anew: make manual"
    assert MANUAL.read_text(encoding="utf-8") == manual(), stale
