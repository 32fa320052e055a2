"""Zip archives of reports, unpacked within bounds: an archive is as hostile as what is in it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.basics.errors import OutOfReach, UnusableInput, is_full
from pipeline.reports.places import Found, PassedOver, is_zip, look_through, why_not

_MOST_MEMBERS = 5000
_MOST_BYTES = 4 * 10**9  # of all archives of a run together
_PIECE = 1 << 20
_ENCRYPTED = 0x1
_PREFIX = "csrecon-zip-"
_FEW = 5


@dataclass(frozen=True, slots=True)
class Documents:
    """The files to read, those out of archives among them, and what was passed over."""

    paths: tuple[Path, ...]
    passed_over: tuple[PassedOver, ...]


@contextmanager
def documents_at(places: Sequence[Path], largest: int) -> Iterator[Documents]:
    """What is at these places, with archives unpacked for as long as the block lasts.

    A member of more than `largest` bytes is passed over, as are archives in archives and what is encrypted.
    Raises UnusableInput as `look_through`, and OutOfReach where the disk has no room to unpack.
    """
    found = look_through(places)
    if not found.archives:
        yield Documents(found.documents, found.passed_over)
        return
    with TemporaryDirectory(prefix=_PREFIX) as folder:
        try:
            unpacked = _unpack_all(found, Path(folder), largest)
        except OSError as problem:
            if is_full(problem):
                raise OutOfReach(
                    f"There is no room in {folder} to unpack archives: {problem.strerror}. Make room, or set "
                    "TMPDIR to a folder that has some."
                ) from problem
            raise
        yield unpacked


@contextmanager
def some_documents_at(places: Sequence[Path], largest: int) -> Iterator[Documents]:
    """The same where there must be something. Raises UnusableInput where there is no document at all."""
    with documents_at(places, largest) as found:
        if not found.paths:
            where = ", ".join(map(str, places))
            passed = "".join(f"\n  {one.path}: {one.reason}" for one in found.passed_over[:_FEW])
            raise UnusableInput(f"There is no PDF in {where}.{passed}")
        yield found


def name_of(path: Path) -> str:
    """How a document is told of: its path, or its archive and its name there."""
    inside = any(part.startswith(_PREFIX) for part in path.parts)
    return f"{path.parts[-3]}, {path.name}" if inside else str(path)


def _unpack_all(found: Found, folder: Path, largest: int) -> Documents:
    paths, passed_over, left = list(found.documents), list(found.passed_over), _MOST_BYTES
    for number, archive in enumerate(found.archives):
        for path, reason in _unpack(archive, folder / str(number) / archive.name, largest, left):
            if reason:
                passed_over.append(PassedOver(path, reason))
            else:
                paths.append(path)
                left -= path.stat().st_size
    return Documents(tuple(paths), tuple(passed_over))


def _unpack(archive: Path, folder: Path, largest: int, left: int) -> Iterator[tuple[Path, str | None]]:
    """Each member as a file, or where it is in the archive and why it was passed over."""
    try:
        with ZipFile(archive) as packed:
            for number, member in enumerate(packed.infolist()):
                if member.is_dir():
                    continue
                name = PurePosixPath(member.filename.replace("\\", "/")).name
                reason = _why_not(member, name, number)
                # A folder for each, since two may have one name; and never where the archive says.
                target = folder / str(number) / name
                if reason is None:
                    reason, size = _write(packed, member, target, min(largest, left))
                    left -= size
                yield (archive / name, reason) if reason else (target, None)
    except (BadZipFile, NotImplementedError, EOFError, ValueError):
        yield archive, "no zip archive, or a damaged one"


def _why_not(member: ZipInfo, name: str, number: int) -> str | None:
    if number >= _MOST_MEMBERS:
        return f"beyond the first {_MOST_MEMBERS} files of its archive"
    if member.filename.startswith("__MACOSX/"):
        return "what a Mac keeps beside a file"
    if is_zip(name):
        return "an archive within an archive"
    if reason := why_not(name):
        return reason
    return "encrypted" if member.flag_bits & _ENCRYPTED else None


def _write(packed: ZipFile, member: ZipInfo, target: Path, most: int) -> tuple[str | None, int]:
    """Writes as many bytes as there really are, whatever the archive says of them; gives their number."""
    target.parent.mkdir(parents=True)
    size = 0
    try:
        with packed.open(member) as source, target.open("wb") as file:
            while piece := source.read(_PIECE):
                size += len(piece)
                if size > most:
                    break
                file.write(piece)
    except (BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError):
        target.unlink(missing_ok=True)
        return "damaged in its archive", 0
    if size > most:
        target.unlink()
        return "larger than what is read at all", 0
    return None, size
