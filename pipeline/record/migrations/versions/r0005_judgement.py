"""What the last run of all checks was given, so that the next one judges only what that changes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "a9f3b8c32901a0ca"


def upgrade() -> None:
    op.create_table(
        "run_judgement",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
        sa.Column("checks", sa.String(64), nullable=False),
        sa.Column("reports", sa.JSON(), nullable=False),
        sa.Column("snapshots", sa.JSON(), nullable=False),
        sa.CheckConstraint("id = 1", name="one_row"),
        comment="the last run that judged the whole record, and what it was given",
    )


def downgrade() -> None:
    op.drop_table("run_judgement")
