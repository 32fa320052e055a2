"""Which issue a document says that it is, by its names and its title: the order of intake decides nothing."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "d676bf1a13b1335f"

NUMBERED = re.compile(
    r"(?<![a-z0-9])(?:version|ver|rev|v)[ ._-]{0,2}(\d{1,2})(?:\.(\d{1,2}))?(?![\d-])", re.IGNORECASE
)
WORDS = {"revised", "corrected", "amended", "reissued", "reissue", "updated"}


def upgrade() -> None:
    for table in ("document_names", "extractions"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN issue INTEGER DEFAULT 100 NOT NULL")
    connection = op.get_bind()
    names = sa.table("document_names", *map(sa.column, ("sha256", "filename", "issue")))
    for row in connection.execute(sa.select(names)).all():
        if (number := number_of(row.filename)) != 100:
            here = (names.c.sha256 == row.sha256) & (names.c.filename == row.filename)
            connection.execute(sa.update(names).where(here).values(issue=number))
    reports = sa.table("reports", *map(sa.column, ("extraction_id", "title")))
    readings = sa.table("extractions", *map(sa.column, ("id", "issue")))
    for row in connection.execute(sa.select(reports)).all():
        if (number := number_of(row.title)) != 100:
            here = readings.c.id == row.extraction_id
            connection.execute(sa.update(readings).where(here).values(issue=number))


def downgrade() -> None:
    for table in ("document_names", "extractions"):
        op.execute(f"ALTER TABLE {table} DROP COLUMN issue")


def number_of(text: str) -> int:
    numbers = [int(m[1]) * 100 + int((m[2] or "0").ljust(2, "0")) for m in NUMBERED.finditer(text)]
    words = [200 for word in re.findall("[a-z]+", text.casefold()) if word in WORDS]
    return max([*numbers, *words], default=100)
