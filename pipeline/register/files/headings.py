"""The register's headings and labels, and the field that each of them names.

Where two columns name one field, the wording that stands first in the table counts and the other is set
aside.
"""

from pipeline.register.files.wordings import plain, table

REFERENCE = "reference"


def _wordings() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in table("headings"):
        found.setdefault(row["field"], []).append(row["wording"])
    return {field: tuple(wordings) for field, wordings in found.items()}


# field → wordings in lower case, words only, the best first
WORDINGS = _wordings()
_FIELDS = {wording: field for field, wordings in WORDINGS.items() for wording in wordings}


def field_of(heading: str) -> str | None:
    """The field that a heading names, or None where no wording fits."""
    return _FIELDS.get(plain(heading))


def rank(heading: str) -> int:
    """How well a heading names its field: 0 is the best wording."""
    wording = plain(heading)
    return WORDINGS[_FIELDS[wording]].index(wording)
