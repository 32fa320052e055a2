"""A finding keeps its fingerprint when another is computed for it; the one that is computed now."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "24afa7441f08f303"


def upgrade() -> None:
    op.add_column("findings", sa.Column("computed", sa.String(32)))
    op.create_index("ix_findings_computed", "findings", ["computed"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_findings_computed", "findings")
    op.drop_column("findings", "computed")
