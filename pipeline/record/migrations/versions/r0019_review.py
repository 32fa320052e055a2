"""Answers to what could not be read, the archive's own vocabulary, and the words of each document."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "4d2cc6d5cf6fcc2f"

ANSWERS = "'means', 'nothing', 'later', 'import', 'approve', 'undo'"
TABLES = "'columns', 'formulas', 'headings', 'phrases', 'stages'"


def upgrade() -> None:
    op.create_table(
        "review_answers",
        sa.Column("number", sa.Integer(), autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16)),
        sa.Column("item", sa.String(16)),
        sa.Column("text", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.String(10)),
        sa.Column("undoes", sa.Integer()),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("undoes"),
        sa.ForeignKeyConstraint(["undoes"], ["review_answers.number"]),
        sa.CheckConstraint(f"answer IN ({ANSWERS})", name="answer"),
        sa.CheckConstraint("(answer = 'undo') = (undoes IS NOT NULL)", name="undone"),
        sa.CheckConstraint("(answer = 'later') = (until IS NOT NULL)", name="until"),
        comment="what people answered to what csrecon could not read; an answer is taken back by another",
    )
    op.create_table(
        "own_vocabulary",
        sa.Column("answer", sa.Integer(), autoincrement=False),
        sa.Column("position", sa.Integer(), autoincrement=False),
        sa.Column("in_table", sa.String(16), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("answer", "position"),
        sa.ForeignKeyConstraint(["answer"], ["review_answers.number"]),
        sa.CheckConstraint(f"in_table IN ({TABLES})", name="in_table"),
        comment="the archive's own rows of the vocabulary; in force while their answer is not taken back",
    )
    op.create_table(
        "document_words",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
        sa.ForeignKeyConstraint(["sha256"], ["documents.sha256"], ondelete="CASCADE"),
        comment="the words of each document, so that an answer re-reads only those that hold the text",
    )


def downgrade() -> None:
    op.drop_table("document_words")
    op.drop_table("own_vocabulary")
    op.drop_table("review_answers")
