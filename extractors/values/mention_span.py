"""A reference with the title and part that are printed beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What the document calls each modification, by reference: titles that stand in quotes or alone somewhere.
Titles = Mapping[str, frozenset[str]]

# "part 2", "(part 2)", ", Part 1": the delivery of a modification, not its title, as in
# "MP061 – Network Enhancement Plans - Part 2"
PART = re.compile(r"\s*[,–-]?\s*\(?(?P<part>part\s+(?:\d+|[ivx]+|one|two|three)\b)\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MentionSpan:
    """A reference, the title and part printed with it, and the place of the whole in a text.

    `own` is where the reference's own characters end; `quoted` tells a title in quotes from a bare one.
    """

    reference: str
    title: str | None
    part: str | None
    start: int
    end: int
    own: int
    quoted: bool = False
