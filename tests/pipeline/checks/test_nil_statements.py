"""I119: what a nil statement denies, and what it says nothing of."""

import pytest


@pytest.mark.parametrize(
    "told",
    [
        "nil_return recommended_refinement\nrecommendation DP138 refinement",
        "nil_return recommended_report\nrecommendation DP138 report",
        "nil_return decisions\ndecision DP138 change_board modification approved section=summary",
        "nil_return conversions section=define\n"
        "decision DP138 change_sub_committee conversion approved section=define",
        "nil_return report_consultations_open section=opine\nconsultation DP138 modification_report open",
        "nil_return report_consultations_expected section=opine\n"
        "consultation DP138 modification_report expected",
        "nil_return impact_assessment_requests section=refine\n"
        "decision DP138 change_board impact_assessment approved section=refine period=2020-07",
        "nil_return change_board_votes section=opine\n"
        "decision DP138 change_board modification deferred decided_on=2020-07-22",
        "nil_return authority_decisions section=opine\n"
        "decision DP138 authority modification sent_back decided_on=2020-07-22",
        "nil_return implemented section=releases\n"
        "release_item DP138 implemented release=standalone release_date=2020-07-23",
        "nil_return release_contents section=releases says='nothing in the November 2020 SEC Release'\n"
        "release_item DP138 approved release='November 2020 SEC Release'",
        "nil_return new_proposals section=define\nproposal_raised DP138 raised_on=2020-07-27",
    ],
)
def test_what_a_nil_statement_denies_is_found_once(material, told):
    said = material(f"report 2020-08\n{told}\n{told.splitlines()[1]}")
    assert said.codes("I119") == [("I119", "2020-08", "DP138")]


@pytest.mark.parametrize(
    "told",
    [
        # Another period.
        "nil_return change_board_votes section=opine\n"
        "decision MP118 change_board modification approved decided_on=2020-06-24",
        "nil_return implemented section=releases\n"
        "release_item MP118 implemented release='June 2020 SEC Release' release_date=2020-06-25",
        "nil_return new_proposals section=define\nproposal_raised DP138 raised_on=2020-08-03",
        # Another status: one that has closed, one that is yet to open.
        "nil_return refinement_consultations_open section=refine\n"
        "consultation MP118 refinement open closes_on=2020-07-31",
        "nil_return refinement_consultations_open section=refine\n"
        "consultation MP118 refinement open opens_on=2020-08-10",
        # Another subject.
        "nil_return decisions\ndecision MP118 change_board modification rejected section=summary",
        "nil_return impact_assessment_requests section=refine\n"
        "decision MP118 panel impact_assessment approved section=refine decided_on=2020-07-17",
        "nil_return release_contents section=releases says='nothing in the February 2021 SEC Release'\n"
        "release_item MP118 approved release='November 2020 SEC Release'",
    ],
)
def test_a_nil_statement_says_nothing_of_other_subjects_statuses_and_periods(material, told):
    assert material(f"report 2020-08\n{told}").codes("I119") == []
