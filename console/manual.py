"""The manual's page of the command line, made from the commands themselves: `python -m console.manual`."""

from collections.abc import Iterator

from typer.core import TyperGroup
from typer.main import get_command

from console.app import app
from pipeline.settings import FILE, Settings

_WIDTH = 96

_HEAD = """# The command line

<!-- Written by `python -m console.manual > docs/cli.md`; a test fails when it is stale. -->

Data goes to standard output; notes, progress and errors go to standard error. With `--format json`
standard output holds JSON Lines and nothing else. Bars and colours are for terminals only. The format
named first in a command's help is the one it uses unless told.

| exit status | means |
| --- | --- |
| 0 | done |
| 1 | `--fail-on` is met: there is a finding that severe, or (`unread`) a page that could not be read |
| 2 | wrong usage or unusable input; nothing was written |
| 3 | done, but documents were refused; each is named with its reason |
| 4 | the database, the archive or the register is out of reach; nothing is half-written |
| 5 | another run is at work on the same database |
| 70 | an error of csrecon itself; `csrecon --debug …` shows where |
| 130 | interrupted; everything finished so far is kept |

## Settings

What an option says goes first, then the environment, then `{file}` in the current folder.

| environment | in {file} | default | |
| --- | --- | --- | --- |
{settings}

Prefect: with `PREFECT_API_URL` set, or a server in Prefect's active profile, a backfill runs on that
server. Otherwise it starts one of its own for the time of the run, with its files in the archive's folder
`.prefect`, which may be deleted at any time.

## Commands
"""


# What holds where a setting is not set and its default depends on others.
_WITHOUT = {
    "archive": "`csrecon-archive` beside the database",
    "nights": "`csrecon-nights` beside the archive",
}


def manual() -> str:
    """The whole page."""
    settings = "\n".join(
        f"| `CSRECON_{name.upper()}` | `{name}` | {_default(name)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    )
    return _HEAD.format(file=FILE, settings=settings) + "".join(_commands(app_group(), "csrecon"))


def app_group() -> TyperGroup:
    """The command line as Typer builds it."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return group


def _default(name: str) -> str:
    default = Settings.model_fields[name].default
    return f"`{default}`" if default is not None else _WITHOUT.get(name, "")


def _commands(group: TyperGroup, path: str) -> Iterator[str]:
    for name, command in group.commands.items():
        full = f"{path} {name}"
        if isinstance(command, TyperGroup):
            yield from _commands(command, full)
            continue
        context = command.make_context(full, [], resilient_parsing=True, terminal_width=_WIDTH)
        yield f"\n### {full}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


if __name__ == "__main__":
    print(manual(), end="")
