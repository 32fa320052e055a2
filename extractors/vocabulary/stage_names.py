"""The stage that a few words name as a whole: a cell, a label of a tile, what stands behind `Stage:`."""

import re
from collections.abc import Sequence
from functools import cache
from typing import cast

from extractors.contract import ModificationStageRole, OwnVocabulary
from extractors.vocabulary import in_use, vocabulary

# "Refinement Process", "Report Phase": the last word does not change which stage is meant
_KIND = re.compile(r" (?:process|phase|stage)$")

# "In Refinement", "At the Report Phase", "With the Authority"
_SMALL = re.compile(r"^(?:in|at) |\bthe ")

# "approved" and "release" of "Approved/Release"
_LETTERS = re.compile(r"[a-z]+")


def plain_stage(text: str) -> str:
    """A stage's name in lower case, nothing but its words."""
    return " ".join(_LETTERS.findall(text.casefold()))


def stage_named(text: str) -> ModificationStageRole | None:
    """The stage that these words name and say no more; None where they say anything else."""
    plain = plain_stage(text)
    bare = _KIND.sub("", _SMALL.sub("", plain))
    names = _names(in_use())
    return next((names[said] for said in (plain, bare) if said in names), None)


# "Approved, awaiting implementation" and its like are at most so many words
_LONGEST = 6


def stages_in(words: Sequence[str]) -> list[tuple[ModificationStageRole, int, int]] | None:
    """The stages that words name one after another, each with where it begins and ends; None where some
    word is no part of a stage's name."""
    found: list[tuple[ModificationStageRole, int, int]] = []
    start = 0
    while start < len(words):
        if not set(_LETTERS.findall(words[start].casefold())) <= _known_letters(in_use()):
            return None  # nearly all text: no need to try what it may begin
        ends = range(min(start + _LONGEST, len(words)), start, -1)
        named = next(((s, end) for end in ends if (s := stage_named(" ".join(words[start:end])))), None)
        if named is None:
            return None
        found.append((named[0], start, named[1]))
        start = named[1]
    return found


@cache
def _names(own: OwnVocabulary) -> dict[str, ModificationStageRole]:
    return {
        row["wording"]: cast(ModificationStageRole, row["stage"])
        for row in reversed(vocabulary("stages", own))
    }


@cache
def _known_letters(own: OwnVocabulary) -> frozenset[str]:
    """The words that stages' names hold, and those that may stand before or behind one."""
    around = "in at the process phase stage"
    return frozenset(" ".join((*_names(own), around)).split())
