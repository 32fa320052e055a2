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
        (
            "Six Preliminary Assessments and one Impact Assessment are open. They have lasted 41 WD and "
            "77.5 WD on average respectively.",
            [("assessment_summary", "PA", "open", 6, 41), ("assessment_summary", "IA", "open", 1, 77.5)],
        ),
        (
            "Three Preliminary and nine Impact Assessments were returned, averaging 40 and 85 WD.",
            [
                ("assessment_summary", "PA", "completed", 3, 40),
                ("assessment_summary", "IA", "completed", 9, 85),
            ],
        ),
        (
            "Seven Preliminary Assessments were completed, in 66 WD on average, as were eight Impact "
            "Assessments, in 80 WD on average.",
            [
                ("assessment_summary", "PA", "completed", 7, 66),
                ("assessment_summary", "IA", "completed", 8, 80),
            ],
        ),
        (
            "Fifty proposals are open. They have been open for 268 Working Days (WD) on average.",
            [("proposal_timescale", None, "open", 50, 268)],
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
        "Six Preliminary Assessments are open. They have lasted 41 WD and 77 WD on average respectively.",
        "On average they have lasted 41 WD and 77 WD.",
        "MP103 has three proposals open against it. They have been open for 268 WD on average.",
    ],
)
def test_no_count_no_summary(read_paper: Read, sentence: str) -> None:
    assert told(read_paper, sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Fifty proposals are open. They are on average 12 WD older than last month.",
        "Six Preliminary Assessments are open. They have a target of 15 WD on average.",
        "Five Preliminary Assessments and two Impact Assessments are open, lasting 2 and 30 WD longer on "
        "average than in June.",
    ],
)
def test_what_is_compared_is_no_average(read_paper: Read, sentence: str) -> None:
    assert told(read_paper, sentence) == []


def test_targets_are_no_averages(read_paper: Read) -> None:
    sentence = (
        "Five Preliminary Assessments are open (average 36 WD) and two Impact Assessments are open "
        "(average 74 WD), against targets of 15 and 40 WD."
    )
    assert [fact[1:] for fact in told(read_paper, sentence)] == [
        ("PA", "open", 5, 36), ("IA", "open", 2, 74),
    ]  # fmt: skip
