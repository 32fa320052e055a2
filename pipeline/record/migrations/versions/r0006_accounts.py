"""Accounts of the pages, with their passwords, sessions and tokens as digests."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "a9f3b8c32901a0ca"

MOMENT = sa.DateTime(timezone=True)


def given(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def of_account() -> sa.Column[Any]:
    return sa.Column("account_id", sa.Integer(), sa.ForeignKey("accounts.id"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), primary_key=True),
        given("name", sa.Text()),
        given("folded", sa.Text()),
        given("role", sa.String(16)),
        given("made_at", MOMENT),
        sa.Column("disabled_at", MOMENT),
        sa.UniqueConstraint("folded"),
        sa.CheckConstraint("role IN ('viewer', 'auditor', 'approver', 'administrator')", name="role"),
        comment="who may use the pages, and as what; never deleted, only disabled",
    )
    op.create_table(
        "account_passwords",
        sa.Column(
            "account_id", sa.Integer(), sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False
        ),
        given("hash", sa.String(256)),
        given("set_at", MOMENT),
        comment="what each account's password is proved by",
    )
    op.create_table(
        "account_sessions",
        sa.Column("digest", sa.String(64), primary_key=True),
        of_account(),
        given("began_at", MOMENT),
        given("ends_at", MOMENT),
        sa.CheckConstraint("length(digest) = 64", name="digest"),
        sa.CheckConstraint("began_at < ends_at", name="lasts"),
        comment="who is signed in; gone when they sign out or may not come in any more",
    )
    op.create_table(
        "account_tokens",
        sa.Column("id", sa.Integer(), primary_key=True),
        of_account(),
        given("label", sa.Text()),
        given("digest", sa.String(64)),
        given("made_at", MOMENT),
        given("ends_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
        sa.UniqueConstraint("digest"),
        sa.CheckConstraint("length(digest) = 64", name="digest"),
        sa.CheckConstraint("made_at < ends_at", name="lasts"),
        comment="tokens for programs that use the API with an account's rights",
    )
    op.create_table(
        "page_keys",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        given("key", sa.String(64)),
        given("made_at", MOMENT),
        sa.CheckConstraint("id = 1", name="one_row"),
        sa.CheckConstraint("length(key) = 64", name="key"),
        comment="the key that signs the cookies of the pages",
    )


def downgrade() -> None:
    for table in ("page_keys", "account_tokens", "account_sessions", "account_passwords", "accounts"):
        op.drop_table(table)
