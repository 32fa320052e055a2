"""The database's tables and views. `metadata` has the tables; `pipeline.models.views` the views."""

from pipeline.models import documents, facts, findings, register
from pipeline.models.base import metadata

__all__ = ["documents", "facts", "findings", "metadata", "register"]
