"""The manual is true: its links lead somewhere, its commands and options exist, every table stands in it."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import typer
from house import ROOT, name_of, project_files

from console.app import app
from pipeline.record.tables import metadata
from pipeline.record.views import VIEWS

PAGES = [path for path in project_files() if path.suffix == ".md"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TYPED = re.compile(r"^(?:\.venv/bin/)?(csrecon [^#]*)")
MADE = re.compile(r"^make ([a-z]+)")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code(path: Path) -> Iterator[str]:
    """What a page shows as code: the lines of its blocks, fenced or indented, and the spans in its lines."""
    fenced = False
    for line in text_of(path).splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced or line.startswith("    "):
            yield line.strip()
        else:
            yield from re.findall(r"`([^`]+)`", line)


def typed(path: Path) -> list[str]:
    """The commands that a page shows."""
    return [found[1].strip() for piece in code(path) if (found := TYPED.match(piece))]


def anchors(path: Path) -> set[str]:
    """The names that a page's headings can be linked by."""
    headings = re.findall(r"^#+ (.+)$", text_of(path), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_lead_somewhere() -> None:
    assert [
        (name_of(path), target)
        for path in PAGES
        for target in LINK.findall(text_of(path))
        if not re.match(r"[a-z]+:", target) and not _leads_somewhere(path, target)
    ] == []


def _leads_somewhere(path: Path, target: str) -> bool:
    place, _, anchor = target.partition("#")
    leads_to = (path.parent / place).resolve() if place else path
    return leads_to.exists() and (not anchor or anchor in anchors(leads_to))


def test_commands_exist() -> None:
    unknown = []
    for path in PAGES:
        for line in typed(path):
            command, words = _found(line)
            known = {option for param in command.params for option in param.opts} | {"--help", "-"}
            options = [word.partition("=")[0] for word in words if word.startswith("-")]
            unknown += [(name_of(path), line, option) for option in options if option not in known]
    assert unknown == []


def _found(line: str) -> tuple[click.Command, list[str]]:
    """The command that a line types, and the words after its name."""
    words = shlex.split(line.partition("&&")[0].replace("…", ""))[1:]
    command: click.Command = typer.main.get_command(app)
    if words[:1] == ["--debug"]:
        words = words[1:]
    while words and hasattr(command, "commands") and words[0] != "--help":
        assert words[0] in command.commands, f"there is no command: {line}"
        command, words = command.commands[words[0]], words[1:]
    return command, words


def test_targets_can_be_made() -> None:
    made = {
        (name_of(path), found[1]) for path in PAGES for piece in code(path) if (found := MADE.match(piece))
    }
    assert made
    assert [one for one in made if not re.search(rf"^{one[1]}:", MAKEFILE, re.MULTILINE)] == []


def test_commands_are_looked_at() -> None:
    assert len(typed(ROOT / "README.md")) > 5
    with pytest.raises(AssertionError, match="no command"):
        _found("csrecon divine report.pdf")


def _commands(command: click.Command, name: str) -> Iterator[str]:
    if not hasattr(command, "commands"):
        yield name
    else:
        for part, below in command.commands.items():
            yield from _commands(below, f"{name} {part}")


def test_every_command_stands_in_the_manual() -> None:
    names = list(_commands(typer.main.get_command(app), "csrecon"))
    assert len(names) > 20
    manual = text_of(ROOT / "docs" / "cli.md")
    assert [name for name in names if not re.search(rf"^###+ {name}$", manual, re.MULTILINE)] == []


def test_every_table_and_view_stands_in_the_manual() -> None:
    manual = text_of(ROOT / "docs" / "record.md")
    assert [name for name in (*metadata.tables, *VIEWS) if f"`{name}`" not in manual] == []


def test_every_page_of_the_manual_is_in_its_index() -> None:
    linked = set(LINK.findall(text_of(ROOT / "docs" / "index.md")))
    assert {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"} <= linked
