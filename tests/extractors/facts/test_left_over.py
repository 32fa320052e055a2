"""A sentence that names more than its facts have: they are doubted, and what tells is no narrative."""

import pytest


def _doubts(told, kind):
    return [fact.doubts for fact in told.facts if fact.kind == kind]


@pytest.mark.parametrize(
    ("section", "sentence", "kind"),
    [
        # A day that no rule puts anywhere.
        (
            "Opine",
            "MP103 was approved by the Change Board on 22 July 2020, to be looked at again by 4 January.",
            "decision",
        ),
        # A modification of which nothing is read.
        ("Refine", "MP103 remains in the Refinement Process, while MP117 sleeps.", "modification_stage"),
    ],
)
def test_facts_of_a_sentence_that_says_more_are_doubted(read_paper, section, sentence, kind):
    told = read_paper(("h", section), ("p", sentence))
    assert _doubts(told, kind) == [("partly_unread",)]


@pytest.mark.parametrize(
    "sentence",
    [
        "MP103 was approved by the Change Board on 22 July 2020.",
        "MP103 was approved by the Change Board on 22 July 2020 for the November 2020 SEC Release.",
    ],
)
def test_facts_that_have_all_that_is_named_are_not(read_paper, sentence):
    told = read_paper(("h", "Opine"), ("p", sentence))
    assert _doubts(told, "decision") == [()]


def test_the_day_of_an_agenda_is_nobody_s(read_paper):
    told = read_paper(
        ("h", "Refine"),
        (
            "p",
            "The next monthly Working Group meeting will be held on 2 September 2020, and its agenda will be "
            "announced on 19 August 2020.",
        ),
    )
    assert _doubts(told, "meeting") == [()]


def test_a_dated_sentence_among_problem_descriptions_is_not_taken_for_one(read_paper):
    told = read_paper(
        ("h", "Define"), ("p", "DP139 looked at the issue."), ("p", "DP139 slept from 3 July 2020 on.")
    )
    assert [one.text for one in told.coverage.unclaimed] == ["slept from 3 July 2020 on."]
