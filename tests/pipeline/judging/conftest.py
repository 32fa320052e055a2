"""The examples, in their little language."""

from example_language import material, planted, series

__all__ = ["material", "planted", "series"]
