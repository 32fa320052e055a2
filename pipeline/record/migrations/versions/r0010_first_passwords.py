"""Passwords that another person set must be changed first; tokens may be for reading only."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "9df3ce9aa7425334"


def upgrade() -> None:
    for table, column in (("account_passwords", "must_change"), ("account_tokens", "read_only")):
        op.add_column(table, sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("account_tokens", "read_only")
    op.drop_column("account_passwords", "must_change")
