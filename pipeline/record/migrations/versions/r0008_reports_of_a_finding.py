"""A row that several months repeat is one finding: the months in whose reports each stands."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "eeea50e0bdff0089"


def upgrade() -> None:
    op.add_column("findings", sa.Column("reports", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("findings", "reports")
