"""The fact rules for sentences, bullets and rows: one family a module, in an explicit list.

A rule takes a unit, its frame and a day of the report, and yields facts; it yields nothing for a frame
that is not its own.
"""

from collections.abc import Callable, Iterator
from datetime import date

from extractors.facts import Fact
from extractors.frames import Frame, Unit
from extractors.rules.consultations import consultations
from extractors.rules.decisions import decisions
from extractors.rules.meetings import meetings
from extractors.rules.proposals import proposals_raised
from extractors.rules.recommendations import recommendations
from extractors.rules.releases import release_items

Rule = Callable[[Unit, Frame | None, date], Iterator[Fact]]

RULES: tuple[Rule, ...] = (
    proposals_raised,
    recommendations,
    decisions,
    consultations,
    meetings,
    release_items,
)
