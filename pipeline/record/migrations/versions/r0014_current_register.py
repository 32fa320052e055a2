"""The current register is one view: the newest whole snapshot, and what later parts say instead."""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "449de59bad5815be"


def upgrade() -> None:
    """The views are made anew after every upgrade."""


def downgrade() -> None:
    """And older ones are made by the older program."""
