"""One view a fact kind: what current reports say, with month, document, digest and page."""

from pipeline.record.tables.facts import FACT_TABLES

_KEYS = ("extraction_id", "position", "fact_id")
# `decisions` is a view of its own, for its facts bear a month too; `modification_stages` tells of every sign.
_OTHERWISE = {"reported_decisions": None, "reported_modification_stages": "stated_stages"}
_STATEMENT = """
SELECT r.period AS report_period, {said},
    r.filename AS document, r.sha256, e.page, f.extraction_id, f.position, f.fact_id
FROM {table} f
JOIN current_reports r ON r.extraction_id = f.extraction_id
JOIN evidence e ON e.extraction_id = f.extraction_id AND e.position = f.position AND e.ordinal = 0
"""


def _name(table: str) -> str | None:
    return _OTHERWISE.get(table, table.removeprefix("reported_"))


# The views' names, each with its table.
FACT_VIEWS = {name: table for table in FACT_TABLES.values() if (name := _name(table.name))}


def of_facts(name: str) -> str:
    """The SELECT statement of such a view."""
    table = FACT_VIEWS[name]
    said = ", ".join(f'f."{column.name}"' for column in table.c if column.name not in _KEYS)
    return _STATEMENT.replace("{said}", said).replace("{table}", table.name)
