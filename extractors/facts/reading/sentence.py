"""What one sentence says: its facts, and the role its words take in the account."""

import re
from dataclasses import replace

from extractors.contract import Fact
from extractors.facts.cover.particulars import read_cut_off
from extractors.facts.reading.amend import amend
from extractors.facts.reading.state import Walk
from extractors.facts.reading.stated_counts import count_or_nil
from extractors.facts.rules import RULES
from extractors.facts.rules.durations import durations_in_prose
from extractors.facts.rules.stage_counts import stage_counts
from extractors.facts.rules.topics import Frame, Unit, frame_of
from extractors.vocabulary.set_phrases import is_formula

# "Modifications: MPs 076, 081 and 108", a line under a meeting's day
_AGENDA = re.compile(r"(?:Modifications|Items|Agenda|Discussed|On the agenda)\b[^.]*Ref", re.IGNORECASE)


def understand(state: Walk, unit: Unit) -> None:
    """Adds what a sentence says and claims its words; a sentence nobody understands stays unclaimed."""
    frame = frame_of(unit) if state.section not in ("cover", "purpose", "recommendations") else None
    understood = amend(unit, state.facts)
    if state.section not in ("cover", "purpose", "recommendations") and not understood:
        durations = list(durations_in_prose(unit))
        state.facts.extend(durations)
        understood = bool(durations)
    if frame is not None and not understood:
        understood = count_or_nil(state, unit, frame)
        facts: list[Fact] = [*stage_counts(unit, frame)]
        for rule in RULES:
            facts.extend(rule(unit, frame, state.near))
        if frame == "meeting" and unit.sentence.text.rstrip().endswith(":"):
            understood = True
        if frame == "meeting" and not facts and (unit.listed or unit.sentence.mentions):
            understood = understood or joins_meeting(state, unit)
        state.facts.extend(facts)
        understood = understood or bool(facts)
        understood = understood or _leads_in(unit, frame)
    if understood:
        state.ledger.claim("fact", unit.words)
        if unit.lead is not None and unit.listed:
            state.ledger.claim("fact", unit.lead.words)
        if unit.before is not None and (unit.refers_back or _sets_the_scene(unit.before)):
            state.ledger.claim("fact", unit.before.words)
    elif _AGENDA.match(unit.sentence.mask) and unit.sentence.mentions and joins_meeting(state, unit):
        state.ledger.claim("fact", unit.words)
    elif is_formula(unit.sentence):
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


def _leads_in(unit: Unit, frame: Frame | None) -> bool:
    """`The following … are expected to be issued:` says nothing by itself but belongs to its list's facts."""
    leads = unit.sentence.text.rstrip().endswith(":") or bool(_FOLLOWING.search(unit.sentence.mask))
    return frame is not None and not unit.listed and leads


# "The Change Board dealt with the following requests in January 2021.", over a table
_FOLLOWING = re.compile(r"\b(?:following|below|as follows|that follows?|in (?:the )?table)\b", re.IGNORECASE)


def _is_narrative(state: Walk, unit: Unit) -> bool:
    """Prose: problem descriptions in Define, elsewhere only what holds no reference, date or number."""
    s = unit.sentence
    if state.section in ("cover", "purpose", "recommendations"):
        return not (s.mentions or s.dates)
    if state.section == "define" and not unit.listed:
        return True
    return not (s.mentions or s.dates or s.months or s.numbers or s.releases)


def joins_meeting(state: Walk, unit: Unit) -> bool:
    """A modification listed under a meeting is one of its references."""
    for position in range(len(state.facts) - 1, -1, -1):
        fact = state.facts[position]
        if fact is not None and fact.kind == "meeting":
            references = (*fact.references, *(m.reference for m in unit.sentence.mentions))  # type: ignore[attr-defined]
            state.facts[position] = replace(fact, references=tuple(dict.fromkeys(references)))  # type: ignore[call-arg]
            return True
    return False
