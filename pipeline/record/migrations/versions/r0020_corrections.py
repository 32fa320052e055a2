"""Corrections of what was read, what was said to them, and the facts that they changed."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "4d2cc6d5cf6fcc2f"

SECTIONS = (
    "'cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix'"
)


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("number", sa.Integer(), autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("correction", sa.String(16), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("section", sa.String(16), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=False) for name in ("x0", "top", "x1", "bottom")),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("was", sa.Text()),
        sa.Column("fields", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.ForeignKeyConstraint(["sha256"], ["documents.sha256"]),
        sa.CheckConstraint("correction IN ('correct', 'add', 'remove')", name="correction"),
        sa.CheckConstraint(f"section IN ({SECTIONS})", name="section"),
        sa.CheckConstraint("(correction = 'add') = (was IS NULL)", name="was"),
        sa.CheckConstraint("(correction = 'remove') = (fields IS NULL)", name="fields"),
        comment="what people set right in how documents are read; counts once another person approved it",
    )
    op.create_table(
        "correction_acts",
        sa.Column("correction", sa.Integer(), autoincrement=False),
        sa.Column("act", sa.String(16)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("correction", "act"),
        sa.ForeignKeyConstraint(["correction"], ["corrections.number"]),
        sa.CheckConstraint("act IN ('approve', 'reject', 'undo')", name="act"),
        comment="who approved or rejected a correction, and who took it back",
    )
    op.create_table(
        "corrected_facts",
        sa.Column("extraction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False),
        sa.Column("correction", sa.Integer(), autoincrement=False),
        sa.Column("position", sa.Integer()),
        sa.Column("was", sa.Text()),
        sa.PrimaryKeyConstraint("extraction_id", "correction"),
        sa.ForeignKeyConstraint(["extraction_id"], ["extractions.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["correction"], ["corrections.number"]),
        comment="the facts of a reading that a correction changed, beside what was read",
    )


def downgrade() -> None:
    op.drop_table("corrected_facts")
    op.drop_table("correction_acts")
    op.drop_table("corrections")
