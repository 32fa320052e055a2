"""What a snapshot of the register holds, as one digest, which the log of acts bears."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy import Connection, RowMapping, Table, select

from pipeline.basics.persons import TOOL
from pipeline.logbook.audit_log import Act
from pipeline.logbook.contents import content_digest
from pipeline.record.tables.register import register_entries, register_events, register_snapshots

# What a snapshot is; whether it counts may change, and is told by acts of its own.
_HEAD = ("as_of", "source", "format", "scope", "sha256", "etag", "learned_at", "entries")
_AT_ONCE = 1000

Rows = Sequence[Mapping[str, object]]


def subject_of(snapshot: int) -> str:
    """The snapshot as the log's subject."""
    return f"snapshot:{snapshot}"


def registered(head: Mapping[str, object], entries: Rows, events: Rows) -> Act:
    """The act of loading this snapshot, by the tool, to be logged with it."""
    said = {"source": str(head["source"]), "as_of": str(head["as_of"]), "sha256": str(head["sha256"])}
    return Act(
        TOOL,
        "registered",
        subject_of(int(str(head["id"]))),
        said | {"content": snapshot_content(head, entries, events)},
    )


def snapshot_content(head: Mapping[str, object], entries: Rows, events: Rows) -> str:
    """The digest of a snapshot's own columns, its entries, and their events."""
    said = {name: head[name] for name in _HEAD}
    rows = sorted(entries, key=lambda row: str(row["reference"]))
    lines = sorted(events, key=lambda row: (str(row["reference"]), int(str(row["position"]))))
    return content_digest([said, *rows, *lines])


def all_contents(connection: Connection) -> Iterator[tuple[int, str]]:
    """Every snapshot of the record with its digest, by number."""
    entries, events = _by_snapshot(connection, register_entries), _by_snapshot(connection, register_events)
    mine, theirs = next(entries, None), next(events, None)
    query = select(register_snapshots).order_by(register_snapshots.c.id)
    for head in connection.execute(query).mappings().all():
        rows: Rows = ()
        lines: Rows = ()
        if mine and mine[0] == head["id"]:
            rows, mine = mine[1], next(entries, None)
        if theirs and theirs[0] == head["id"]:
            lines, theirs = theirs[1], next(events, None)
        yield head["id"], snapshot_content(dict(head), rows, lines)


def _by_snapshot(connection: Connection, table: Table) -> Iterator[tuple[int, Rows]]:
    query = select(table).order_by(table.c.snapshot_id)
    with connection.execute(query.execution_options(yield_per=_AT_ONCE)) as found:
        for id_, rows in groupby(found.mappings(), key=_snapshot):
            yield id_, [dict(row) for row in rows]


def _snapshot(row: RowMapping) -> int:
    id_: int = row["snapshot_id"]
    return id_
