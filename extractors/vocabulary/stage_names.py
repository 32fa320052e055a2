"""The stage that a few words name as a whole: a cell, a label of a tile, what stands behind `Stage:`."""

import re
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


@cache
def _names() -> dict[str, ModificationStageRole]:
    return {row["wording"]: cast(ModificationStageRole, row["stage"]) for row in vocabulary("stages")}
