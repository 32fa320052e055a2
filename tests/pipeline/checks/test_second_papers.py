"""A second paper of a month, under another reference, adds to the month and takes nothing back."""

import pytest

OWN = "report 2020-08 paper_reference=SECP_83_1408_12"
SECOND = "report 2020-08 paper_reference=SECP_83A_2008_01 published_on=2020-08-20"
REJECTED = """
    register 2020-08-07
    entry MP103 stage=Rejected decision=Rejected decision_body="Change Board" decision_date=2020-07-22
"""
APPROVED = "decision MP103 change_board modification approved decided_on=2020-07-22"


@pytest.fixture
def told(material):
    def read(own: str, second: str, rest: str = ""):
        return material("\n".join((OWN, own, SECOND, second, rest)))

    return read


def test_what_only_the_second_paper_tells_was_told(told):
    register = """
        register 2020-08-07
        entry MP103 stage=Approved decision=Approved decision_body="Change Board" decision_date=2020-07-22
    """
    other = APPROVED.replace("MP103", "MP117")
    assert told(other, "", register).codes("R309")
    assert not told(other, APPROVED, register).codes("R309")


def test_an_appeal_told_in_the_second_paper_explains(told):
    july = """
        report 2020-07 paper_reference=SECP_82_1007_12
        decision MP103 change_board modification rejected decided_on=2020-07-21
    """
    appeal = "decision MP103 panel appeal sent_back decided_on=2020-07-22"
    assert told(APPROVED, "", july).codes("X208")
    assert not told(APPROVED, appeal, july).codes("X208")


def test_two_papers_of_a_month_may_contradict_each_other(told):
    (found,) = told(APPROVED, APPROVED.replace("approved", "rejected")).check("X208").findings
    assert found.period == "2020-08"
    assert len({place.sha256 for place in found.evidence}) == 2


def test_a_wrong_decision_of_the_second_paper_is_found_in_its_own_document(told):
    said = told("", APPROVED, REJECTED)
    (found,) = said.check("R304").findings
    digests = {getattr(place, "sha256", None) for place in found.evidence}
    assert said.reports[1].document.sha256 in digests
    assert said.reports[0].document.sha256 not in digests


def test_what_both_papers_say_is_held_against_the_register_once(told):
    assert len(told(APPROVED, APPROVED, REJECTED).codes("R304")) == 1


def test_a_second_paper_is_no_report_of_the_series(told):
    july = "report 2020-07 paper_reference=SECP_82_1007_12"
    said = told("", APPROVED, july)
    assert not said.codes("X201")
    assert not said.codes("X218")
