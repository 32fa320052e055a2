"""The fact rules for sentences, bullets and rows: one family a module, in an explicit list.

A rule takes a unit, its topic and a day of the report, and yields facts; it yields nothing for a topic that
is not its own. `topics.topic_of` says what a unit is about, asking the families whose words tell. Three read
what has no topic: `durations` averages told in prose, `stages_in_prose` where a modification stands,
`assessments` the rows of tables. A rule knows one
sentence with its surroundings or one row, never the facts told before.
"""

from collections.abc import Callable, Iterator
from datetime import date

from extractors.contract import Fact
from extractors.facts.rules.consultations import consultations
from extractors.facts.rules.decisions import decisions
from extractors.facts.rules.family import Topic
from extractors.facts.rules.meetings import meetings
from extractors.facts.rules.proposals import proposals_raised
from extractors.facts.rules.recommendations import recommendations
from extractors.facts.rules.release_items import release_items
from extractors.facts.rules.stage_counts import stage_counts
from extractors.facts.sentences.unit import Unit

Rule = Callable[[Unit, Topic | None, date], Iterator[Fact]]

RULES: tuple[Rule, ...] = (
    stage_counts,
    proposals_raised,
    recommendations,
    decisions,
    consultations,
    meetings,
    release_items,
)
