"""Assessments' and proposals' averages told in sentences."""

from collections.abc import Callable

import pytest

from extractors import Extraction

Read = Callable[..., Extraction]
FIELDS = ("kind", "assessment", "status", "total", "average_wd")


def told(read_paper: Read, sentence: str) -> list[tuple[object, ...]]:
    report = read_paper(("h", "Refine"), ("s", "DCC assessments"), ("p", sentence), ("h", "Opine"))
    summaries = [f for f in report.facts if f.kind in ("assessment_summary", "proposal_timescale")]
    return [(f.kind, *(f.values().get(name) for name in FIELDS[1:])) for f in summaries]


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        (
            "Four Preliminary Assessments were open (average 36 WD) and 23 had been completed "
            "(average 38.5 WD).",
            [
                ("assessment_summary", "PA", "open", 4, 36),
                ("assessment_summary", "PA", "completed", 23, 38.5),
            ],
        ),
        (
            "Seven Impact Assessments have been completed, taking 98.5 working days on average.",
            [("assessment_summary", "IA", "completed", 7, 98.5)],
        ),
        (
            "There were 43 open proposals, with an average of 162 working days.",
            [("proposal_timescale", None, "open", 43, 162)],
        ),
    ],
)
def test_an_average_in_a_sentence(read_paper: Read, sentence: str, facts: list[tuple[object, ...]]) -> None:
    assert told(read_paper, sentence) == facts


@pytest.mark.parametrize(
    "sentence",
    [
        "An assessment takes 36 working days on average.",
        "MP103 was open for an average of 36 working days.",
        "Four Preliminary Assessments are on the average user’s mind.",
    ],
)
def test_no_count_no_summary(read_paper: Read, sentence: str) -> None:
    assert told(read_paper, sentence) == []
