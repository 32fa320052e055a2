"""What csrecon keeps of its last judgement, so that the next one need not begin anew."""

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Integer, String, Table

from pipeline.record.tables.base import metadata

run_judgement = Table(
    "run_judgement",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("run_id", Integer, ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("checks", String(64), nullable=False, doc="digest of the program that judged"),
    Column("reports", JSON, nullable=False, doc="by month: its extractions, and how its table counts days"),
    Column("snapshots", JSON, nullable=False, doc="each with the day until which it was confirmed"),
    CheckConstraint("id = 1", name="one_row"),
    comment="the last run that judged the whole record, and what it was given",
    info={"internal": True},
)
