"""What csrecon keeps of its last judgement: to go on from there, and for SQL to join."""

from sqlalchemy import JSON, CheckConstraint, Column, Date, ForeignKey, Integer, String, Table

from pipeline.record.tables.base import metadata
from pipeline.record.tables.documents import of_extraction

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

stages_told = Table(
    "stages_told",
    metadata,
    of_extraction(),
    Column("modification", String, primary_key=True, doc="number and suffix, whatever the prefix"),
    Column("reference", String, nullable=False, doc="canonical, in the form of its time"),
    Column("position", Integer, nullable=False, doc="the fact that bears the sign"),
    Column("stage", String, nullable=False),
    Column("sign", String, nullable=False, doc="what says that it is at that stage"),
    Column("stage_on", Date, nullable=False, doc="the day of which that is said"),
    sqlite_with_rowid=False,
    comment="at which stage each report sees each modification; written by a run of all checks",
)
