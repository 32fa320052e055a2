"""The log of acts with its triggers, and the waivers. Findings that stand already get their first entry."""

from datetime import UTC
from hashlib import sha256
from json import dumps
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "a9f3b8c32901a0ca"

MOMENT = sa.DateTime(timezone=True)
ZEROS = "0" * 64
REFUSED = "the log of acts is append-only"
OUT_OF_TURN = (
    "NEW.sequence <> coalesce((SELECT max(sequence) FROM audit_log), 0) + 1"
    " OR NEW.previous <> coalesce((SELECT hash FROM audit_log ORDER BY sequence DESC LIMIT 1),"
    " '0000000000000000000000000000000000000000000000000000000000000000')"
)


def given(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def upgrade() -> None:
    tables()
    adopt()
    guard()


def tables() -> None:
    op.create_table(
        "audit_log",
        sa.Column("sequence", sa.Integer(), primary_key=True, autoincrement=False),
        given("at", MOMENT),
        given("actor", sa.Text()),
        given("act", sa.String(32)),
        given("subject", sa.Text()),
        given("payload", sa.Text()),
        given("previous", sa.String(64)),
        given("hash", sa.String(64)),
        sa.UniqueConstraint("hash"),
        sa.CheckConstraint("sequence > 0", name="sequence"),
        comment="every act of a person or of csrecon, chained by digest; nothing in it is ever changed",
    )
    op.create_index("ix_audit_log_subject", "audit_log", ["subject", "sequence"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        given("entries", sa.Integer()),
        given("hash", sa.String(64)),
        sa.CheckConstraint("id = 1", name="one_row"),
        sa.CheckConstraint("entries >= 0", name="entries"),
        comment="where the log ends, so that a tail cut off is missed",
    )
    op.create_table(
        "run_heads",
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
        given("entries", sa.Integer()),
        given("hash", sa.String(64)),
        sa.CheckConstraint("entries >= 0", name="entries"),
        comment="where the log ended when each run ended",
    )
    op.create_table(
        "waivers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("fingerprint", sa.String(32), sa.ForeignKey("findings.fingerprint"), nullable=False),
        given("digest", sa.String(64)),
        given("reason", sa.Text()),
        given("until", sa.Date()),
        given("author", sa.Text()),
        given("written_at", MOMENT),
        sa.Column("approver", sa.Text()),
        sa.Column("approved_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_why", sa.String(16)),
        sa.CheckConstraint("ended_why IN ('expired', 'reopened', 'resolved', 'values')", name="ended_why"),
        sa.CheckConstraint("(approver IS NULL) = (approved_at IS NULL)", name="approval"),
        sa.CheckConstraint("approver <> author", name="two_persons"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_why IS NULL)", name="end"),
        comment="why a finding may stand, who said so, who approved it, and how long it holds",
    )
    standing = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_waivers_standing",
        "waivers",
        ["fingerprint"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )


def adopt() -> None:
    """An entry for each finding that stands already, as the log would have had it."""
    connection = op.get_bind()
    found = sa.table("findings", *map(sa.column, ("fingerprint", "status")), sa.column("first_seen", MOMENT))
    log = sa.table(
        "audit_log",
        *map(sa.column, ("sequence", "actor", "act", "subject", "payload", "previous", "hash")),
        sa.column("at", MOMENT),
    )
    previous = ZEROS
    rows: list[dict[str, Any]] = []
    order = sa.select(found).order_by(found.c.first_seen, found.c.fingerprint)
    for sequence, (fingerprint, status, seen) in enumerate(connection.execute(order), 1):
        at = seen.replace(tzinfo=UTC) if seen.tzinfo is None else seen.astimezone(UTC)
        payload = spelled({"adopted": True, "status": status})
        said = [sequence, at.isoformat(timespec="microseconds"), "csrecon", "opened", fingerprint]
        digest = sha256(spelled([*said, payload, previous]).encode()).hexdigest()
        row = {"sequence": sequence, "at": at, "actor": "csrecon", "act": "opened", "subject": fingerprint}
        rows.append(row | {"payload": payload, "previous": previous, "hash": digest})
        previous = digest
    if rows:
        connection.execute(sa.insert(log), rows)
        head = sa.table("audit_head", *map(sa.column, ("id", "entries", "hash")))
        connection.execute(sa.insert(head).values(id=1, entries=len(rows), hash=previous))


def spelled(value: object) -> str:
    return dumps(value, sort_keys=True, separators=(",", ":"))


def guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, event, when in (
            ("no_update", "UPDATE", ""),
            ("no_delete", "DELETE", ""),
            ("in_turn", "INSERT", f" WHEN {OUT_OF_TURN}"),
        ):
            op.execute(
                f"CREATE TRIGGER audit_log_{name} BEFORE {event} ON audit_log{when}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
        return
    turn = f"BEGIN IF {OUT_OF_TURN} THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN NEW; END"
    for name, body in (("refuse", f"BEGIN RAISE EXCEPTION '{REFUSED}'; END"), ("turn", turn)):
        op.execute(f"CREATE FUNCTION audit_log_{name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
    for name, event, each, function in (
        ("no_change", "UPDATE OR DELETE", "ROW", "refuse"),
        ("no_truncate", "TRUNCATE", "STATEMENT", "refuse"),
        ("in_turn", "INSERT", "ROW", "turn"),
    ):
        op.execute(
            f"CREATE TRIGGER audit_log_{name} BEFORE {event} ON audit_log"
            f" FOR EACH {each} EXECUTE FUNCTION audit_log_{function}()"
        )


def downgrade() -> None:
    for table in ("waivers", "run_heads", "audit_head", "audit_log"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_log_refuse()")
        op.execute("DROP FUNCTION audit_log_turn()")
