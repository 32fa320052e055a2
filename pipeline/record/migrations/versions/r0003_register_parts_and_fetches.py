"""Parts of the register, and its fetches over the network."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "a9f3b8c32901a0ca"


def upgrade() -> None:
    # In plain SQL: Alembic would copy SQLite's table, and dropping the old one empties its children.
    op.execute(
        "ALTER TABLE register_snapshots ADD COLUMN scope VARCHAR(5) DEFAULT 'whole' NOT NULL "
        "CONSTRAINT ck_register_snapshots_scope CHECK (scope IN ('whole', 'part'))"
    )
    op.create_table(
        "register_fetches",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(9), nullable=False),
        sa.Column("http_status", sa.Integer()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("sha256", sa.String(64)),
        sa.Column("bytes", sa.Integer()),
        sa.Column("message", sa.Text()),
        sa.CheckConstraint("outcome IN ('fetched', 'unchanged', 'failed')", name="outcome"),
        sa.CheckConstraint("length(sha256) = 64", name="sha256"),
        sa.CheckConstraint("bytes >= 0", name="bytes"),
        comment="every time that the register was asked for over the network, and what came of it",
    )


def downgrade() -> None:
    op.drop_table("register_fetches")
    op.execute("ALTER TABLE register_snapshots DROP COLUMN scope")
