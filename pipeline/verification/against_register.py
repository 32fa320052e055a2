"""What the log says of the register's snapshots, held against their tables: every column of every entry."""

from collections.abc import Iterator

from sqlalchemy import Connection

from pipeline.register.snapshots.contents import all_contents, subject_of
from pipeline.verification.told import Contradiction, Told


def against_register(connection: Connection, told: Told) -> Iterator[Contradiction]:
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
