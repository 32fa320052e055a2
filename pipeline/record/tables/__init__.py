"""The database's tables and views. `metadata` has the tables; `pipeline.record.views` the views."""

from pipeline.record.tables import accounts, audit, corrections, documents, facts, findings, register, review
from pipeline.record.tables import last_full_run as judgement
from pipeline.record.tables.base import metadata
from pipeline.record.tables.meanings import give_meanings

give_meanings(metadata)

__all__ = [
    "accounts",
    "audit",
    "corrections",
    "documents",
    "facts",
    "findings",
    "judgement",
    "metadata",
    "register",
    "review",
]
