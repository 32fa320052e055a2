"""Evidence names the document by its digest: of several files of one name, which one it was.

What stands in the record already is worked out where exactly one document of that name, read before the
finding was last seen, holds that text at that place; else it stays unknown.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# pipeline.record.views.digest() as of this revision
VIEWS = "24afa7441f08f303"

_MOVED = """
INSERT INTO finding_evidence
    (fingerprint, ordinal, document, page, x0, top, x1, bottom, register, snapshot, row, field, text)
SELECT fingerprint, ordinal, document, page, x0, top, x1, bottom, register, snapshot, row, field, text
FROM finding_evidence_before
"""
# A finding inside one report, or of it against the register, rests on the report of its own month.
_WORKED_OUT = """
UPDATE finding_evidence SET sha256 = (
    SELECT MIN(x.sha256)
    FROM findings f
    JOIN extractions x ON x.filename = finding_evidence.document AND x.status = 'stored'
        AND x.extracted_at <= f.last_seen
    JOIN reports r ON r.extraction_id = x.id
    WHERE f.fingerprint = finding_evidence.fingerprint
        AND (f.code LIKE 'X___' OR r.period = f.period)
        AND ({held})
    HAVING COUNT(DISTINCT x.sha256) = 1
)
WHERE document IS NOT NULL
"""
_HELD = """EXISTS (
    SELECT 1 FROM {table} e WHERE e.extraction_id = x.id AND e.page = finding_evidence.page
        AND e.top = finding_evidence.top AND e.x0 = finding_evidence.x0
        AND e.bottom = finding_evidence.bottom AND e.x1 = finding_evidence.x1
        AND e.text = finding_evidence.text
)"""
_PLACES = ("evidence", "unclaimed_texts")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(_table(digest=True))
    else:
        op.add_column("finding_evidence", sa.Column("sha256", sa.String(64)))
        op.create_foreign_key(None, "finding_evidence", "documents", ["sha256"], ["sha256"])
        op.create_check_constraint("sha256", "finding_evidence", _CHECK)
    for table in _PLACES:  # for the length of this statement: a record of years has many places
        op.create_index(f"ix_then_{table}", table, ["extraction_id", "page", "top"])
    held = " OR ".join(_HELD.format(table=table) for table in _PLACES)
    op.execute(_WORKED_OUT.format(held=held))
    for table in _PLACES:
        op.drop_index(f"ix_then_{table}", table)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(_table(digest=False))
    else:
        op.drop_column("finding_evidence", "sha256")


_CHECK = "sha256 IS NULL OR (document IS NOT NULL AND length(sha256) = 64)"


def _rebuild(columns: list[sa.schema.SchemaItem]) -> None:
    """SQLite adds no constraint to a table; nothing refers to this one, so it can be made anew."""
    op.rename_table("finding_evidence", "finding_evidence_before")
    op.create_table("finding_evidence", *columns, comment="where each side of a finding stands")
    op.execute(_MOVED)
    op.drop_table("finding_evidence_before")


def _table(*, digest: bool) -> list[sa.schema.SchemaItem]:
    of_finding = sa.ForeignKey("findings.fingerprint", ondelete="CASCADE")
    more: list[sa.schema.SchemaItem] = []
    if digest:
        of_document = sa.ForeignKey("documents.sha256")
        more = [
            sa.Column("sha256", sa.String(64), of_document),
            sa.CheckConstraint(_CHECK, name="sha256"),
        ]
    return [
        sa.Column("fingerprint", sa.String(32), of_finding, primary_key=True, autoincrement=False),
        sa.Column("ordinal", sa.Integer(), primary_key=True, autoincrement=False),
        _may("document", sa.Text()),
        *more,
        _may("page", sa.Integer()),
        *(_may(name, sa.Double()) for name in ("x0", "top", "x1", "bottom")),
        _may("register", sa.Text()),
        _may("snapshot", sa.Date()),
        _may("row", sa.Integer()),
        _may("field", sa.Text()),
        _may("text", sa.Text()),
        sa.CheckConstraint("(document IS NULL) <> (register IS NULL)", name="one_source"),
        sa.CheckConstraint(
            "(document IS NULL) = (page IS NULL) AND (document IS NULL) = (x0 IS NULL)"
            " AND (register IS NULL) = (snapshot IS NULL) AND (register IS NULL) = (field IS NULL)",
            name="whole",
        ),
        sa.CheckConstraint("page >= 0", name="page"),
    ]


def _may(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)
