"""The log of acts, its head, and the waivers.

The log is append-only: triggers (`audit_triggers`) refuse every other change, and each entry bears
the digest of the one before it.
"""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, text

from pipeline.record.tables.base import Instant, PrintedText, metadata, not_negative, one_of

WAIVER_ENDS = ("expired", "reopened", "resolved", "values")

audit_log = Table(
    "audit_log",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False, doc="1, 2, 3 without a gap"),
    Column("at", Instant, nullable=False),
    Column("actor", PrintedText, nullable=False, doc="a person, or csrecon itself"),
    Column("act", String(32), nullable=False),
    Column("subject", PrintedText, nullable=False, doc="a finding's fingerprint, a run's number, an account"),
    Column("payload", PrintedText, nullable=False, doc="canonical JSON, exactly as it is digested"),
    Column("previous", String(64), nullable=False, doc="the hash of the entry before; zeros in the first"),
    Column("hash", String(64), nullable=False, unique=True, doc="SHA-256 of all the rest"),
    CheckConstraint("sequence > 0", name="sequence"),
    Index("ix_audit_log_subject", "subject", "sequence"),
    comment="every act of a person or of csrecon, chained by digest; nothing in it is ever changed",
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("entries", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    not_negative("entries"),
    comment="where the log ends, so that a tail cut off is missed",
)

run_heads = Table(
    "run_heads",
    metadata,
    Column("run_id", Integer, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("entries", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    not_negative("entries"),
    comment="where the log ended when each run ended",
)

upgrade_states = Table(
    "upgrade_states",
    metadata,
    Column("kind", String(16), primary_key=True, doc="finding, seen (when a finding was), snapshot"),
    Column("subject", PrintedText, primary_key=True),
    Column("digest", String(64), nullable=False, doc="SHA-256 of what the upgrade found"),
    CheckConstraint("length(digest) = 64", name="digest"),
    comment="what the last upgrade found that no entry tells; the log bears one digest of all of it",
)

waivers = Table(
    "waivers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String(32), ForeignKey("findings.fingerprint"), nullable=False),
    Column("digest", String(64), nullable=False, doc="of both sides' values when it was written"),
    Column("reason", PrintedText, nullable=False),
    Column("until", Date, nullable=False, doc="the last day on which it holds"),
    Column("author", PrintedText, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("approver", PrintedText, doc="null until another person than the author approved it"),
    Column("approved_at", Instant),
    Column("ended_at", Instant, doc="null while it stands"),
    Column("ended_why", String(16)),
    one_of("ended_why", WAIVER_ENDS),
    CheckConstraint("(approver IS NULL) = (approved_at IS NULL)", name="approval"),
    CheckConstraint("approver <> author", name="two_persons"),
    CheckConstraint("(ended_at IS NULL) = (ended_why IS NULL)", name="end"),
    Index(
        "ix_waivers_standing",
        "fingerprint",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    comment="why a finding may stand, who said so, who approved it, and how long it holds",
)
