"""What may be wrong says so: doubts of facts, places of warnings, sections of unclaimed words, stages."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "eeea50e0bdff0089"

FACT_TABLES = (
    "mentions stage_counts recommendations decisions proposals_raised meetings consultations assessments "
    "assessment_summaries proposal_timescales release_items count_claims nil_returns"
)
SECTIONS = "cover purpose recommendations summary define refine opine releases appendix"
SUBJECTS = "modification impact_assessment conversion progression"
NEW_SUBJECTS = "appeal release_date title merger assessment_request"
STAGES = "define refine opine release implemented withdrawn rejected on_hold"


def quoted(words: str) -> str:
    return ", ".join(f"'{word}'" for word in words.split())


def upgrade() -> None:
    for table in FACT_TABLES.split():
        op.add_column(
            f"reported_{table}", sa.Column("doubts", sa.String(), nullable=False, server_default="")
        )
    op.add_column(
        "extractions", sa.Column("vocabulary", sa.String(), nullable=False, server_default="built-in")
    )
    for corner in ("x0", "top", "x1", "bottom"):
        op.add_column("extraction_warnings", sa.Column(corner, sa.Double()))
    op.add_column("extraction_warnings", sa.Column("text", sa.Text()))
    for table in ("extraction_warnings", "unclaimed_texts"):
        # In plain SQL: on SQLite a check can only come with its column.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN section VARCHAR(16) "
            f"CONSTRAINT ck_{table}_section CHECK (section IN ({quoted(SECTIONS)}))"
        )
    allow_subjects(SUBJECTS, f"{SUBJECTS} {NEW_SUBJECTS}")
    op.create_table(
        "reported_modification_stages",
        sa.Column(
            "extraction_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.ForeignKey("extractions.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        *(given(name, kind) for name, kind in (("fact_id", sa.String(24)), ("section", sa.String(16)))),
        *(given(name, sa.String()) for name in ("reference", "modification")),
        sa.Column("title", sa.Text()),
        given("stage", sa.String(16)),
        given("printed", sa.Text()),
        sa.Column("raised_on", sa.Date()),
        sa.Column("next_step", sa.Text()),
        sa.Column("doubts", sa.String(), nullable=False, server_default=""),
        sa.CheckConstraint(f"section IN ({quoted(SECTIONS)})", name="section"),
        sa.CheckConstraint(f"stage IN ({quoted(STAGES)})", name="stage"),
        sqlite_with_rowid=False,
        comment="where one modification stands, told by the stage's name",
    )


def downgrade() -> None:
    op.drop_table("reported_modification_stages")
    decisions = sa.table("reported_decisions", sa.column("subject"))
    op.execute(sa.delete(decisions).where(decisions.c.subject.in_(NEW_SUBJECTS.split())))
    allow_subjects(f"{SUBJECTS} {NEW_SUBJECTS}", SUBJECTS)
    for table in ("unclaimed_texts", "extraction_warnings"):
        op.drop_column(table, "section")
    for column in ("text", "bottom", "x1", "top", "x0"):
        op.drop_column("extraction_warnings", column)
    op.drop_column("extractions", "vocabulary")
    for table in FACT_TABLES.split():
        op.drop_column(f"reported_{table}", "doubts")


def given(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def allow_subjects(before: str, after: str) -> None:
    """Another list of what a decision may be about; SQLite needs the table anew, under its own definition."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.drop_constraint("subject", "reported_decisions", type_="check")
        op.create_check_constraint("subject", "reported_decisions", f"subject IN ({quoted(after)})")
        return
    named = sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = 'reported_decisions' AND sql <> ''")
    rows = connection.execute(named).all()
    (table,) = (sql for kind, sql in rows if kind == "table")
    changed = table.replace(quoted(before), quoted(after)).replace("reported_decisions", "decisions_anew", 1)
    connection.exec_driver_sql(changed)
    connection.exec_driver_sql("INSERT INTO decisions_anew SELECT * FROM reported_decisions")
    connection.exec_driver_sql("DROP TABLE reported_decisions")
    connection.exec_driver_sql("ALTER TABLE decisions_anew RENAME TO reported_decisions")
    for kind, sql in rows:
        if kind == "index":
            connection.exec_driver_sql(sql)
