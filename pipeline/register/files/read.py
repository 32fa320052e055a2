"""From a register's source, a file or a folder of saved pages, to its entries and their digest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from pipeline.basics.errors import OutOfReach, UnusableInput
from pipeline.register.entries import RegisterEntry
from pipeline.register.fetching.addresses import is_address
from pipeline.register.fetching.fetch import fetch
from pipeline.register.files.read_csv import read_csv
from pipeline.register.files.read_html import read_html, read_pages
from pipeline.register.files.read_json import read_json
from pipeline.register.files.read_xlsx import read_xlsx
from pipeline.register.files.table import AskedScope, RegisterReading

_LARGEST = 200_000_000

READERS: dict[str, Callable[[bytes, str, AskedScope], RegisterReading]] = {
    "csv": read_csv,
    "json": read_json,
    "xlsx": read_xlsx,
    "html": read_html,
}


@dataclass(frozen=True, slots=True)
class Source:
    """A register as read: the source's name without its folders, what it is, its digest, its entries."""

    name: str
    format: str
    sha256: str
    reading: RegisterReading

    def by_day(self, otherwise: date) -> dict[date, list[RegisterEntry]]:
        """The entries by the day of their own page; those that print none stand under `otherwise`."""
        days: dict[date, list[RegisterEntry]] = {}
        for own, entry in self.reading.dated:
            days.setdefault(own or otherwise, []).append(entry)
        return {day: days[day] for day in sorted(days)}

    @property
    def day(self) -> date | None:
        """The day that the file is named by: `2020-08-07.csv`."""
        try:
            return date.fromisoformat(Path(self.name).stem)
        except ValueError:
            return None


def read_source(source: str, format: str = "auto", scope: AskedScope = "auto") -> Source:
    """Reads a register, or a part of one, from a file, a folder of saved pages or an http(s) address.

    Raises UnusableInput where any of it cannot be right, and OutOfReach where it cannot be had.
    """
    if is_address(source):
        body = fetch(source).body or b""
        return read_bytes(body, source, format, scope)
    path = Path(source)
    if path.is_dir():
        return _folder(path, format, scope)
    return read_bytes(_bytes(path), path.name, format, scope)


def read_bytes(data: bytes, name: str, format: str = "auto", scope: AskedScope = "auto") -> Source:
    """Reads a register's bytes, wherever they came from. Raises UnusableInput likewise."""
    kind = _kind(data) if format == "auto" else format
    if kind not in READERS:
        raise UnusableInput(f"{name} is {kind}; csrecon reads the register as {', '.join(READERS)}.")
    return Source(name, kind, sha256(data).hexdigest(), READERS[kind](data, name, scope))


def _folder(folder: Path, format: str, scope: AskedScope) -> Source:
    """A folder of saved pages is one register; its digest is that of names and bytes."""
    if format not in ("auto", "html"):
        raise UnusableInput(f"{folder} is a folder; csrecon reads a folder of saved HTML pages.")
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in (".html", ".htm"))
    if not files:
        raise UnusableInput(f"There are no saved pages (.html) in the folder {folder}.")
    if sum(file.stat().st_size for file in files) > _LARGEST:
        raise UnusableInput(f"{folder} has more than {_LARGEST // 10**6} MB; that is no register.")
    pages = {file.name: _bytes(file) for file in files}
    name = folder.resolve().name
    digest = sha256("".join(f"{n}\0{sha256(data).hexdigest()}\n" for n, data in pages.items()).encode())
    return Source(name, "html", digest.hexdigest(), read_pages(pages, name, scope))


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise UnusableInput(f"There is no register file {path}.")
        if path.stat().st_size > _LARGEST:
            raise UnusableInput(f"{path.name} has more than {_LARGEST // 10**6} MB; that is no register.")
        return path.read_bytes()
    except (OSError, ValueError) as problem:
        raise OutOfReach(f"The register {path} cannot be read: {problem}.") from problem


def _kind(data: bytes) -> str:
    """What the bytes are, whatever the file is called."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "xlsx"
    if start[:1] in (b"[", b"{"):
        return "json"
    return "html" if start[:1] == b"<" else "csv"
