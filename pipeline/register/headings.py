"""The register's headings and labels: one row a wording, with the field that it names.

Where two columns name one field, the wording that stands first here counts and the other is set aside.
A new wording of the register is a new row.
"""

import re

REFERENCE = "reference"

# field → wordings in lower case, words only, the best first
WORDINGS: dict[str, tuple[str, ...]] = {
    "reference": (
        "reference",
        "modification reference",
        "mod reference",
        "mod ref",
        "ref",
        "modification number",
        "modification",
        "number",
    ),
    "title": ("title", "modification title", "name"),
    "proposer": ("proposer", "proposed by", "raised by"),
    "organisation": ("organisation", "organization", "proposer organisation", "company", "party"),
    "date_raised": ("date raised", "raised on", "raised"),
    "stage": ("stage", "current stage", "status"),
    "path": ("path", "modification path", "governance path", "governance"),
    "decision": ("decision", "final decision", "outcome"),
    "decision_date": ("decision date", "date of decision", "decided on"),
    "decision_body": ("decision body", "decided by"),
    "release": ("release", "sec release", "target release"),
    "implementation_date": (
        "implementation date",
        "date of implementation",
        "implemented on",
        "implementation",
    ),
    "link": ("link", "url", "web page", "page"),
}
_FIELDS = {wording: field for field, wordings in WORDINGS.items() for wording in wordings}
_NOT_A_WORD = re.compile(r"[\W_]+")


def plain(heading: str) -> str:
    """A heading as the table above spells it: `Date_raised:` is `date raised`."""
    return _NOT_A_WORD.sub(" ", heading).strip().casefold()


def field_of(heading: str) -> str | None:
    """The field that a heading names, or None where no wording fits."""
    return _FIELDS.get(plain(heading))


def rank(heading: str) -> int:
    """How well a heading names its field: 0 is the best wording."""
    wording = plain(heading)
    return WORDINGS[_FIELDS[wording]].index(wording)
