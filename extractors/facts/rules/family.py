"""What every family of rules shares: the topics, one of which a unit is about."""

from collections.abc import Callable
from typing import Literal

from extractors.facts.sentences.unit import Unit

Topic = Literal[
    "raised",
    "stages",
    "meeting",
    "consultation",
    "impact_assessment",
    "conversion",
    "progression",
    "recommendation",
    "release",
    "decision",
]

# The resolver, passed to the families whose units lean on another: they import no topics, which import them.
TopicOf = Callable[[Unit], Topic | None]
