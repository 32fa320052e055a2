"""What a check is for, in the words of its own docstring."""

from functools import cache

from pipeline.checks import CHECKS
from pipeline.checks.docstrings import CheckDoc, read_docstring


@cache
def explained(code: str) -> CheckDoc | None:
    """The docstring of the check; None where this version has no check of that code."""
    return next((read_docstring(one.doc) for one in CHECKS if one.code == code), None)
