"""Where documents are looked for: files as named, folders with everything below them, patterns, zip archives.

What is not taken is told with the reason, so that nobody believes it read.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from pipeline.basics.errors import UnusableInput

_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart", ".tmp")


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file or folder that was not taken, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """Documents, zip archives yet to be unpacked, and what was passed over, in the order of the places."""

    documents: tuple[Path, ...]
    archives: tuple[Path, ...]
    passed_over: tuple[PassedOver, ...]


def look_through(places: Sequence[Path]) -> Found:
    """What is at these places. A folder is looked through once, however many links lead there.

    A file that is named is a document, whatever it is called. Raises UnusableInput where a place does not
    exist or cannot be read.
    """
    documents: list[Path] = []
    archives: list[Path] = []
    passed_over: list[PassedOver] = []
    seen: set[tuple[int, int]] = set()
    for place in places:
        for path, named in _files(place, seen, passed_over):
            reason = None if named else why_not(path.name)
            if reason:
                passed_over.append(PassedOver(path, reason))
            else:
                (archives if is_zip(path.name) else documents).append(path)
    return Found(tuple(dict.fromkeys(documents)), tuple(dict.fromkeys(archives)), tuple(passed_over))


def is_zip(name: str) -> bool:
    """Whether a file of this name is taken for a zip archive."""
    return name.lower().endswith(".zip")


def why_not(name: str) -> str | None:
    """Why a file of this name is no document, by its name alone; None where it may be one."""
    small = name.lower()
    if name.startswith("._"):
        return "what a Mac keeps beside a file"
    if name.startswith((".", "~$")):
        return "hidden"
    if small.endswith(_UNFINISHED):
        return "not wholly downloaded yet"
    if small.endswith((".pdf", ".zip")):
        return None
    return "neither a PDF nor a zip archive"


def _files(
    place: Path, seen: set[tuple[int, int]], passed_over: list[PassedOver]
) -> Iterator[tuple[Path, bool]]:
    """The files at a place, and whether each was named itself."""
    if place.is_dir():
        yield from ((path, False) for path in sorted(_below(place, seen, passed_over)))
    elif place.exists():
        yield place, True
    elif has_magic(str(place)):
        matched = sorted(path for path in map(Path, glob(str(place), recursive=True)) if not path.is_dir())
        if not matched:
            raise UnusableInput(f"No file matches {place}.")
        yield from ((path, True) for path in matched)
    else:
        raise UnusableInput(f"There is no file or folder {place}.")


def _below(folder: Path, seen: set[tuple[int, int]], passed_over: list[PassedOver]) -> Iterator[Path]:
    def complain(problem: OSError) -> None:
        raise UnusableInput(f"The folder {problem.filename} cannot be read: {problem.strerror}.")

    for parent, folders, names in os.walk(folder, onerror=complain, followlinks=True):
        itself = os.stat(parent)
        if (itself.st_dev, itself.st_ino) in seen:
            passed_over.append(PassedOver(Path(parent), "a folder that was looked through already"))
            folders.clear()
            continue
        seen.add((itself.st_dev, itself.st_ino))
        folders.sort()
        yield from (Path(parent, name) for name in names)
