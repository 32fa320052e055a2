"""Taking documents into the record: find them, read those it does not know, store each at once."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal, get_args

from sqlalchemy import Engine

from extractors.facts import Extraction, Refusal
from pipeline.archive import Archive
from pipeline.errors import UnusableInput
from pipeline.reading import document_name, load
from pipeline.sandbox import Sandbox
from pipeline.store import already_read, store

Became = Literal["stored", "refused", "known", "skipped"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one path. `known` needed no reading; `skipped` is of a month that was not asked for."""

    path: Path
    became: Became
    period: str | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """How documents are taken in: into which record, read by what, and which of them.

    `since` (YYYY-MM) leaves reports of earlier months out; `again` reads anew what an older version of
    the extractor read.
    """

    engine: Engine
    archive: Archive
    sandbox: Sandbox
    version: str
    now: datetime
    since: str | None = None
    again: bool = False

    def take(self, paths: Iterable[Path]) -> Iterator[Taken]:
        """Takes the documents in one after the other; each stands in the record before the next is read."""
        for path in paths:
            yield self._take(path)

    def _take(self, path: Path) -> Taken:
        data = load(path, self.sandbox.limits.size)
        if isinstance(data, Refusal):
            return self._store(path, None, data)
        name = sha256(data).hexdigest()
        if already_read(self.engine, [name], self.version, again=self.again):
            return Taken(path, "known")
        result = self.sandbox.read(data, document_name(path))
        if isinstance(result, Extraction) and self.since and result.report.period < self.since:
            return Taken(path, "skipped", result.report.period)
        return self._store(path, data, result)

    def _store(self, path: Path, data: bytes | None, result: Extraction | Refusal) -> Taken:
        stored = store(
            self.engine, self.archive, [(data, result)], extractor_version=self.version, now=self.now
        )[0]
        return Taken(path, stored.status, stored.period, stored.refusal)


def tally(taken: Iterable[Taken]) -> dict[str, int]:
    """How many became what, each of the four named."""
    counts = Counter(one.became for one in taken)
    return {became: counts[became] for became in get_args(Became)}


def discover(places: Sequence[Path]) -> list[Path]:
    """The documents at these places: files as they are named, of folders every PDF below, in order of path.

    Raises UnusableInput where a place does not exist or holds no PDF.
    """
    found: list[Path] = []
    for place in places:
        if place.is_dir():
            below = sorted(_below(place))
            if not below:
                raise UnusableInput(f"There is no PDF in the folder {place}.")
            found += below
        elif place.exists():
            found.append(place)
        else:
            raise UnusableInput(f"There is no file or folder {place}.")
    return list(dict.fromkeys(found))


def _below(folder: Path) -> Iterator[Path]:
    def complain(problem: OSError) -> None:
        raise UnusableInput(f"The folder {problem.filename} cannot be read: {problem.strerror}.")

    for parent, _, names in os.walk(folder, onerror=complain):
        yield from (Path(parent, name) for name in names if name.lower().endswith(".pdf"))
