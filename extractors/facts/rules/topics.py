"""What a unit is about: its topic, by its own words first, then its lead-in's, then its heading's."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from extractors.contract import Section
from extractors.facts.rules.consultations import tells_of_consultation
from extractors.facts.rules.family import Topic
from extractors.facts.rules.meetings import tells_of_meeting
from extractors.facts.rules.proposals import tells_of_proposals
from extractors.facts.rules.recommendations import tells_of_recommendation
from extractors.facts.rules.release_items import tells_of_release
from extractors.facts.rules.stage_counts import tells_of_stages
from extractors.facts.sentences.sentence import Sentence
from extractors.facts.sentences.unit import Unit

# "Number raised: three", "Modifications approved: nine (9)"
_LABELLED_COUNT = re.compile(r"(?:[a-z]+ ){0,3}[a-z]+: *(?:[a-z]+|\d+)(?: \(\d+\))?\.?", re.IGNORECASE)


# "On 19 March the Panel deferred the progression of …"
_PANEL_DECIDED = re.compile(
    r"\bPanel (?:has |had )?(?:also )?(?:agreed|approved|deferred|rejected|declined)\b"
    r"|\bPanel did not (?:agree|approve)\b"
    r"|\b(?:deferred|rejected|approved|agreed) by the (?:SEC )?Panel\b",
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


def topic_of(unit: Unit) -> Topic | None:
    """The topic of a unit: its own, else that of what it leans on or is listed under."""
    own = _own_topic(unit)
    if own is not None:
        return own
    if unit.before is not None and unit.refers_back:
        found = topic_of(unit.before)
        if found is not None:
            return found
    if unit.lead is not None and ((led := topic_of(unit.lead)) is not None or not unit.cells):
        return led
    counts = len(unit.sentence.numbers) >= 1 and _counts_alone(unit.sentence)
    return (
        _heading_topic(unit.headings, unit.section)
        if unit.listed or _is_bare_nil(unit.sentence) or counts
        else None
    )


_SHORT = 8


def _counts_alone(sentence: Sentence) -> bool:
    """`Number raised: three`; `2 modifications:`, before a list: the heading says what is counted."""
    before_list = sentence.text.rstrip().endswith(":") and len(sentence.mask.split()) <= _SHORT
    named = sentence.mentions or sentence.dates
    return bool(_LABELLED_COUNT.fullmatch(sentence.mask.strip())) or (before_list and not named)


def event_over(headings: Sequence[Sentence], lead: Unit | None, section: Section) -> Topic | None:
    """The event that a table's caption, its headings or the sentence before it speak of, if they do."""
    if lead is not None and (led := topic_of(lead)) is not None:
        return led
    released = any(h.releases or h.has("standalone") for h in headings)
    told = _heading_topic(headings, section)
    return None if told == "release" and not released else told


def _is_bare_nil(sentence: Sentence) -> bool:
    """`None.`, `Nil return.`, `There were none this month.`: the heading says what there is none of."""
    return bool(_BARE_NIL.fullmatch(sentence.mask.strip()))


def _own_topic(unit: Unit) -> Topic | None:
    """What a unit is about by its own words."""
    if (told := next((topic for topic, tells in _TELLING if tells(unit)), None)) is not None:
        return told
    if unit.lead is not None and topic_of(unit.lead) in ("impact_assessment", "conversion"):
        return None
    if tells_of_release(unit):
        return "release"
    s = unit.sentence
    if (
        s.has("outcome")
        and unit.section != "opine"
        and _heading_topic(unit.headings, unit.section) == "impact_assessment"
    ):
        return "decision" if s.has("outcome", "withdrawn") else "impact_assessment"
    return "decision" if _tells_of_decision(unit) else None


def _is_agenda(unit: Unit) -> bool:
    """What is on the agenda of the meeting told before."""
    s = unit.sentence
    return s.has("agenda") and unit.before is not None and not s.dates and topic_of(unit.before) == "meeting"


def _is_asked(unit: Unit, subject: str) -> bool:
    """Whether somebody asks for, or decides upon, what this phrase is the subject of."""
    s = unit.sentence
    return s.has("subject", subject) and (
        s.has("outcome") or s.has("negation") or s.has("propose") or s.has("body")
    )


def _tells_of_progression(unit: Unit) -> bool:
    s = unit.sentence
    named = s.has("to_stage") or s.has("subject", "progression")
    return named and bool(s.mentions) and _PANEL_DECIDED.search(s.mask) is not None


def _tells_of_decision(unit: Unit) -> bool:
    s, under = unit.sentence, unit.under
    told = s.has("body") or under("body") or under("outcome") or s.has("outcome", "withdrawn")
    if unit.section == "define" and not unit.listed and not (told if s.mentions else s.has("body")):
        return False  # a problem's description: "a workaround was agreed … but is not auditable"
    if s.has("outcome") and not (s.first("outcome") == "approved" and unit.section == "releases"):
        return True
    if not s.has("vote"):
        return False
    if s.numbers and unit.section == "summary" and not s.mentions and not s.has("to_stage"):
        return True
    counted = under("vote") or under("outcome") or (under("body") and len(s.numbers) == 1)
    return s.has("body") or s.has("negation") or counted


# Asked in this order: the first that tells is the topic.
_TELLING: tuple[tuple[Topic, Callable[[Unit], bool]], ...] = (
    ("meeting", _is_agenda),
    ("stages", partial(tells_of_stages, topic_of=topic_of)),
    ("meeting", partial(tells_of_meeting, topic_of=topic_of)),
    ("raised", tells_of_proposals),
    ("consultation", partial(tells_of_consultation, topic_of=topic_of)),
    ("impact_assessment", partial(_is_asked, subject="impact_assessment")),
    ("conversion", partial(_is_asked, subject="conversion")),
    ("progression", _tells_of_progression),
    ("recommendation", partial(tells_of_recommendation, topic_of=topic_of)),
)


def _heading_topic(headings: Sequence[Sentence], section: Section) -> Topic | None:
    """What the items under a heading without a lead-in are about: the nearest heading that tells."""
    told = (topic for heading in headings for topic, tells in _HEADED if tells(heading, section))
    return next(told, None)


def _puts_forward(heading: Sentence, section: Section) -> bool:
    proposes = heading.has("propose") and not heading.has("status", "open")  # "In progress"
    return proposes or (heading.has("to_stage") and section == "summary")


_HEADED: tuple[tuple[Topic, Callable[[Sentence, Section], bool]], ...] = (
    ("release", lambda h, section: section == "releases" and bool(h.releases or h.has("standalone"))),
    ("consultation", lambda h, _: h.has("consultation")),
    ("impact_assessment", lambda h, _: h.has("subject", "impact_assessment")),
    ("conversion", lambda h, _: h.has("subject", "conversion") or h.has("body", "change_sub_committee")),
    ("recommendation", _puts_forward),
    ("release", lambda h, _: h.has("implement")),
    ("raised", lambda h, _: h.has("raise") or (h.has("new") and h.has("proposals"))),
    ("meeting", lambda h, _: h.has("body", "working_group") or h.has("meeting")),
    ("decision", lambda h, _: h.has("outcome") or h.has("vote") or h.has("body")),
    ("release", lambda _, section: section == "releases"),
)
