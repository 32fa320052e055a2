"""What a backfill has before it: the documents that are new, that came back changed, and that are done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Engine, select

from extractors.contract import Refusal
from pipeline.archive.folder import Archive
from pipeline.basics.errors import UnusableInput
from pipeline.record.database import read_transaction
from pipeline.record.tables.documents import document_names
from pipeline.reports.pdf_files import document_name, open_bytes
from pipeline.reports.undo import withdrawn_of
from pipeline.reports.write import already_read

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` of `of` parts of an archive, by the documents' digests: the same on every machine."""

    number: int
    of: int

    @classmethod
    def parse(cls, text: str) -> "Shard":
        """Reads `2/3`. Raises UnusableInput where that is no part of anything."""
        number, slash, of = text.partition("/")
        if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
            raise UnusableInput(f"{text!r} is no shard. Write 1/3, 2/3 and 3/3 for three runs side by side.")
        return cls(int(number), int(of))

    def has(self, digest: str | None) -> bool:
        """Whether a document is in this part; one that cannot be loaded is in the first."""
        return (int(digest, 16) if digest else 0) % self.of == self.number - 1


@dataclass(frozen=True, slots=True)
class Plan:
    """Documents in the order of their paths. `changed` bear a name that the record knows with other bytes.

    `lost` were read before, but the archive cannot give them back: they are kept anew, not read.
    `withdrawn` are those of the done, with their digests, that a person took out of the questions.
    """

    new: tuple[Path, ...]
    changed: tuple[Path, ...]
    done: tuple[Path, ...]
    lost: tuple[Path, ...] = ()
    withdrawn: tuple[tuple[Path, str], ...] = ()

    @property
    def todo(self) -> tuple[Path, ...]:
        """What has to be read or kept."""
        return tuple(sorted((*self.new, *self.changed, *self.lost)))

    def __str__(self) -> str:
        known = f", {len(self.changed)} of a known name but other contents" if self.changed else ""
        lost = f", {len(self.lost)} lost from the archive" if self.lost else ""
        return f"{len(self.new)} new{known}{lost}, {len(self.done)} done"


def plan(
    engine: Engine,
    archive: Archive,
    paths: Sequence[Path],
    version: str,
    *,
    again: bool,
    largest: int,
    shard: Shard = Shard(1, 1),
) -> Plan:
    """Compares the documents' bytes with record and archive; one that cannot be loaded is new, to be refused.

    `version` and `again` are as `already_read` takes them; `largest` is the size in bytes above which
    nothing is loaded. Documents of other shards are left out.
    """
    digests = {path: _digest(path, largest) for path in paths}
    digests = {path: digest for path, digest in digests.items() if shard.has(digest)}
    known = already_read(engine, {d for d in digests.values() if d}, version, again=again)
    names = _known_names(engine, sorted({document_name(path) for path in paths}))
    new: list[Path] = []
    changed: list[Path] = []
    done: list[Path] = []
    lost: list[Path] = []
    for path, digest in digests.items():
        if digest and digest in known:
            (done if archive.holds(digest) else lost).append(path)
        elif document_name(path) in names:
            changed.append(path)
        else:
            new.append(path)
    out = withdrawn_of(engine, sorted(known))
    withdrawn = [(path, digest) for path in done if (digest := digests[path]) in out and digest]
    return Plan(tuple(new), tuple(changed), tuple(done), tuple(lost), tuple(withdrawn))


def _digest(path: Path, largest: int) -> str | None:
    data = open_bytes(path, largest)
    return None if isinstance(data, Refusal) else sha256(data).hexdigest()


def _known_names(engine: Engine, names: Sequence[str]) -> set[str]:
    return set(_rows(engine, names))


def _rows(engine: Engine, names: Sequence[str]) -> Iterator[str]:
    column = document_names.c.filename
    with read_transaction(engine) as connection:
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            yield from connection.scalars(select(column).where(column.in_(some)).distinct())
