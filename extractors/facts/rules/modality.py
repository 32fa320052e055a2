"""What negation and modality make of an outcome: none, its contrary, or one on something else; or a doubt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from extractors.contract import Subject
from extractors.facts.rules.acts import Act
from extractors.facts.sentences.sentence import Sentence
from extractors.vocabulary.modality import Cue, cues_of
from extractors.vocabulary.phrases import Kind, Label

# "did not object and approved Ref": what is said before the break is not said of what follows
_BREAK = re.compile(r"[;,:]|\b(?:and|but|yet)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ruled:
    """An act as it is meant, and what it was decided upon."""

    act: Act
    subject: Subject


def ruled(sentence: Sentence, act: Act) -> Ruled | None:
    """An act on a modification as its sentence means it; None where it tells no decision."""
    cue = _cue_on(sentence, act.label) if act.label is not None and act.outcome != "pending" else None
    if cue is None or cue.kind == "plain":
        return Ruled(act, "modification")
    if cue.kind in ("unreal", "conditional"):
        return None
    if cue.kind == "negated":
        return Ruled(replace(act, outcome="rejected"), "modification") if act.outcome == "approved" else None
    return Ruled(act, cast(Subject, cue.kind))


def is_only_possible(sentence: Sentence, label: Label) -> bool:
    """Whether what a phrase tells is denied or left open by the words around it: `whether Ref is ready`."""
    around = (x for x in _cues_on(sentence, label) if not (x.start <= label.start and label.end <= x.end))
    return any(cue.kind in ("unreal", "conditional", "negated") for cue in around)


def leaves_open(sentence: Sentence) -> bool:
    """Whether a sentence holds a negation that neither a phrase nor an outcome's cue has taken."""
    outcomes = [x for x in sentence.labels if x.kind == "outcome"]
    taken = [(cue.start, cue.end) for x in outcomes for cue in _cues_on(sentence, x)]
    taken += [(x.start, x.end) for x in sentence.labels if x.kind != "negation"]
    taken += [(cue.start, cue.end) for cue in cues_of(sentence.mask) if cue.kind == "plain"]
    cues = [cue for cue in cues_of(sentence.mask) if cue.kind == "open"]
    return any(not any(low < cue.end and cue.start < high for low, high in taken) for cue in cues)


def may_be_undone(sentence: Sentence) -> bool:
    """Whether what a sentence announces may not have come: `had expected`, `cancelled`, an open negation."""
    return leaves_open(sentence) or any(cue.kind == "undone" for cue in cues_of(sentence.mask))


def is_only_imagined(sentence: Sentence, kind: Kind) -> bool:
    """Whether what phrases of a kind tell would come, or would have come: `had Ref been implemented`."""
    told = [x for x in sentence.labels if x.kind == kind]
    return any(cue.kind == "conditional" for x in told for cue in _cues_on(sentence, x))


def takes_out(sentence: Sentence) -> bool:
    """Whether a sentence tells that modifications left a release: `no longer part of`."""
    return any(cue.kind == "removed" for cue in cues_of(sentence.mask))


def is_move(sentence: Sentence) -> bool:
    """Whether a sentence tells of a move from release to release, and of no implementation."""
    moved = any(cue.kind == "release_date" for cue in cues_of(sentence.mask))
    return moved and not sentence.has("implement")


def _cue_on(sentence: Sentence, label: Label) -> Cue | None:
    """The first cue of the table that reaches an outcome."""
    return next(_cues_on(sentence, label), None)


def _cues_on(sentence: Sentence, label: Label) -> Iterator[Cue]:
    for cue in cues_of(sentence.mask):
        if cue.kind not in ("open", "removed", "undone") and _reaches(sentence.mask, cue, label):
            yield cue


def _reaches(mask: str, cue: Cue, label: Label) -> bool:
    if cue.start <= label.start and label.end <= cue.end:
        return True
    if cue.reach < 0:
        low, high = label.end, cue.start
    else:
        low, high = cue.end, label.start
    between = mask[low:high]
    if low > high or len(between.split()) > abs(cue.reach):
        return False
    # "Neither Ref, Ref nor Ref was approved": a list breaks nothing
    listed = re.sub(r"\bRef(?:,| and| or| nor)\s+(?=Ref\b)", "Ref ", between)
    if cue.kind == "conditional" and cue.start == 0:  # "If the Panel agrees, Ref will be converted"
        listed = listed.replace(",", " ", 1)
    return _BREAK.search(listed) is None
