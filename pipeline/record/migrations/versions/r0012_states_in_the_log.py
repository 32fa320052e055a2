"""What stands in the record and no entry of the log tells is put to the log as one digest.

The digests are those of pipeline.findings.contents and pipeline.register.snapshots.contents as of this
revision; a test holds them together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from json import dumps
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "24afa7441f08f303"

MOMENT = sa.DateTime(timezone=True)
SNAPSHOT = ("as_of", "source", "format", "scope", "sha256", "etag", "learned_at", "entries")
LIFE = ("fingerprint", "status", "first_seen", "last_seen")
# PostgreSQL holds neither U+0000 nor half a surrogate pair: they are kept in a plane that no font uses.
SHOWN = {0x10F800: 0} | {0x10F000 + place: 0xD800 + place for place in range(0x800)}

Row = Mapping[str, Any]


def upgrade() -> None:
    states = op.create_table(
        "upgrade_states",
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("subject", sa.Text(), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name="digest"),
        comment="what the last upgrade found that no entry tells; the log bears one digest of all of it",
    )
    connection = op.get_bind()
    schema = sa.MetaData()
    names = (
        "findings finding_evidence register_snapshots register_entries register_events audit_log audit_head"
    )
    schema.reflect(connection, only=names.split())
    found = sorted([*of_findings(connection, schema), *of_snapshots(connection, schema)])
    if not found:
        return
    rows = [{"kind": kind, "subject": subject, "digest": said} for kind, subject, said in found]
    connection.execute(sa.insert(states), rows)
    note(connection, schema, {"digest": digest(rows), "states": len(rows), "to": revision})


def downgrade() -> None:
    op.drop_table("upgrade_states")


def of_findings(connection: sa.Connection, schema: sa.MetaData) -> Iterator[tuple[str, str, str]]:
    findings, evidence = schema.tables["findings"], schema.tables["finding_evidence"]
    places = defaultdict(list)
    order = evidence.c.fingerprint, evidence.c.ordinal
    for side in rows_of(connection, sa.select(evidence).order_by(*order)):
        places[side.pop("fingerprint")].append(side)
    for row in rows_of(connection, sa.select(findings)):
        said = {name: value for name, value in row.items() if name not in LIFE}
        name = row["fingerprint"]
        yield "finding", name, digest([said, *places.pop(name, ())])
        yield "seen", name, digest([{"last_seen": row["last_seen"]}])


def of_snapshots(connection: sa.Connection, schema: sa.MetaData) -> Iterator[tuple[str, str, str]]:
    entries, events = schema.tables["register_entries"], schema.tables["register_events"]
    for head in rows_of(connection, sa.select(schema.tables["register_snapshots"])):
        mine = head["id"]
        rows = list(rows_of(connection, sa.select(entries).where(entries.c.snapshot_id == mine)))
        lines = list(rows_of(connection, sa.select(events).where(events.c.snapshot_id == mine)))
        rows.sort(key=lambda row: row["reference"])
        lines.sort(key=lambda row: (row["reference"], row["position"]))
        yield "snapshot", f"snapshot:{mine}", digest([{name: head[name] for name in SNAPSHOT}, *rows, *lines])


def note(connection: sa.Connection, schema: sa.MetaData, said: Row) -> None:
    """Adds the entry to the log, chained to the last one."""
    log, head = schema.tables["audit_log"], schema.tables["audit_head"]
    last = connection.execute(sa.select(log).order_by(log.c.sequence.desc()).limit(1)).first()
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, "0" * 64)
    at, payload = datetime.now(UTC), spelled(said)
    own = [
        sequence,
        at.isoformat(timespec="microseconds"),
        "csrecon",
        "upgraded",
        "database",
        payload,
        previous,
    ]
    bears = sha256(spelled(own).encode()).hexdigest()
    values = dict(zip(("actor", "act", "subject", "payload", "previous"), own[2:], strict=True))
    connection.execute(sa.insert(log).values(sequence=sequence, at=at, hash=bears, **values))
    if last:
        connection.execute(sa.update(head).values(entries=sequence, hash=bears))
    else:
        connection.execute(sa.insert(head).values(id=1, entries=sequence, hash=bears))


def rows_of(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[dict[str, Any]]:
    for row in connection.execute(query).mappings():
        yield {name: shown(value) for name, value in row.items()}


def shown(value: Any) -> Any:
    return value.translate(SHOWN) if isinstance(value, str) and not value.isascii() else value


def digest(rows: Iterable[Row]) -> str:
    said = [{name: plain(value) for name, value in row.items() if value is not None} for row in rows]
    return sha256(spelled(said).encode()).hexdigest()


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def spelled(value: object) -> str:
    return dumps(value, sort_keys=True, separators=(",", ":"))
