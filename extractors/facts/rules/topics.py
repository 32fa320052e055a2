"""What a unit is about: its topic, by its own words first, then its lead-in's, then its heading's."""

import re

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
    if unit.lead is not None:
        return topic_of(unit.lead)
    counts = len(unit.sentence.numbers) >= 1 and _LABELLED_COUNT.fullmatch(unit.sentence.mask.strip())
    return _heading_topic(unit) if unit.listed or _is_bare_nil(unit.sentence) or counts else None


def _is_bare_nil(sentence: Sentence) -> bool:
    """`None.`, `Nil return.`, `There were none this month.`: the heading says what there is none of."""
    return bool(_BARE_NIL.fullmatch(sentence.mask.strip()))


def _own_topic(unit: Unit) -> Topic | None:
    s, under = unit.sentence, unit.under
    if s.has("agenda") and unit.before is not None and not s.dates and topic_of(unit.before) == "meeting":
        return "meeting"
    if tells_of_stages(unit, topic_of):
        return "stages"
    if tells_of_meeting(unit, topic_of):
        return "meeting"
    if tells_of_proposals(unit):
        return "raised"
    if tells_of_consultation(unit):
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
    if tells_of_recommendation(unit, topic_of):
        return "recommendation"
    if unit.lead is not None and topic_of(unit.lead) in ("impact_assessment", "conversion"):
        return None
    if tells_of_release(unit):
        return "release"
    if s.has("outcome") and unit.section != "opine" and _heading_topic(unit) == "impact_assessment":
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


def _heading_topic(unit: Unit) -> Topic | None:
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
