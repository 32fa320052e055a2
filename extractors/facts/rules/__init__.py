"""The fact rules for sentences, bullets and rows: one family a module, in an explicit list.

A rule takes a unit, its frame and a day of the report, and yields facts; it yields nothing for a frame
that is not its own.
"""

from collections.abc import Callable, Iterator
from datetime import date

from extractors.contract import Fact
from extractors.facts.rules.consultations import consultations
from extractors.facts.rules.decisions import decisions
from extractors.facts.rules.meetings import meetings
from extractors.facts.rules.proposals import proposals_raised
from extractors.facts.rules.recommendations import recommendations
from extractors.facts.rules.release_items import release_items
from extractors.facts.rules.topics import Frame, Unit

Rule = Callable[[Unit, Frame | None, date], Iterator[Fact]]

RULES: tuple[Rule, ...] = (
    proposals_raised,
    recommendations,
    decisions,
    consultations,
    meetings,
    release_items,
)
