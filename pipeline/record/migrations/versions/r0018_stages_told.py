"""Where each report sees each modification, as a table; and views for an analyst's questions."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "c978acfc53e85634"


def upgrade() -> None:
    op.create_table(
        "stages_told",
        sa.Column("extraction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False),
        sa.Column("modification", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("stage_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("extraction_id", "modification"),
        sa.ForeignKeyConstraint(["extraction_id"], ["extractions.id"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
        comment="at which stage each report sees each modification; written by a run of all checks",
    )
    # The next run of all checks fills it: the program is another one, so that it judges everything.


def downgrade() -> None:
    op.drop_table("stages_told")
