"""Wordings of negation and modality: each row's own examples."""

import pytest

from extractors.vocabulary import vocabulary
from extractors.vocabulary.modality import cues_of


@pytest.mark.parametrize("row", vocabulary("modality"), ids=lambda row: f"{row['kind']}: {row['wording']}")
def test_a_row_matches_its_example_and_misses_the_other(row: dict[str, str]) -> None:
    told = (row["kind"], int(row["reach"]))
    assert told in [(cue.kind, cue.reach) for cue in cues_of(row["matches"])]
    assert told not in [(cue.kind, cue.reach) for cue in cues_of(row["misses"])]
