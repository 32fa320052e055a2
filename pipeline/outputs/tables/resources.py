"""What an export holds: every table and view with its columns, their types, and the order of its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Engine,
    Integer,
    Row,
    String,
    Table,
    Text,
    inspect,
    select,
    table,
    type_coerce,
)
from sqlalchemy import column as named_column
from sqlalchemy.types import TypeEngine

from pipeline.record.tables import metadata
from pipeline.record.tables.base import Instant, PrintedText, sortable
from pipeline.record.views import VIEWS
from pipeline.record.views.facts import FACT_VIEWS

_AT_ONCE = 1000
# Columns of views that no table has under that name.
_ONLY_IN_VIEWS: dict[str, TypeEngine[Any]] = {
    "report_period": String(),
    "decided_in": String(),
    "learned_at": Instant(),
    "over_target_wd": Integer(),
    "document": PrintedText(),
    "source": Text(),
    "happened_on": Date(),
    "event": Text(),
    "detail": Text(),
    "place": Integer(),
    "valid_from": Date(),
    "valid_until": Date(),
    "known_by": String(),
    "told_in": String(),
    "register_stage": String(),
    "register_wording": Text(),
    "first_told_in": String(),
    "last_told_in": String(),
    "times_told": Integer(),
}
_VIEW_ORDER = {
    "current_reports": ("period", "code"),
    "decisions": ("report_period", "extraction_id", "position"),
    "open_assessments": ("report_period", "extraction_id", "position"),
    "register_current": ("modification", "reference"),
    "findings_open": ("fingerprint",),
    "modification_timeline": (
        *("modification", "happened_on", "source", "document", "place"),
        *("event", "detail", "reference", "report_period"),
    ),
    "register_history": ("modification", "valid_from"),
    **dict.fromkeys(FACT_VIEWS, ("report_period", "extraction_id", "position")),
    "decisions_once": (
        "modification",
        "first_told_in",
        "body",
        "subject",
        "outcome",
        "decided_on",
        "decided_in",
    ),
    "modification_stages": ("report_period", "modification"),
    "modifications": ("modification",),
    "findings_with_evidence": ("fingerprint", "ordinal"),
}
# Where a view's columns have their types and descriptions from: the first table that has the name.
_VIEW_TABLES = {
    "current_reports": ("reports", "extractions", "documents"),
    "decisions": ("reported_decisions", "evidence", "documents"),
    "open_assessments": ("reported_assessments", "evidence", "documents"),
    "register_current": ("register_entries", "register_snapshots"),
    "findings_open": ("findings",),
    "modification_timeline": ("reported_mentions", "documents"),
    "register_history": ("register_entries",),
    **{name: (table.name, "evidence", "documents") for name, table in FACT_VIEWS.items()},
    "decisions_once": ("reported_decisions", "evidence", "documents"),
    "modification_stages": ("stages_told", "evidence", "documents"),
    "modifications": ("register_entries", "stages_told", "evidence", "documents"),
    "findings_with_evidence": ("findings", "finding_evidence"),
}


@dataclass(frozen=True, slots=True)
class Resource:
    """A table or view to write. `schema` has its keys, in the words of a data package."""

    name: str
    description: str
    columns: Sequence[ColumnElement[Any]]
    docs: dict[str, str]
    order: Sequence[str]
    schema: dict[str, Any]


def resources(engine: Engine) -> Iterator[Resource]:
    """Every table by name but those of secrets and csrecon's own business, then every view."""
    for name, tab in sorted(metadata.tables.items()):
        if tab.info.get("secret") or tab.info.get("internal"):
            continue
        keys = [c.name for c in tab.primary_key.columns]
        foreign = [
            {
                "fields": [element.parent.name for element in key.elements],
                "reference": {
                    "resource": key.referred_table.name,
                    "fields": [element.column.name for element in key.elements],
                },
            }
            for key in sorted(tab.foreign_key_constraints, key=lambda key: str(key.name))
        ]
        schema: dict[str, Any] = {"primaryKey": keys} | ({"foreignKeys": foreign} if foreign else {})
        yield Resource(name, tab.comment or "", list(tab.c), _docs(tab), keys, schema)
    inspector = inspect(engine)
    for name, what in VIEWS.items():
        types: dict[str, TypeEngine[Any]] = dict(_ONLY_IN_VIEWS)
        docs: dict[str, str] = {}
        for tab in (metadata.tables[source] for source in _VIEW_TABLES[name]):
            types = {c.name: c.type for c in tab.c} | types
            docs = _docs(tab) | docs
        columns = [named_column(c["name"], types[c["name"]]) for c in inspector.get_columns(name)]
        yield Resource(name, what, list(table(name, *columns).c), docs, _VIEW_ORDER[name], {})


def batches(connection: Connection, resource: Resource) -> Iterator[Sequence[Row[Any]]]:
    """Its rows some at a time, in an order that every database gives alike.

    Text is as it is stored, because what a document printed may not be encodable.
    """
    by_name = {column.key: column for column in resource.columns}
    order = [sortable(connection, by_name[name]).nulls_first() for name in resource.order]
    query = select(*map(_plain, resource.columns)).order_by(*order)
    yield from connection.execution_options(yield_per=_AT_ONCE).execute(query).partitions()


def _docs(tab: Table) -> dict[str, str]:
    return {c.name: c.doc for c in tab.c if c.doc}


def _plain(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return type_coerce(column, Text()).label(column.key) if isinstance(column.type, PrintedText) else column
