"""R314 and R315: the register's paths, and what it has approved for a release."""

import pytest

VOTE = "decision MP118 change_board modification approved decided_on=2020-07-22 governance=self_governance"
REGISTER = "register 2020-08-07\nentry MP118 path='Authority Determination'"


@pytest.mark.parametrize(
    "lines",
    [
        # The path changed after a send-back; it is urgent; the words are unknown; the register changed.
        f"report 2020-08\ndecision MP118 authority modification sent_back\n{VOTE}\n{REGISTER}",
        f"report 2020-08\n{VOTE}\nregister 2020-08-07\nentry MP118 path=Urgent",
        f"report 2020-08\n{VOTE}\nregister 2020-08-07\nentry MP118 path=Unheard",
        f"report 2020-08\n{VOTE}\n{REGISTER}\nregister 2020-07-31\nentry MP118 path=Self-Governance",
        f"report 2020-08\n{VOTE.replace('governance=self_governance', '')}\n{REGISTER}",
    ],
)
def test_a_path_that_is_no_conflict(material, lines):
    assert material(lines).codes("R314") == []


def test_a_decision_that_is_told_again_is_one_finding(material):
    said = material(f"report 2020-08\n{VOTE}\nreport 2020-09\n{VOTE}\n{REGISTER}")
    assert said.codes("R314") == [("R314", "2020-08", "MP118")]


LIST = "release_item MP101 approved release='November 2020 SEC Release'"
OWED = "entry MP104 decision=Approved decision_date=2020-05-27 release='November 2020 SEC Release'"


def test_what_no_list_has_is_one_finding_and_not_one_a_month(material):
    months = "\n".join(f"report 2020-{month}\n{LIST}" for month in ("07", "08", "09"))
    assert material(f"{months}\nregister 2020-07-03\n{OWED}").codes("R315") == [("R315", "2020-07", "MP104")]


def test_a_later_register_counts_for_what_was_decided_before(material):
    assert material(f"report 2020-08\n{LIST}\nregister 2020-09-04\n{OWED}").codes("R315") == [
        ("R315", "2020-08", "MP104")
    ]
    late = OWED.replace("2020-05-27", "2020-08-05")
    assert material(f"report 2020-08\n{LIST}\nregister 2020-09-04\n{late}").codes("R315") == []


@pytest.mark.parametrize(
    "lines",
    [
        f"decision MP104 change_board modification deferred\nregister 2020-08-07\n{OWED}",
        f"decision MP104 change_board modification approved\nregister 2020-08-07\n{OWED}",
        f"release_item MP104A approved release='November 2020 SEC Release'\nregister 2020-08-07\n{OWED}",
        f"release_item MP104 approved release='February 2021 SEC Release'\nregister 2020-08-07\n{OWED}",
        f"register 2020-08-07\n{OWED} stage=Implemented",
        f"register 2020-08-07\n{OWED.replace('November 2020', 'June 2021')}",
        f"register 2020-08-07\n{OWED.replace('Approved', 'Rejected')}",
    ],
)
def test_what_a_list_does_not_owe(material, lines):
    assert material(f"report 2020-08\n{LIST}\n{lines}").codes("R315") == []


def test_a_path_that_the_next_register_has_was_merely_late(material):
    said = material(
        f"report 2020-08\n{VOTE}\n{REGISTER}\nregister 2020-09-04\nentry MP118 path=Self-Governance"
    )
    (finding,) = said.check("R314").findings
    assert finding.severity == "info"
    assert "register late" in finding.message
