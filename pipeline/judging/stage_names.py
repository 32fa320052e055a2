"""The register's wordings for stages as a table that SQL can join."""

from sqlalchemy import Connection, delete, insert, select

from pipeline.checks.process.parameters_by_date import stage_wordings
from pipeline.record.tables.register import stage_names


def write_stage_names(connection: Connection) -> None:
    """The table as the checks have it; nothing is written where it is so already."""
    wanted = [dict(zip(("wording", "since", "until", "stage"), row, strict=True)) for row in stage_wordings()]
    there = [dict(row) for row in connection.execute(select(stage_names)).mappings()]
    if sorted(map(str, there)) != sorted(map(str, wanted)):
        connection.execute(delete(stage_names))
        connection.execute(insert(stage_names), wanted)
