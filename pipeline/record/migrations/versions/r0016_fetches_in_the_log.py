"""Which address answered; and every fetch and confirmation of the register is put to the log.

What stands in the record already goes there as an upgrade's finding, with one digest of all that upgrades
found. The digests are those of pipeline.register as of this revision; a test holds them together.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import groupby
from json import dumps
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "15b79f1e26f2773c"

KINDS = ("confirmation", "fetches")
# PostgreSQL holds neither U+0000 nor half a surrogate pair: they are kept in a plane that no font uses.
SHOWN = {0x10F800: 0} | {0x10F000 + place: 0xD800 + place for place in range(0x800)}


def upgrade() -> None:
    op.add_column("register_fetches", sa.Column("answered_by", sa.Text()))
    connection, schema = op.get_bind(), sa.MetaData()
    tables = "register_fetches register_confirmations upgrade_states audit_log audit_head"
    schema.reflect(connection, only=tables.split())
    states = schema.tables["upgrade_states"]
    found = sorted([*of_confirmations(connection, schema), *of_fetches(connection, schema)])
    gone = connection.execute(sa.delete(states).where(states.c.kind.in_(KINDS))).rowcount
    if not found and not gone:
        return
    rows = [{"kind": kind, "subject": subject, "digest": said} for kind, subject, said in found]
    if rows:
        connection.execute(sa.insert(states), rows)
    query = sa.select(states.c.kind, states.c.subject, states.c.digest)
    everything = sorted(tuple(row) for row in connection.execute(query))
    named = [dict(zip(("kind", "subject", "digest"), row, strict=True)) for row in everything]
    said = {"digest": digest(named), "of": list(KINDS), "states": len(named), "to": revision}
    note(connection, schema, said)


def downgrade() -> None:
    # What was found stays: the log has a digest of it.
    op.drop_column("register_fetches", "answered_by")


def of_confirmations(connection: sa.Connection, schema: sa.MetaData) -> Iterator[tuple[str, str, str]]:
    for row in rows_of(connection, schema.tables["register_confirmations"]):
        yield (
            "confirmation",
            f"snapshot:{row['snapshot_id']}@{row['confirmed_on'].isoformat()}",
            digest([row]),
        )


def of_fetches(connection: sa.Connection, schema: sa.MetaData) -> Iterator[tuple[str, str, str]]:
    rows = sorted(
        rows_of(connection, schema.tables["register_fetches"]),
        key=lambda row: (plain(row["fetched_at"]), row["id"]),
    )
    for at, some in groupby(rows, key=lambda row: plain(row["fetched_at"])):
        yield "fetches", str(at), digest(list(some))


def note(connection: sa.Connection, schema: sa.MetaData, said: dict[str, Any]) -> None:
    """Adds the entry to the log, chained to the last one."""
    log, head = schema.tables["audit_log"], schema.tables["audit_head"]
    last = connection.execute(sa.select(log).order_by(log.c.sequence.desc()).limit(1)).first()
    sequence, previous = (last.sequence + 1, last.hash) if last else (1, "0" * 64)
    at = datetime.now(UTC)
    own = [sequence, plain(at), "csrecon", "upgraded", "database", spelled(said), previous]
    bears = sha256(spelled(own).encode()).hexdigest()
    values = dict(zip(("actor", "act", "subject", "payload", "previous"), own[2:], strict=True))
    connection.execute(sa.insert(log).values(sequence=sequence, at=at, hash=bears, **values))
    if last:
        connection.execute(sa.update(head).values(entries=sequence, hash=bears))
    else:
        connection.execute(sa.insert(head).values(id=1, entries=sequence, hash=bears))


def rows_of(connection: sa.Connection, table: sa.Table) -> Iterator[dict[str, Any]]:
    for row in connection.execute(sa.select(table)).mappings():
        yield {name: shown(value) for name, value in row.items()}


def shown(value: Any) -> Any:
    return value.translate(SHOWN) if isinstance(value, str) and not value.isascii() else value


def digest(rows: list[dict[str, Any]]) -> str:
    said = [{name: plain(value) for name, value in row.items() if value is not None} for row in rows]
    return sha256(spelled(said).encode()).hexdigest()


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def spelled(value: object) -> str:
    return dumps(value, sort_keys=True, separators=(",", ":"))
