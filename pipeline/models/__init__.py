"""The database's tables and views. `metadata` has the tables; `pipeline.models.views` the views."""

from pipeline.models import accounts, audit, documents, facts, findings, judgement, register
from pipeline.models.base import metadata

__all__ = ["accounts", "audit", "documents", "facts", "findings", "judgement", "metadata", "register"]
