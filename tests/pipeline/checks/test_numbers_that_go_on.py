"""X219 and X221: the series of numbers, and the numbers that go on from month to month."""

import pytest

JULY = "report 2020-07\nproposal_raised DP134 raised_on=2020-06-29"
AUGUST = "report 2020-08\nproposal_raised DP136 raised_on=2020-07-14"


def test_each_number_that_was_left_out(material):
    said = material(f"{JULY}\n{AUGUST}\nproposal_raised DP139 raised_on=2020-07-27").check("X219").findings
    assert [one.stated["number"] for one in said] == [135, 137, 138]


@pytest.mark.parametrize(
    "told",
    [
        f"{AUGUST}\nmention MP135",
        f"{AUGUST}\nreport 2020-09\nproposal_raised DP135 raised_on=2020-07-29",
        f"{AUGUST}\nregister 2020-08-07\nentry DP135 date_raised=2020-07-10",
        # Another series, and a report with nothing before it.
        "report 2020-08\nproposal_raised DP236 raised_on=2020-07-14",
        "report 2021-08\nproposal_raised DP190 raised_on=2021-07-14",
    ],
)
def test_a_number_that_is_told_of_elsewhere_or_is_none_of_the_series(material, told):
    assert material(f"{JULY}\n{told}").codes("X219") == []


@pytest.mark.parametrize(
    "told",
    [
        (
            "assessment_summary PA open 3",
            "assessment_summary PA open 3\nassessment MP119 PA open accepted_on=2020-07-14",
        ),
        (
            "proposal_timescale open 51",
            "proposal_timescale open 54\nproposal_raised DP136 raised_on=2020-07-14",
        ),
        (
            "stage_count release 5",
            "stage_count release 5\n"
            "release_item MP135 implemented release=standalone release_date=2020-07-23",
        ),
        (
            "release_item MP110 approved release='November 2020 SEC Release'",
            "release_item MP110 approved release='November 2020 SEC Release'\n"
            "release_item MP118 approved release='November 2020 SEC Release'",
        ),
    ],
)
def test_a_number_that_does_not_go_on(material, told):
    said = material(f"report 2020-07\n{told[0]}\nreport 2020-08\n{told[1]}")
    assert said.codes("X221") == [("X221", "2020-08", None)]
    # After a missing month nothing can be said.
    gap = material(f"report 2020-07\n{told[0]}\nreport 2020-09\n{told[1]}")
    assert gap.codes("X221") == []


def test_numbers_that_go_on(material):
    said = material("""
        report 2020-07
        assessment_summary PA open 2
        assessment MP117 PA open accepted_on=2020-06-05
        assessment MP109 PA open accepted_on=2020-05-26
        proposal_timescale open 51
        stage_count release 10
        release_item MP110 approved release='November 2020 SEC Release'
        report 2020-08
        assessment_summary PA open 2
        assessment MP119 PA open accepted_on=2020-07-14
        assessment MP109 PA open accepted_on=2020-05-26
        assessment MP117 PA completed returned_on=2020-07-16
        assessment MP118 PA completed returned_on=2020-07-30
        proposal_timescale open 51
        proposal_raised DP136 raised_on=2020-07-14
        proposal_raised DP139 raised_on=2020-08-03
        stage_count release 11
        decision MP118 authority modification approved decided_on=2020-07-22 release="November 2020"
        decision MP120 change_board modification rejected decided_on=2020-06-24
        release_item MP110 approved release='November 2020 SEC Release'
        release_item MP118 approved release='November 2020 SEC Release'
    """)
    assert said.codes("X221") == []
