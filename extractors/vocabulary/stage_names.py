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


def plain_stage(text: str) -> str:
    """A stage's name in lower case, nothing but its words."""
    return " ".join(re.findall(r"[a-z]+", text.casefold()))


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
