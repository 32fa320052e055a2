"""PDF bytes in, a report of facts with evidence out. Pure: the same bytes give the same answer."""

from extractors.facts import Extraction, Refusal
from extractors.read import VERSION, read

__all__ = ["VERSION", "Extraction", "Refusal", "read"]
