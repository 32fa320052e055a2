"""A sentence with its surroundings, and whether it leans on the one before it."""

import re
from dataclasses import dataclass, field

from extractors.contract import Section
from extractors.facts.sentences.sentence import Sentence
from extractors.pages.model import Word
from extractors.values.mention_span import MentionSpan
from extractors.vocabulary.phrases import Kind


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, a bullet or a table's row, with all that says what it means.

    `lead` is the sentence that introduced the list it stands in, `before` the sentence before it in its
    paragraph, `headings` the headings over it, nearest first, `carried` the mentions that "this
    decision" points back to.
    `listed` tells a list's item or a table's row from running text, `cells` are a row's.
    """

    sentence: Sentence
    words: tuple[Word, ...]
    section: Section
    headings: tuple[Sentence, ...] = ()
    lead: "Unit | None" = None
    before: "Unit | None" = None
    carried: tuple[MentionSpan, ...] = ()
    carried_words: tuple[Word, ...] = ()
    listed: bool = False
    mention_words: dict[int, tuple[Word, ...]] = field(default_factory=dict)
    cells: tuple[tuple[Word, ...], ...] = ()

    @property
    def context(self) -> tuple[Sentence, ...]:
        """The sentences that give it meaning, nearest first."""
        chain = [self.sentence]
        unit = self
        while unit.refers_back and unit.before is not None:  # "… voted on … . It approved … . It rejected …"
            unit = unit.before
            chain.append(unit.sentence)
        if self.lead is not None:
            chain.extend(s for s in self.lead.context if s not in self.headings)
        return (*chain, *self.headings)

    def under(self, kind: Kind, value: str | None = None) -> bool:
        """Whether a heading over it holds some phrase of this kind."""
        return any(heading.has(kind, value) for heading in self.headings)

    @property
    def refers_back(self) -> bool:
        """Whether the sentence leans on the one before it: `It contained …`, `The decision is awaited.`"""
        if _PRONOUN.match(self.sentence.mask):
            return True
        if self.before is not None and _SCENE.fullmatch(self.before.sentence.mask.strip()):
            return not self.sentence.mentions and not self.sentence.dates
        told = self.before is not None and bool(self.before.sentence.mentions) and not self.sentence.mentions
        first = next((x for x in self.sentence.labels if x.kind == "outcome"), None)
        if told and first is not None and (self.listed or first.start == 0):
            return True
        if _POINTS.search(self.sentence.mask) and not self.sentence.mentions:
            return True
        if _DELIVERED.search(self.sentence.mask) and not self.sentence.mentions:
            return True
        return told and (self.sentence.has("outcome", "pending") or self.sentence.has("outcome", "referred"))

    def find(self, kind: Kind) -> str | None:
        """The value of the nearest phrase of a kind."""
        return next((value for s in self.context if (value := s.first(kind)) is not None), None)


_PRONOUN = re.compile(
    r"(?:It|They|This|These|Those|Both|All|A further|The (?:latter|former|decision|same)"
    r"|(?:The (?:ones?|others?)|That)(?=,| (?:on|for|of|about|held)\b)"
    r"|(?:Raised|Submitted|Lodged|Tabled|Received|Introduced) (?:by|on)|Proposed by"
    r"|Implementation (?:will|is|was)|Change (?:already|now|since)"
    r"|Under (?:consideration|discussion|review)|On the agenda"
    r"|(?:Its|Their) (?:\w+ )?(?:modifications|proposals|changes|contents) (?:were|are)"
    r"|The (?:Proposer|change|modification|proposal) (?:has|is|was|will))\b"
)

# "Meeting date: Friday 22 June 2018." sets the scene for "Votes taken: three."
_SCENE = re.compile(r"(?:\w+ ){0,2}(?:date|meeting|held)(?: on)?:? Dat\W*", re.IGNORECASE)

# "The outcomes are set out in the table below."
_POINTS = re.compile(
    r"^The (?:outcomes?|results?|decisions?|votes?)\b.*\b(?:tables?|below|follow\w*)\b", re.IGNORECASE
)

# "Given its urgency, the change has already been implemented …", "The June 2021 SEC Release will deliver it."
_DELIVERED = re.compile(
    r"\b(?:the|this) (?:change|modification) (?:has|was|is|will) (?:\w+ )?(?:been |be )?implemented\b"
    r"|\b(?:deliver|include|contain|carr[yi]|implement)(?:es|s|ed)? it\b"
    r"|\b(?:raised|submitted|lodged|tabled) (?:it|this (?:draft )?proposal)\b",
    re.IGNORECASE,
)
