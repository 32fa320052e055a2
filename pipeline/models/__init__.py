"""The database's tables and views. `metadata` has the tables; `pipeline.models.views` the views."""

from pipeline.models import audit, documents, facts, findings, register
from pipeline.models.base import metadata

__all__ = ["audit", "documents", "facts", "findings", "metadata", "register"]
