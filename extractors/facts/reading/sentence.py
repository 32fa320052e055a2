"""What one sentence says: its facts, and the role its words take in the account."""

import re

from extractors.contract import Fact
from extractors.facts.cover.cut_off import read_cut_off
from extractors.facts.reading.amend import amend, joins_meeting
from extractors.facts.reading.state import Reading
from extractors.facts.reading.stated_counts import count_or_nil
from extractors.facts.rules import RULES
from extractors.facts.rules.durations import durations_in_prose
from extractors.facts.rules.family import Topic
from extractors.facts.rules.topics import topic_of
from extractors.facts.sentences.unit import Unit
from extractors.vocabulary.set_phrases import is_set_phrase

# "Modifications: MPs 076, 081 and 108", a line under a meeting's day
_AGENDA = re.compile(r"(?:Modifications|Items|Agenda|Discussed|On the agenda)\b[^.]*Ref", re.IGNORECASE)


def understand(state: Reading, unit: Unit) -> None:
    """Adds what a sentence says and claims its words; a sentence nobody understands stays unclaimed."""
    topic = topic_of(unit) if state.section not in ("cover", "purpose", "recommendations") else None
    understood = amend(unit, state.facts)
    if state.section not in ("cover", "purpose", "recommendations") and not understood:
        durations = list(durations_in_prose(unit))
        state.facts.extend(durations)
        understood = bool(durations)
    if topic is not None and not understood:
        understood = count_or_nil(state, unit, topic)
        facts: list[Fact] = []
        for rule in RULES:
            facts.extend(rule(unit, topic, state.near))
        if topic == "meeting" and unit.sentence.text.rstrip().endswith(":"):
            understood = True
        if topic == "meeting" and not facts and (unit.listed or unit.sentence.mentions):
            understood = understood or joins_meeting(state, unit)
        state.facts.extend(facts)
        understood = understood or bool(facts)
        understood = understood or _leads_in(unit, topic)
    if understood:
        state.ledger.claim("fact", unit.words)
        if unit.lead is not None and unit.listed:
            state.ledger.claim("fact", unit.lead.words)
        if unit.before is not None and (unit.refers_back or _sets_the_scene(unit.before)):
            state.ledger.claim("fact", unit.before.words)
    elif _AGENDA.match(unit.sentence.mask) and unit.sentence.mentions and joins_meeting(state, unit):
        state.ledger.claim("fact", unit.words)
    elif not unit.sentence.mentions and is_set_phrase(unit.sentence.mask):
        state.ledger.claim("formula", unit.words)
    elif _is_narrative(state, unit):
        state.ledger.claim("narrative", unit.words)
    elif read_cut_off([unit.sentence.text], state.near) is not None:
        state.ledger.claim("formula", unit.words)
    else:
        state.unread.append(unit.words)


def _sets_the_scene(unit: Unit) -> bool:
    """A sentence that only names the release or day of the list that the next one counts."""
    s = unit.sentence
    return unit.section == "releases" and not s.mentions and bool(s.releases or s.dates)


def _leads_in(unit: Unit, topic: Topic | None) -> bool:
    """`The following … are expected to be issued:` says nothing by itself but belongs to its list's facts."""
    leads = unit.sentence.text.rstrip().endswith(":") or bool(_FOLLOWING.search(unit.sentence.mask))
    return topic is not None and not unit.listed and leads


# "The Change Board dealt with the following requests in January 2021.", over a table
_FOLLOWING = re.compile(r"\b(?:following|below|as follows|that follows?|in (?:the )?table)\b", re.IGNORECASE)


def _is_narrative(state: Reading, unit: Unit) -> bool:
    """Prose: problem descriptions in Define, elsewhere only what holds no reference, date or number."""
    s = unit.sentence
    if state.section in ("cover", "purpose", "recommendations"):
        return not (s.mentions or s.dates)
    if state.section == "define" and not unit.listed:
        return True
    return not (s.mentions or s.dates or s.months or s.numbers or s.releases)
