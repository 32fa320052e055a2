"""What is still to be told of nights: kept in a folder until somebody was told, so that nothing is lost."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from json import JSONDecodeError, dumps, loads
from pathlib import Path
from typing import Literal

from pipeline.basics.whole_files import write_whole_file

Way = Literal["command", "block"]


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be told in one way: a subject, and the night as that way takes it."""

    way: Way
    subject: str
    text: str


def keep(folder: Path, stem: str, message: Message) -> None:
    """Keeps it in the nights' folder, after those that are there; `stem` is that of the night's pages."""
    there = _of(folder)
    there.mkdir(parents=True, exist_ok=True)
    write_whole_file(there / f"{stem}-{message.way}.json", dumps(asdict(message)).encode())


def kept(folder: Path) -> Iterator[tuple[Path, Message]]:
    """Those that are kept, oldest first, each with its file, which whoever has told it removes."""
    for path in sorted(_of(folder).glob("*.json")):
        try:
            yield path, Message(**loads(path.read_text(encoding="utf-8")))
        except (JSONDecodeError, TypeError):  # not one of ours
            continue


def _of(folder: Path) -> Path:
    return folder / "untold"
