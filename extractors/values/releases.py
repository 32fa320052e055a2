"""Names of SEC Releases in running text, in their canonical form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.values.dates import MONTH, MONTHS

# "November 2020 SEC Release", "Nov 20 SEC Release", "November 2020 Release", "SEC Release of November 2020"
_RELEASE = re.compile(
    rf"\b(?P<m1>{MONTH})\.?\s+(?P<y1>(?:19|20)?\d\d)\s+(?:scheduled\s+)?(?:SEC\s+)?(?:Systems?\s+)?Releases?\b"
    rf"|\b(?:SEC\s+)?Release\s+(?:of|in|for|\()\s*(?P<m2>{MONTH})\.?\s+(?P<y2>(?:19|20)\d\d)\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReleaseSpan:
    """A release's canonical name (`November 2020 SEC Release`) and its place in a text."""

    name: str
    start: int
    end: int


def find_releases(text: str) -> Iterator[ReleaseSpan]:
    """The scheduled releases that a text names, in order."""
    for match in _RELEASE.finditer(text):
        month, year = match["m1"] or match["m2"], match["y1"] or match["y2"]
        name = next(m for m in MONTHS if m.startswith(month[:3].casefold())).capitalize()
        yield ReleaseSpan(
            f"{name} {year if len(year) == 4 else f'20{year}'} SEC Release", match.start(), match.end()
        )
