"""Counted votes: whether what follows a count goes on with its list, adds to it or parts it."""

from collections.abc import Sequence

from extractors.blocks.model import Block
from extractors.contract import Claim
from extractors.facts.reading.state import Reading
from extractors.facts.rules.date_roles import dates_by_role
from extractors.facts.rules.topics import topic_of
from extractors.facts.sentences.passage import passage_of
from extractors.facts.sentences.unit import Unit
from extractors.vocabulary.phrases import labels_of


def tells_of_others(state: Reading, block: Block) -> bool:
    """Whether a caption names another body than the one whose votes were counted before it."""
    labels = labels_of(block.text)
    if any(x.kind == "outcome" for x in labels):
        return False  # "Approved and now with the Authority", over a part of the votes
    named = {x.value for x in labels if x.kind == "body"} & set(_COUNTED_BY.values())
    counted = {_COUNTED_BY[p.claim] for p in state.pending if p.claim in _COUNTED_BY}
    return bool(named and counted) and not named & counted


_COUNTED_BY: dict[Claim, str] = {"change_board_votes": "change_board", "authority_decisions": "authority"}


def goes_on_with_votes(state: Reading, units: Sequence[Unit]) -> bool:
    """Paragraphs that tell, one by one, the outcomes of votes that a sentence before them counted."""
    if not state.pending or not units or state.lead is None:
        return False
    pending, first = state.pending[-1], units[0]
    if pending.claim not in ("change_board_votes", "authority_decisions") or pending.bulleted:
        return False
    own = topic_of(first)
    dated = bool(first.sentence.dates) and any(role is None for role in dates_by_role(first.sentence))
    if pending.claim == "authority_decisions" and not first.sentence.has("body", "change_board"):
        dated = pending.listed >= pending.stated  # each of the Authority's decisions has a day of its own
    return own == "decision" and bool(first.sentence.mentions) and not dated and not first.sentence.numbers


def follows_count(state: Reading, units: Sequence[Unit], unit: Unit) -> bool:
    """Whether a paragraph tells what it counted: `… considered two modifications. Ref was approved. …`"""
    if not state.pending or state.pending[-1].claim not in ("change_board_votes", "decisions"):
        return False
    counting, own = state.pending[-1].unit.sentence, unit.sentence
    here = any(other.sentence is counting for other in units) and own is not counting
    plain = bool(own.mentions) and not counting.mentions and not own.numbers and not unit.refers_back
    dated = any(role is None for role in dates_by_role(own))
    return here and plain and not dated and topic_of(unit) == "decision"


def adds_to_votes(state: Reading, units: Sequence[Unit]) -> bool:
    """A paragraph between parts of a list of votes: `This modification is now with the Authority.`"""
    votes = bool(state.pending) and state.pending[-1].claim in ("change_board_votes", "authority_decisions")
    return votes and bool(units) and all(u.refers_back and not u.sentence.mentions for u in units)


def parts_votes(state: Reading, block: Block) -> bool:
    """A heading that parts a list of votes by their outcome: `Approved under Self-Governance`."""
    labels = labels_of(passage_of(block.words, state.known).text)
    counted = state.pending[-1].claim in ("change_board_votes", "authority_decisions", "decisions")
    telling = [x.kind for x in labels if x.kind in ("outcome", "vote")]
    return counted and telling[:1] == ["outcome"]
