"""Snapshots and documents that were taken out, days on which a register was confirmed, names of stages."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "9df3ce9aa7425334"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("register_snapshots", sa.Column("removed_at", MOMENT))
    op.add_column("documents", sa.Column("withdrawn_at", MOMENT))
    op.create_table(
        "register_confirmations",
        sa.Column("snapshot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("learned_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("snapshot_id", "confirmed_on"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["register_snapshots.id"], ondelete="CASCADE"),
        sa.CheckConstraint("length(sha256) = 64", name="sha256"),
        sqlite_with_rowid=False,
        comment="days on which a register was loaded again that says what the snapshot before it says",
    )
    op.create_table(
        "stage_names",
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("stage", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("wording", "since"),
        sqlite_with_rowid=False,
        comment="which of our stages the register's wordings mean, and when; written anew by reconcile",
    )


def downgrade() -> None:
    op.drop_table("stage_names")
    op.drop_table("register_confirmations")
    op.drop_column("documents", "withdrawn_at")
    op.drop_column("register_snapshots", "removed_at")
