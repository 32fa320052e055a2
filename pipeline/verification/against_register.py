"""What the log says of the register, held against its tables: every column of every entry and fetch."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from pipeline.logbook.contents import content_digest
from pipeline.register.fetch_log import fetches_by_moment
from pipeline.register.snapshots.contents import all_contents, subject_of
from pipeline.register.snapshots.unchanged import all_confirmations
from pipeline.verification.told import Contradiction, Sealed, Told

NOTHING_FETCHED = content_digest([])  # a site that could not be asked for a single page


def against_register(connection: Connection, told: Told) -> Iterator[Contradiction]:
    """Whatever of the register is not as the log tells: snapshots, days that confirm them, fetches."""
    yield from _against_snapshots(connection, told)
    yield from _held(all_confirmations(connection), told.confirmations, "The confirmation")
    # A site that was killed while it was asked: what had come is told the next time.
    fetched = [
        one for one in fetches_by_moment(connection) if one[0] in told.fetches or one[0] not in told.asking
    ]
    yield from _held(fetched, told.fetches, "What was fetched at")


def _held(found: Iterable[tuple[str, str]], told: dict[str, Sealed], what: str) -> Iterator[Contradiction]:
    """Each thing of one kind that is not as told, by its name; then those that are gone."""
    unseen = dict(told)
    for name, content in found:
        sealed = unseen.pop(name, None)
        if sealed is None:
            yield Contradiction(f"{what} {name} is in the record, and no entry says how it came there.")
        elif sealed.digest != content:
            yield Contradiction(f"{what} {name} is not what it was.", sealed.entry)
    for name, sealed in unseen.items():
        if sealed.digest != NOTHING_FETCHED:
            yield Contradiction(f"{what} {name} was taken out of the record.", sealed.entry)


def _against_snapshots(connection: Connection, told: Told) -> Iterator[Contradiction]:
    """Every snapshot that is not what was loaded, by number; then those that are gone."""
    unseen = dict(told.snapshots)
    for id_, content in all_contents(connection):
        sealed = unseen.pop(subject_of(id_), None)
        if sealed is None:
            said = f"Snapshot {id_} of the register is in the record, and no entry says how it came there."
            yield Contradiction(said)
        elif sealed.digest != content:
            said = f"Snapshot {id_} of the register holds something else than was loaded."
            yield Contradiction(said, sealed.entry)
    for subject, sealed in unseen.items():
        number = subject.partition(":")[2]
        yield Contradiction(f"Snapshot {number} of the register was taken out of the record.", sealed.entry)
