"""What a sentence is about: its frame, from its own words first, then its lead-in's, then its heading's."""

import re
from dataclasses import dataclass, field
from typing import Literal

from extractors.contract import Section
from extractors.facts.sentences.cut import Sentence
from extractors.pages.pdfium import Word
from extractors.values.mentions import MentionSpan

Frame = Literal[
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

    def under(self, kind: str, value: str | None = None) -> bool:
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

    def find(self, kind: str) -> str | None:
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
# "Number raised: three", "Modifications approved: nine (9)"
_LABELLED_COUNT = re.compile(r"(?:[a-z]+ ){0,3}[a-z]+: *(?:[a-z]+|\d+)(?: \(\d+\))?\.?", re.IGNORECASE)
# "Refine: 32", as an item
_STAGE_LINE = re.compile(r"[a-z][a-z -]{2,40}?\s*[:–—-]\s*\d{1,4}\.?", re.IGNORECASE)
# "eight in the Define stage;", "ten approved and held for a Release", as items
_IN_STAGE = re.compile(
    r"(?:[a-z]+(?:-[a-z]+)?|\d+) (?:are |is )?(?:in|at|awaiting|approved|with|held)\b", re.IGNORECASE
)
# "Eight proposals in Define", "ten modifications await implementation"
_ONE_STAGE = re.compile(
    r"(?:[A-Za-z]+(?:-[a-z]+)?|\d+) (?:Draft |Modification )?(?:proposals?|modifications?) "
    r"(?:(?:are |is )?(?:currently )?(?:in|at|awaiting|approved)\b|await)",
    re.IGNORECASE,
)
# "The month brought 4 new Draft Proposals."
_SO_MANY_NEW = re.compile(
    r"\b(?:[a-z]+|\d+) (?:new|fresh) (?:draft |modification )?proposals?\b", re.IGNORECASE
)
# "The portfolio grew by three Draft Proposals.", in Define
_SO_MANY_DRAFT = re.compile(r"\b(?:[a-z]+|\d+) draft proposals?\b", re.IGNORECASE)
# "Newly raised (5)", "Raised this month: three"
_NEWLY_RAISED = re.compile(
    r"(?:newly |recently )?(?:raised|submitted|received)(?: \w+){0,3}:? ?(?:\(\d+\)|\d+|[a-z]+)\.?",
    re.IGNORECASE,
)
_SHORT = 14
# "On 19 March the Panel deferred the progression of …"
_PANEL_DECIDED = re.compile(
    r"\bPanel (?:has |had )?(?:also )?(?:agreed|approved|deferred|rejected|declined)\b"
    r"|\bPanel did not (?:agree|approve)\b"
    r"|\b(?:deferred|rejected|approved|agreed) by the (?:SEC )?Panel\b",
    re.IGNORECASE,
)
# "Ref received the Authority’s approval on Dat"
_GRANTED = re.compile(
    r"\breceived (?:(?!proposals?\b)[\w’'-]+ ){0,4}(?:approval|rejection|consent|decision|determination)\b",
    re.IGNORECASE,
)
# "There were no new Draft Proposals in the last month."
_NEW_PROPOSALS = re.compile(r"\b(?:new|draft) (?:draft |modification )?proposals?\b", re.IGNORECASE)
# "Three Draft Proposals were raised", "No new proposals have been raised", "received three new proposals"
_PROPOSALS = re.compile(
    r"\b(?:proposals?|new modifications?) (?:\w+ ){0,3}(?:raised|submitted|lodged|tabled|introduced|received"
    r"|registered|logged|initiated|(?:put|brought|came|come) forward|(?:came|come) in)\b"
    r"|\b(?:raised|submitted|received) (?:[\w-]+ ){0,4}proposals?\b",
    re.IGNORECASE,
)
_BARE_NIL = re.compile(
    r"(?:(?:open|expected|closed|completed|upcoming|new|current(?:ly)?)\s*[:–-]\s*)?"
    r"(?:There (?:is|are|was|were|have been) )?(?:currently |presently )?(?:none|nil|nothing|no items"
    r"|no activity|not applicable|n/a)"
    r"(?:,? (?:(?:has been|have been|was|were) (?:received|raised|issued|made|held)"
    r"|return|new|further|else|to report|to note|to mention|of note"
    r"|at present|at the moment|at this time|at the time of writing"
    r"|currently|this month|this time"
    r"|in the (?:last|past) month|(?:in|for|during) (?:(?:this|the) (?:reporting )?(?:period|month)|Mon)"
    r"|(?:since|before) (?:the|our) (?:last|next|previous) (?:report|paper|meeting)"
    r"|raised|received|open|expected|closed|planned|running|in progress|under way|underway|out|issued"
    r"|made))*\.?",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|from|on|of|at)\b")

# "There were also two ad hoc Working Group sessions."
_SO_MANY_MEETINGS = re.compile(
    r"^There (?:was|were|have been|has been) (?:\w+ ){1,3}"
    r"(?:ad[- ]hoc |monthly |additional |Working Group )+(?:meeting|session|workshop)s?\b",
    re.IGNORECASE,
)
# "Thirteen modifications have been approved and await implementation.", "… but are not yet live"
_APPROVED_WAITING = re.compile(
    r"(?:[A-Za-z]+(?:-[a-z]+)?|\d+) (?:modifications?|changes|proposals?) "
    r"(?:(?:have|has) been|are|were) approved (?:and|but) "
    r"(?:are |is |have )?(?:now |still )?(?:await|waiting|not yet|yet to)",
    re.IGNORECASE,
)
# "We will hold another on Fri 12 May 2023."
_ANOTHER_MEETING = re.compile(
    r"\b(?:another|(?:hold|meet|sit|gather|convene|reconvene)s? again|once more)\b", re.IGNORECASE
)


def frame_of(unit: Unit) -> Frame | None:
    """The frame of a unit: its own, else that of what it leans on or is listed under."""
    own = _own_frame(unit)
    if own is not None:
        return own
    if unit.before is not None and unit.refers_back:
        found = frame_of(unit.before)
        if found is not None:
            return found
    if unit.lead is not None:
        return frame_of(unit.lead)
    counts = len(unit.sentence.numbers) >= 1 and _LABELLED_COUNT.fullmatch(unit.sentence.mask.strip())
    return _heading_frame(unit) if unit.listed or _is_bare_nil(unit.sentence) or counts else None


def _is_bare_nil(sentence: Sentence) -> bool:
    """`None.`, `Nil return.`, `There were none this month.`: the heading says what there is none of."""
    return bool(_BARE_NIL.fullmatch(sentence.mask.strip()))


def _own_frame(unit: Unit) -> Frame | None:
    s, under = unit.sentence, unit.under
    if s.has("agenda") and unit.before is not None and not s.dates and frame_of(unit.before) == "meeting":
        return "meeting"
    if _is_stages(unit):
        return "stages"
    if _is_meeting(unit):
        return "meeting"
    granted = s.has("outcome") and _GRANTED.search(s.mask)
    settled = s.has("outcome") and (s.has("outcome", "withdrawn") or unit.section in ("opine", "releases"))
    otherwise = granted or settled or s.has("consultation") or s.has("body", "change_board")
    if s.has("raise") and not otherwise:
        if (s.mentions or (unit.carried and unit.refers_back)) and (_BY.search(s.mask) or s.dates):
            return "raised"
        counted = (s.numbers or s.has("negation")) and not (s.mentions or s.has("to_stage"))
        if counted and _PROPOSALS.search(s.mask):
            return "raised"
    if (
        s.has("negation")
        and _NEW_PROPOSALS.search(s.mask)
        and not (s.has("propose") or s.has("to_stage") or s.has("subject") or s.mentions)
    ):
        return "raised"
    if (
        s.numbers
        and _SO_MANY_NEW.search(s.mask)
        and not (s.has("propose", None) and s.has("to_stage"))
        and not s.mentions
    ):
        return "raised"
    if _so_many_draft(unit) or (unit.section == "define" and _NEWLY_RAISED.fullmatch(s.mask.strip())):
        return "raised"
    if s.has("consultation") or (s.has("consulting") and s.has("status")):
        return "consultation"
    if under("consulting") and s.has("consulting") and s.has("negation") and not s.mentions:
        return "consultation"
    if under("consulting") and s.has("status") and not s.has("outcome") and not s.has("implement"):
        return "consultation"
    if s.has("subject", "impact_assessment") and (
        s.has("outcome") or s.has("negation") or s.has("propose") or s.has("body")
    ):
        return "impact_assessment"
    if s.has("subject", "conversion") and (
        s.has("outcome") or s.has("propose") or s.has("negation") or s.has("body")
    ):
        return "conversion"
    if (
        s.mentions
        and _PANEL_DECIDED.search(s.mask)
        and (s.has("to_stage") or s.has("subject", "progression"))
    ):
        return "progression"
    if _is_recommendation(unit):
        return "recommendation"
    if unit.lead is not None and frame_of(unit.lead) in ("impact_assessment", "conversion"):
        return None
    if _is_release(unit):
        return "release"
    if s.has("outcome") and unit.section != "opine" and _heading_frame(unit) == "impact_assessment":
        return "decision" if s.has("outcome", "withdrawn") else "impact_assessment"
    told = s.has("body") or unit.under("body") or unit.under("outcome") or s.has("outcome", "withdrawn")
    if unit.section == "define" and not unit.listed and not (told if s.mentions else s.has("body")):
        return None  # a problem's description: "a workaround was agreed … but is not auditable"
    if s.has("outcome") and not (s.first("outcome") == "approved" and unit.section == "releases"):
        return "decision"
    if s.has("vote") and s.numbers and unit.section == "summary" and not s.mentions and not s.has("to_stage"):
        return "decision"
    counted = under("vote") or under("outcome") or (under("body") and len(s.numbers) == 1)
    if s.has("vote") and (s.has("body") or s.has("negation") or counted):
        return "decision"
    return None


def _so_many_draft(unit: Unit) -> bool:
    s = unit.sentence
    elsewhere = (
        s.mentions or s.dates or s.has("body") or s.has("subject") or s.has("propose") or s.has("to_stage")
    )
    short = len(s.mask.split()) <= _SHORT and len(s.numbers) == 1
    return unit.section == "define" and short and not elsewhere and bool(_SO_MANY_DRAFT.search(s.mask))


def _is_stages(unit: Unit) -> bool:
    s = unit.sentence
    if len(s.numbers) < 1 or s.mentions or not s.has("stage"):
        return False
    stages = {label.value for label in s.labels if label.kind == "stage"}
    under = any(
        re.search(r"\bstages?\b|\bwhere\b", h.mask, re.I) and not h.has("stage") for h in unit.headings[:1]
    )
    if s.has("body") or s.dates or s.releases or (s.has("to_stage") and len(stages) < 2 and s.has("propose")):
        return False
    if unit.section == "summary" and len(s.numbers) == 1 and _APPROVED_WAITING.match(s.mask):
        return True
    if unit.section != "releases" and _ONE_STAGE.match(s.mask) and len(s.mask.split()) <= 9:
        return True
    line = _STAGE_LINE.fullmatch(s.mask.strip()) or _IN_STAGE.match(s.mask)
    if unit.section == "summary" and len(s.mask.split()) <= 9 and line:
        return True
    previous = unit.before is not None and frame_of(unit.before) == "stages"
    return (len(s.numbers) >= 2 and len(stages) >= 2) or under or previous


def _is_meeting(unit: Unit) -> bool:
    s = unit.sentence
    if s.has("vote") and s.has("body", "change_board"):
        return False
    if s.has("negation") and not s.dates:
        return False
    another = _ANOTHER_MEETING.match(s.mask) or (not s.mentions and _ANOTHER_MEETING.search(s.mask))
    if unit.before is not None and s.dates and another and not s.has("outcome"):
        return frame_of(unit.before) == "meeting"
    of_group = s.has("body", "working_group") and not (s.has("outcome") or s.has("consulting"))
    if s.has("meeting") or (s.has("body", "working_group") and s.has("held")) or (of_group and s.dates):
        about = (
            s.has("body", "working_group")
            or s.has("monthly")
            or s.has("ad_hoc")
            or (unit.under("body", "working_group") or unit.under("meeting"))
            or (s.has("scheduled") and s.has("body") and not s.has("outcome"))
        )
        decided = s.has("outcome") and any(s.has("body", b) for b in ("change_board", "panel", "authority"))
        lists = s.text.rstrip().endswith(":") and not s.mentions
        lists = lists or bool(
            _SO_MANY_MEETINGS.search(s.mask) and not s.mentions and unit.section == "refine"
        )
        return about and (bool(s.dates) or lists) and not s.has("outcome", "sent_back") and not decided
    return False


def _is_recommendation(unit: Unit) -> bool:
    s = unit.sentence
    if s.has("consultation") or s.has("implement", "past"):
        return False
    named = s.has("stage", "refine") or s.has("stage", "opine")
    stage = s.has("to_stage") or (named and (s.has("body", "panel") or unit.listed or unit.under("propose")))
    if s.has("propose") and stage:
        return not s.has("outcome", "sent_back")
    if s.has("to_stage") and unit.under("propose") and (s.mentions or s.has("negation")):
        return not s.has("outcome") and not s.has("body")
    none = s.has("to_stage") and s.has("negation") and not s.mentions
    if none and unit.before is not None and frame_of(unit.before) == "recommendation":
        return True  # "No Draft Proposals are to start Refinement."
    under = unit.under("to_stage") and (unit.under("propose") or unit.section == "summary")
    return under and (s.has("propose") or (s.has("negation") and not s.has("vote")))


def _is_release(unit: Unit) -> bool:
    s = unit.sentence
    if unit.section == "releases" or (unit.under("stage", "release") and unit.section != "summary"):
        counts = bool(s.numbers) and s.has("proposals") and not s.mentions and len(s.mask.split()) < 15
        return s.has("implement") or bool(s.releases) or s.has("standalone") or counts
    past = s.has("implement", "past") and not s.has("implement", "future")
    if past and not s.has("governance") and not s.has("body") and not unit.listed:
        return s.has("standalone") or bool(s.dates or s.months or s.releases) or s.has("negation")
    return False


def _heading_frame(unit: Unit) -> Frame | None:
    """What the items under a heading without a lead-in are about: the nearest heading that tells."""
    for heading in unit.headings:
        if unit.section == "releases" and (heading.releases or heading.has("standalone")):
            return "release"
        if heading.has("consultation"):
            return "consultation"
        if heading.has("subject", "impact_assessment"):
            return "impact_assessment"
        if heading.has("subject", "conversion") or heading.has("body", "change_sub_committee"):
            return "conversion"
        proposes = heading.has("propose") and not heading.has("status", "open")  # "In progress"
        if proposes or (heading.has("to_stage") and unit.section == "summary"):
            return "recommendation"
        if heading.has("implement"):
            return "release"
        if heading.has("raise") or (heading.has("new") and heading.has("proposals")):
            return "raised"
        if heading.has("body", "working_group") or heading.has("meeting"):
            return "meeting"
        if heading.has("outcome") or heading.has("vote") or heading.has("body"):
            return "decision"
        if unit.section == "releases":
            return "release"
    return None
