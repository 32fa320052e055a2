"""The stage that a few words name as a whole: a cell, a label of a tile, what stands behind `Stage:`."""

import re
from collections.abc import Sequence
from functools import cache
from typing import cast

from extractors.contract import ModificationStageRole
from extractors.vocabulary import vocabulary

# "Refinement Process", "Report Phase": the last word does not change which stage is meant
_KIND = re.compile(r" (?:process|phase|stage)$")

# "In Refinement", "At the Report Phase", "With the Authority"
_SMALL = re.compile(r"^(?:in|at) |\bthe ")


def stage_named(text: str) -> ModificationStageRole | None:
    """The stage that these words name and say no more; None where they say anything else."""
    plain = " ".join(re.findall(r"[a-z]+", text.casefold()))
    bare = _KIND.sub("", _SMALL.sub("", plain))
    names = _names()
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
def _names() -> dict[str, ModificationStageRole]:
    return {row["wording"]: cast(ModificationStageRole, row["stage"]) for row in vocabulary("stages")}
