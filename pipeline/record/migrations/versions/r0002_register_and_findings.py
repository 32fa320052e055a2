"""The register, runs and findings."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "a9f3b8c32901a0ca"

# Shorthand of this revision alone: what stands here is what the tables were, whatever the models became.
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def given(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def key(name: str, kind: sa.types.TypeEngine[Any], of: str | None = None) -> sa.Column[Any]:
    target = [sa.ForeignKey(of, ondelete="CASCADE")] if of else []
    return sa.Column(name, kind, *target, primary_key=True, autoincrement=False)


def texts(names: str, nullable: bool = True) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names.split()]


def dates(names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date()) for name in names.split()]


def box() -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Double(), nullable=True) for name in ("x0", "top", "x1", "bottom")]


def one_of(column: str, words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words.split())
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def not_negative(column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} >= 0", name=column)


def month(column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} LIKE '____-__'", name=column)


def digest(column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"length({column}) = 64", name=column)


def upgrade() -> None:
    register()
    findings()


def register() -> None:
    op.create_table(
        "register_snapshots",
        key("id", BIG),
        given("as_of", sa.Date()),
        given("source", sa.Text()),
        given("format", sa.String(8)),
        given("sha256", sa.String(64)),
        *texts("etag"),
        given("learned_at", MOMENT),
        given("entries", sa.Integer()),
        sa.UniqueConstraint("as_of", "sha256"),
        digest("sha256"),
        not_negative("entries"),
        comment="whole registers, kept for ever; of two for one day the one learned last counts",
    )
    op.create_table(
        "register_entries",
        key("snapshot_id", BIG, "register_snapshots.id"),
        key("reference", sa.String()),
        given("modification", sa.String()),
        given("row", sa.Integer()),
        *texts("title proposer organisation"),
        *dates("date_raised"),
        *texts("stage path decision"),
        *dates("decision_date"),
        *texts("decision_body release"),
        *dates("implementation_date"),
        *texts("link"),
        sqlite_with_rowid=False,
        comment="one modification in one snapshot, as printed",
    )
    op.create_table(
        "register_events",
        key("snapshot_id", BIG),
        key("reference", sa.String()),
        key("position", sa.Integer()),
        *dates("happened_on"),
        given("text", sa.Text()),
        sa.ForeignKeyConstraint(
            ["snapshot_id", "reference"],
            ["register_entries.snapshot_id", "register_entries.reference"],
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
        comment="the dated lines of a modification's timeline in one snapshot",
    )


def findings() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), primary_key=True),
        given("kind", sa.String(32)),
        given("started_at", MOMENT),
        sa.Column("finished_at", MOMENT),
        given("status", sa.String(32)),
        given("counts", sa.JSON()),
        *texts("message"),
        one_of("status", "completed completed_with_quarantine failed interrupted"),
        comment="the run log",
    )
    op.create_table(
        "findings",
        key("fingerprint", sa.String(32)),
        given("code", sa.String(8)),
        given("name", sa.String(64)),
        given("severity", sa.String(8)),
        given("period", sa.String(7)),
        sa.Column("reference", sa.String()),
        sa.Column("modification", sa.String()),
        given("message", sa.Text()),
        given("stated", sa.JSON()),
        sa.Column("expected", sa.JSON()),
        given("status", sa.String(16)),
        given("first_seen", MOMENT),
        given("last_seen", MOMENT),
        one_of("severity", "error warning info"),
        one_of("status", "open acknowledged waived resolved"),
        month("period"),
        sa.CheckConstraint("first_seen <= last_seen", name="seen"),
        comment="contradictions, each with its life; never deleted",
    )
    op.create_table(
        "finding_evidence",
        key("fingerprint", sa.String(32), "findings.fingerprint"),
        key("ordinal", sa.Integer()),
        *texts("document"),
        sa.Column("page", sa.Integer()),
        *box(),
        *texts("register"),
        *dates("snapshot"),
        sa.Column("row", sa.Integer()),
        *texts("field text"),
        sa.CheckConstraint("(document IS NULL) <> (register IS NULL)", name="one_source"),
        sa.CheckConstraint(
            "(document IS NULL) = (page IS NULL) AND (document IS NULL) = (x0 IS NULL)"
            " AND (register IS NULL) = (snapshot IS NULL) AND (register IS NULL) = (field IS NULL)",
            name="whole",
        ),
        not_negative("page"),
        comment="where each side of a finding stands",
    )
    op.create_table(
        "run_findings",
        key("run_id", sa.Integer(), "runs.id"),
        key("fingerprint", sa.String(32), "findings.fingerprint"),
        sqlite_with_rowid=False,
        comment="which findings each run saw",
    )
    op.create_table(
        "run_not_judged",
        key("run_id", sa.Integer(), "runs.id"),
        key("position", sa.Integer()),
        given("code", sa.String(8)),
        sa.Column("period", sa.String(7)),
        sa.Column("reference", sa.String()),
        *texts("reason", nullable=False),
        sqlite_with_rowid=False,
        comment="what each run could not judge, and why",
    )


def downgrade() -> None:
    tables = (
        "run_not_judged run_findings finding_evidence findings runs "
        "register_events register_entries register_snapshots"
    )
    for table in tables.split():
        op.drop_table(table)
