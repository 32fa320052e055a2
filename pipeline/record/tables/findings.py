"""Runs, and the findings that live through them.

What a single run saw stands in tables named run_…, so that they can be told from the record itself,
which does not grow when nothing changed.
"""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from pipeline.basics.severity import SEVERITIES
from pipeline.record.tables.base import Instant, PrintedText, is_month, metadata, not_negative, one_of

RUN_STATUSES = ("completed", "completed_with_quarantine", "failed", "interrupted")
FINDING_STATUSES = ("open", "acknowledged", "waived", "resolved")

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(32), nullable=False, doc="backfill, ingest, register, reconcile, nightly"),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant, doc="null where it was killed"),
    Column("status", String(32), nullable=False, doc="failed until it has done everything"),
    Column("counts", JSON, nullable=False, doc="what it did, by name"),
    Column("message", PrintedText, doc="what went wrong, for a person"),
    one_of("status", RUN_STATUSES),
    comment="the run log",
)

findings = Table(
    "findings",
    metadata,
    Column("fingerprint", String(32), primary_key=True, doc="digest of code, subject and stated values"),
    Column("code", String(8), nullable=False),
    Column("name", String(64), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("period", String(7), nullable=False),
    Column("reference", String),
    Column("modification", String, doc="number and suffix, whatever the prefix"),
    Column("message", PrintedText, nullable=False),
    Column("stated", JSON, nullable=False),
    Column("expected", JSON(none_as_null=True)),
    Column("reports", JSON, nullable=False, server_default="[]", doc="where several months repeat it: which"),
    Column("status", String(16), nullable=False),
    Column("first_seen", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    Column("computed", String(32), doc="the fingerprint computed now, where an older one is kept"),
    one_of("severity", SEVERITIES),
    one_of("status", FINDING_STATUSES),
    is_month("period"),
    CheckConstraint("first_seen <= last_seen", name="seen"),
    Index("ix_findings_computed", "computed", unique=True),
    comment="contradictions, each with its life; never deleted",
)

finding_evidence = Table(
    "finding_evidence",
    metadata,
    Column(
        "fingerprint",
        String(32),
        ForeignKey("findings.fingerprint", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("document", PrintedText, doc="file name of the report; null where a register speaks"),
    Column(
        "sha256",
        String(64),
        ForeignKey("documents.sha256"),
        doc="the document: a file name is none; null where it is not known which of that name it was",
    ),
    Column("page", Integer),
    Column("x0", Double),
    Column("top", Double),
    Column("x1", Double),
    Column("bottom", Double),
    Column("register", PrintedText, doc="source of the snapshot; null where a report speaks"),
    Column("snapshot", Date),
    Column("row", Integer),
    Column("field", PrintedText),
    Column("text", PrintedText),
    CheckConstraint("(document IS NULL) <> (register IS NULL)", name="one_source"),
    CheckConstraint(
        "(document IS NULL) = (page IS NULL) AND (document IS NULL) = (x0 IS NULL)"
        " AND (register IS NULL) = (snapshot IS NULL) AND (register IS NULL) = (field IS NULL)",
        name="whole",
    ),
    CheckConstraint("sha256 IS NULL OR (document IS NOT NULL AND length(sha256) = 64)", name="sha256"),
    not_negative("page"),
    comment="where each side of a finding stands",
)

run_findings = Table(
    "run_findings",
    metadata,
    Column("run_id", Integer, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "fingerprint",
        String(32),
        ForeignKey("findings.fingerprint", ondelete="CASCADE"),
        primary_key=True,
    ),
    sqlite_with_rowid=False,
    comment="which findings each run saw",
)

run_not_judged = Table(
    "run_not_judged",
    metadata,
    Column("run_id", Integer, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("code", String(8), nullable=False),
    Column("period", String(7)),
    Column("reference", String),
    Column("reason", PrintedText, nullable=False),
    sqlite_with_rowid=False,
    comment="what each run could not judge, and why",
)
