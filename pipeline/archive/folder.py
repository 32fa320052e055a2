"""The documents' bytes, kept by content: a file is named by the SHA-256 of what it holds."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from threading import Lock

from pipeline.basics.errors import CsreconError, OutOfReach
from pipeline.basics.whole_files import write_whole_file


class ArchiveDamaged(CsreconError):
    """The archive lacks a document that it should keep, or holds other bytes under its name."""

    status = 4


class Archive:
    """A folder of documents. It is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._alone = Lock()  # two threads may bring the same document under two names

    def keep(self, data: bytes) -> str:
        """Keeps the bytes and gives their SHA-256. A file of that name that holds other bytes is mended.

        Whoever looks sees the whole file or none: it is written aside, flushed to the disk and renamed.
        """
        name = sha256(data).hexdigest()
        target = self._path(name)
        try:
            with self._alone:
                if not target.exists() or target.read_bytes() != data:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    write_whole_file(target, data)
        except OSError as problem:
            raise OutOfReach(
                f"The archive {self.folder} takes no more: {problem.strerror}. This document was not stored."
            ) from problem
        return name

    def get(self, name: str) -> bytes:
        """The bytes of that SHA-256, checked. Raises ArchiveDamaged where they are gone or altered."""
        try:
            data = self._path(name).read_bytes()
        except FileNotFoundError as problem:
            raise ArchiveDamaged(f"The archive {self.folder} has lost the document {name}.") from problem
        except OSError as problem:
            raise OutOfReach(f"The archive {self.folder} cannot be read: {problem.strerror}.") from problem
        if sha256(data).hexdigest() != name:
            raise ArchiveDamaged(f"The archived document {name} is no longer what it was: {self._path(name)}")
        return data

    def holds(self, name: str) -> bool:
        """Whether the archive can give this document back as it was."""
        return not self.problems([name])

    def problems(self, names: Iterable[str]) -> list[str]:
        """A line for each of these documents that the archive cannot give back as it was."""
        found = []
        for name in names:
            try:
                self.get(name)
            except CsreconError as problem:
                found.append(str(problem))
        return found

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name
