"""What one sentence says: its facts, and the role its words take in the account."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.contract import Consultation, Fact, Meeting, ProposalRaised, Recommendation, Section
from extractors.facts.cover.cut_off import read_cut_off
from extractors.facts.reading.amend import amended, joined_meeting
from extractors.facts.reading.left_over import left_over
from extractors.facts.reading.state import OpenCount, Reading, Told
from extractors.facts.reading.stated_counts import count_or_nil
from extractors.facts.rules import RULES
from extractors.facts.rules.durations import durations_in_prose
from extractors.facts.rules.modality import may_be_undone
from extractors.facts.rules.stages_in_prose import stages_in_prose
from extractors.facts.rules.topics import topic_of
from extractors.facts.sentences.unit import Unit
from extractors.ledger import Role
from extractors.vocabulary.set_phrases import is_set_phrase, says_nothing

# "Modifications: MPs 076, 081 and 108", a line under a meeting's day
_AGENDA = re.compile(r"(?:Modifications|Items|Agenda|Discussed|On the agenda)\b[^.]*Ref", re.IGNORECASE)


_COVERING: tuple[Section, ...] = ("cover", "purpose", "recommendations")


def understand(state: Reading, unit: Unit) -> None:
    """Tells what a sentence says and what its words were read as; one that nobody understands is kept."""
    before = list(state.facts)
    if _tells(state, unit):
        _doubt_if_partly_read(state, unit, before)
        state.claim("fact", unit.words)
        if unit.lead is not None and unit.listed:
            state.claim("fact", unit.lead.words)
        if unit.before is not None and (unit.refers_back or _sets_the_scene(unit.before)):
            state.claim("fact", unit.before.words)
    elif _AGENDA.match(unit.sentence.mask) and unit.sentence.mentions and _joins_meeting(state, unit):
        state.claim("fact", unit.words)
    elif role := _role_of(state, unit):
        state.claim(role, unit.words)
    else:
        state.unread.append(unit.words)


def _tells(state: Reading, unit: Unit) -> bool:
    """Whether a sentence tells facts or belongs to those of its list; they are added."""
    if (completed := amended(unit, state.facts)) is not None:
        state.put(completed)
        return True
    if state.section in _COVERING:
        return False
    if durations := list(durations_in_prose(unit)):
        state.facts.extend(durations)
    topic = topic_of(unit)
    if topic is None:
        standing = list(stages_in_prose(unit))
        state.facts.extend(standing)
        return bool(durations or standing)
    if durations:
        return True
    counted = count_or_nil(state, unit, topic)
    facts = _doubted([fact for rule in RULES for fact in rule(unit, topic, state.near)], unit)
    joins = topic == "meeting" and not facts and bool(unit.listed or unit.sentence.mentions)
    understood = counted or (topic == "meeting" and unit.sentence.text.rstrip().endswith(":"))
    understood = understood or (joins and _joins_meeting(state, unit))
    state.tell(unit, facts)
    return understood or bool(facts) or _leads_in(unit)


# What a *not* or *had expected* beside it may undo; decisions and release lists have rows for that.
_UNDONE = (Consultation, Meeting, ProposalRaised, Recommendation)


def _doubted(facts: list[Fact], unit: Unit) -> list[Fact]:
    """The facts, those with a doubt that a negation in their sentence may undo and no rule has taken."""
    if not any(isinstance(fact, _UNDONE) for fact in facts) or not may_be_undone(unit.sentence):
        return facts
    return [
        replace(fact, doubts=(*fact.doubts, "unread_negation")) if isinstance(fact, _UNDONE) else fact
        for fact in facts
    ]


def _doubt_if_partly_read(state: Reading, unit: Unit, before: Sequence[Told]) -> None:
    """Doubts the facts of a sentence that names more than they have."""
    new = {
        place: told
        for place, told in enumerate(state.facts)
        if not isinstance(told, OpenCount) and (place >= len(before) or told is not before[place])
    }
    if new and left_over(unit.sentence, list(new.values())):
        state.doubt("partly_unread", new)


def _joins_meeting(state: Reading, unit: Unit) -> bool:
    """Whether a sentence lists modifications of the meeting last told; they are added to it."""
    joined = joined_meeting(unit, state.facts)
    state.put(joined or {})
    return joined is not None


def _role_of(state: Reading, unit: Unit) -> Role | None:
    """What a sentence that tells no fact is, if it is known."""
    if not unit.sentence.mentions and is_set_phrase(unit.sentence.mask):
        return "formula"
    if says_nothing(unit.sentence.mask) or _is_narrative(state, unit):
        return "narrative"
    return "formula" if read_cut_off([unit.sentence.text], state.near) is not None else None


def _sets_the_scene(unit: Unit) -> bool:
    """A sentence that only names the release or day of the list that the next one counts."""
    s = unit.sentence
    return unit.section == "releases" and not s.mentions and bool(s.releases or s.dates)


def _leads_in(unit: Unit) -> bool:
    """`The following … are expected to be issued:` says nothing by itself but belongs to its list's facts."""
    leads = unit.sentence.text.rstrip().endswith(":") or bool(_FOLLOWING.search(unit.sentence.mask))
    return not unit.listed and leads


# "The Change Board dealt with the following requests in January 2021.", over a table
_FOLLOWING = re.compile(r"\b(?:following|below|as follows|that follows?|in (?:the )?table)\b", re.IGNORECASE)


def _is_narrative(state: Reading, unit: Unit) -> bool:
    """Prose: problem descriptions in Define, elsewhere only what holds no reference, date or number."""
    s = unit.sentence
    if state.section in _COVERING:
        return not (s.mentions or s.dates)
    if state.section == "define" and not unit.listed:
        return not (s.mentions and (s.dates or s.releases or s.has("outcome")))
    return not (s.mentions or s.dates or s.months or s.numbers or s.releases)
