"""What commands print: JSON Lines and tables on standard output, notes on standard error."""

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.telling.plain import escaped, plain
from pipeline.basics.errors import not_written

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_WIDTH_WITHOUT_TERMINAL = 100
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON object on a line of standard output, sent on its way at once for whoever reads the pipe."""
    print(json_line(value), flush=True)


def json_line(value: Mapping[str, Any]) -> str:
    """The object as JSON. What would command a terminal is escaped, as JSON itself does with most of it."""
    return escaped(dumps(value, ensure_ascii=False))


def print_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV table on standard output; a cell that a spreadsheet would take for a formula becomes text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([[_as_text(cell) for cell in row] for row in rows])
    print(buffer.getvalue(), end="", flush=True)


def _as_text(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_LOOKS_LIKE_FORMULA) else cell


@contextmanager
def redirected(file: str | None) -> Iterator[None]:
    """What the block prints goes to this file, which is there whole or not at all; None is the screen."""
    if file is None:
        yield
        return
    buffer = io.StringIO()
    with redirect_stdout(buffer):
        yield
    try:
        part = Path(f"{file}.part")
        part.write_text(buffer.getvalue(), encoding="utf-8", newline="")
        part.replace(file)
    except OSError as problem:
        raise not_written(file, problem) from problem


def note(text: str) -> None:
    """A line for the person at the terminal, on standard error."""
    print(plain(text), file=sys.stderr, flush=True)


def console() -> "Console":
    """Rich on standard output: the terminal's width, or 100 columns and no colour where there is none."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _WIDTH_WITHOUT_TERMINAL
    return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False, markup=False)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> "Table":
    """A plain table; what stands in its cells is text, never markup."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(*header, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        made.add_row(*(Text(plain(cell)) for cell in row))
    return made
