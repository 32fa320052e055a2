"""A folder ready to work in: what `csrecon init` writes, and from what."""

import shutil
import sys
from collections.abc import Iterator
from getpass import getuser
from importlib.resources import files
from pathlib import Path
from string import Template

from pydantic.fields import FieldInfo

from pipeline.basics.errors import UnusableInput, not_written
from pipeline.settings import FILE, Settings

_TEMPLATES = {
    "systemd/csrecon-nightly.service": "csrecon-nightly.service",
    "systemd/csrecon-nightly.timer": "csrecon-nightly.timer",
    "systemd/csrecon-pages.service": "csrecon-pages.service",
    "compose.yaml": "compose.yaml",
    "Dockerfile": "Dockerfile",
}
_FOLDERS = ("inbox", "csrecon-archive")
_UNFIT = set('"\\\n%$')  # in a path: a unit file would take them for its own signs


def begin(folder: Path) -> Iterator[tuple[str, bool]]:
    """Makes what is missing in the folder; gives each name, and whether it was made or was there and is kept.

    Raises UnusableInput where the folder cannot be made or its name cannot stand in a unit file, and
    OutOfReach where the disk is full.
    """
    there = folder.absolute()
    if _UNFIT & set(str(there)):
        raise UnusableInput(f"The name of {there} has signs that systemd takes for its own. Choose another.")
    try:
        for name in _FOLDERS:
            made = not (there / name).is_dir()
            (there / name).mkdir(parents=True, exist_ok=True)
            yield f"{name}/", made
        for name, text in _texts(there):
            yield name, _write(there / name, text)
    except OSError as problem:
        raise not_written(there, problem) from problem


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    yield FILE, settings_file()
    values = {"folder": str(folder), "command": _command(), "user": getuser()}
    for name, template in _TEMPLATES.items():
        text = (files("console") / "templates" / template).read_text(encoding="utf-8")
        yield name, Template(text).substitute(values)


def _write(path: Path, text: str) -> bool:
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True


def _command() -> str:
    """Where this csrecon is: beside the Python that runs it, or wherever the shell finds it."""
    beside = Path(sys.executable).with_name("csrecon")
    return str(beside) if beside.exists() else shutil.which("csrecon") or "csrecon"


def settings_file() -> str:
    """`csrecon.toml` with every setting, its meaning and its default; only the inbox is set."""
    lines = ["# Settings of csrecon for this folder. A CSRECON_… in the environment goes before them.", ""]
    for name, field in Settings.model_fields.items():
        lines += [f"# {field.description}", _line(name, field), ""]
    return "\n".join(lines)


def _line(name: str, field: FieldInfo) -> str:
    if name == "inbox":
        return 'inbox = "inbox"'
    return f"# {name} = {_EXAMPLES.get(name) or _toml(field.default)}"


# Where there is no default, what one could write.
_EXAMPLES = {
    "archive": '"csrecon-archive"',
    "register_source": '"https://register.example/all.csv"',
    "nights": '"csrecon-nights"',
    "notify_command": '"./tell.sh"',
    "notify_block": '"slack-webhook/ops"',
    "trusted_proxies": '"127.0.0.1"',
    "log": '"csrecon.log"',
}


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else f'"{value or ""}"'
