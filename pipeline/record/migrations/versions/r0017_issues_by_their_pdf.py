"""When a PDF says it was changed last, and which version its cover says: they tell which issue counts."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "f7ae7ebfc5bc532f"


def upgrade() -> None:
    # Null until the document is read again.
    op.add_column("extractions", sa.Column("modified", sa.String(20)))
    op.add_column("extractions", sa.Column("version", sa.Text()))


def downgrade() -> None:
    op.drop_column("extractions", "version")
    op.drop_column("extractions", "modified")
