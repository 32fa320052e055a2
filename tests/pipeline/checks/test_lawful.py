"""Odd but lawful: what reports and register together explain is no finding, and without it is one."""

import pytest

VOTE = "decision MP178 change_board modification approved decided_on=2020-09-23"
FEBRUARY = "release='February 2021 SEC Release'"
JUNE = "release='June 2021 SEC Release'"
ROW = "assessment MP109 PA open accepted_on=2020-09-08 target_wd=15 duration_wd"
OTHERS = """
assessment MP107 PA open accepted_on=2020-08-20 target_wd=15 duration_wd={0}
assessment MP119 IA open accepted_on=2020-08-12 target_wd=40 duration_wd={1}
"""
OCTOBER, NOVEMBER = OTHERS.format(30, 36), OTHERS.format(52, 58)

LAWFUL = [
    pytest.param(
        "X210",
        f"report 2020-10\n{VOTE} governance=self_governance {FEBRUARY}\n"
        f"release_item MP158 approved {FEBRUARY}",
        "governance=self_governance",
        "governance=authority_determined",
        id="the Authority has still to decide",
    ),
    pytest.param(
        "X210",
        f"report 2020-10\n{VOTE} {FEBRUARY} says='approved'\nrelease_item MP158 approved {FEBRUARY}",
        "says='approved'",
        "says='approved for February if the Authority decides by October, or otherwise for June'",
        id="one release or another",
    ),
    pytest.param(
        "X209",
        f"report 2020-10\nrelease_item MP178 approved {FEBRUARY}\n"
        f"report 2020-11\nmention MP178\nrelease_item MP178 approved {JUNE}",
        "mention MP178",
        "decision MP178 panel release_date approved",
        id="the release was moved",
    ),
    pytest.param(
        "X212",
        "report 2020-11\nmention MP169 title='Alarm thresholds'\n"
        "report 2020-12\nmention MP169 title='Alert limits'",
        "report 2020-12",
        "report 2020-12\ndecision MP169 panel title approved",
        id="another title was given",
    ),
    pytest.param(
        "X202",
        f"report 2020-10\n{ROW}=17\n{OCTOBER}\nreport 2020-11\n{NOVEMBER}",
        "report 2020-11",
        "report 2020-11\ndecision MP109 working_group merger approved",
        id="merged",
    ),
    pytest.param(
        "X202",
        f"report 2020-10\n{ROW}=17\n{OCTOBER}\nreport 2020-11\n{NOVEMBER}",
        "report 2020-11",
        "report 2020-11\nassessment MP109A PA completed returned_on=2020-10-20 target_wd=15 duration_wd=30",
        id="returned under a part",
    ),
    pytest.param(
        "X206",
        "report 2020-10\nassessment MP109 PA completed returned_on=2020-07-14 target_wd=15 duration_wd=31\n"
        "report 2020-11\nassessment MP107 PA completed returned_on=2020-07-15 target_wd=15 duration_wd=31",
        "assessment MP107 PA completed returned_on=2020-07-15",
        "assessment MP109A PA completed returned_on=2020-07-14",
        id="completed under a part",
    ),
    pytest.param(
        "X203",
        f"report 2020-10\n{ROW}=17\nreport 2020-11\n{ROW.replace('09-08', '10-12')}=15",
        "report 2020-11",
        "report 2020-11\ndecision MP109 change_board assessment_request approved",
        id="accepted again",
    ),
    pytest.param(
        "I107",
        f"report 2020-10\n{ROW.replace('15', '60')}=17",
        "report 2020-10",
        "report 2020-10\ndecision MP109 panel impact_assessment approved says='agreed to extend the target'",
        id="target extended",
    ),
    pytest.param(
        "I105",
        f"report 2020-11\n{ROW}=20\n{NOVEMBER}",
        "report 2020-11",
        "report 2020-11\ndecision MP109 proposer progression deferred says='was put on hold'",
        id="on hold for a time",
    ),
    pytest.param(
        "X205",
        "report 2020-10\nassessment MP109 PA completed returned_on=2020-07-14 target_wd=15 duration_wd=31\n"
        "report 2020-11\nassessment MP109 PA completed returned_on=2020-07-14 target_wd=15 duration_wd=30",
        "report 2020-11",
        "report 2020-11\ndecision MP109 panel progression approved says='the duration has been corrected'",
        id="corrected",
    ),
    pytest.param(
        "I103",
        f"report 2020-10\nassessment_summary PA open 2\n{ROW}=17",
        "report 2020-10",
        "report 2020-10\nmeeting panel monthly held section=refine says='the total includes one withdrawn'",
        id="a note on the total",
    ),
    pytest.param(
        "I108",
        "report 2020-11\n"
        + "assessment MP205 PA completed returned_on=2020-10-14 target_wd=15 duration_wd=23\n" * 2,
        "duration_wd=23",
        "duration_wd=32",
        id="two options returned on one day",
    ),
    pytest.param(
        "I109",
        "report 2020-08\nassessment MP058 IA completed returned_on=2019-07-30 target_wd=40 duration_wd=84",
        "2019-07-30",
        "2019-07-31",
        id="the anniversary of the cut-off",
    ),
    pytest.param(
        "X201",
        "report 2020-11\nreport 2021-01\nmeeting panel monthly held says='in December'",
        "says='in December'",
        "says='There was no Panel meeting in December 2020'",
        id="a month without a Panel",
    ),
    pytest.param(
        "I111",
        "report 2020-10\nmention MP154\nreport 2020-11\nrecommendation MP177 report\n"
        "consultation MP177 modification_report expected\nconsultation MP154 modification_report expected",
        "mention MP154",
        "decision MP154 authority modification sent_back decided_on=2020-09-30",
        id="consulted on again after a send-back",
    ),
    pytest.param(
        "R303",
        "report 2020-10\nproposal_raised DP161 raised_on=2020-09-29\n"
        "register 2020-10-09\nentry DP161 stage='Pending Implementation' path='Self-Governance'",
        "path='Self-Governance'",
        "path='Fast Track'",
        id="a quick path",
    ),
    pytest.param(
        "R303",
        "report 2020-11 published_on=2020-11-06\nmeeting working_group monthly held held_on=2020-11-04"
        " references=MP951\nregister 2020-10-09\nentry MP951 stage='Report Phase'\n"
        "register 2020-11-06\nentry MP951 stage='Report Phase'",
        "references=MP951",
        "references=MP951 says='to consider the responses to the consultation'",
        id="a Working Group on the answers",
    ),
    pytest.param(
        "R304",
        "report 2020-10\ndecision MP180 change_board modification approved decided_on=2020-09-23\n"
        "mention MP180\n"
        "register 2020-10-09\nentry MP180 decision=Rejected decision_date=2020-10-07",
        "mention MP180",
        "decision MP180 authority modification rejected decided_on=2020-10-07",
        id="the Authority's decision in a register without bodies",
    ),
    pytest.param(
        "R309",
        "report 2020-10\nmention MP811\nregister 2020-10-09\n"
        "entry MP811 decision=Approved decision_date=2020-09-23 decision_body='Change Board'",
        "mention MP811",
        "decision MP811 change_board modification deferred decided_on=2020-09-23",
        id="told with another outcome",
    ),
    pytest.param(
        "R310",
        "report 2020-11\nmention MP152\nregister 2020-10-09\n"
        "entry MP152 stage=Rejected decision=Rejected decision_date=2020-09-23\n"
        "entry MP001 stage=Rejected decision=Rejected\n"
        "register 2020-11-06\nentry MP152 stage='Report Phase'\nentry MP001 stage=Rejected decision=Rejected",
        "mention MP152",
        "decision MP152 panel modification sent_back decided_on=2020-10-16",
        id="a rejection quashed",
    ),
    pytest.param(
        "R307",
        "report 2020-08\nproposal_raised DP138 proposer='Tim Smith' organisation=EDF raised_on=2020-07-27\n"
        "register 2020-08-07\nentry DP138 proposer='Ann Ito' organisation='EDF Energy Limited'",
        "Ann Ito",
        "Timothy Smith",
        id="a person's and a company's other names",
    ),
    pytest.param(
        "R308",
        "report 2020-11\nrelease_item MP150 implemented release=standalone release_date=2020-10-30\n"
        "register 2020-11-05\nentry MP150 release='November 2020 SEC Release'",
        "release='November 2020 SEC Release'",
        "release='October 2020 Release'",
        id="a standalone release that the register names by its month",
    ),
    pytest.param(
        "R308",
        f"report 2020-10\n{VOTE} governance=self_governance {FEBRUARY}\n"
        "register 2020-10-09\nentry MP178 release='June 2021 SEC Release'",
        "governance=self_governance",
        "governance=authority_determined",
        id="the Authority may move what the Change Board voted for",
    ),
    pytest.param(
        "X208",
        "report 2020-10\ndecision MP184 change_board modification approved decided_on=2020-09-23\n"
        "report 2020-11\nmention MP184\n"
        "decision MP184 change_board modification approved decided_on=2020-10-28",
        "mention MP184",
        "decision MP184 panel appeal approved",
        id="a vote after an appeal",
    ),
    pytest.param(
        "X207",
        "report 2020-10\nrelease_item MP191 approved\n"
        "report 2020-11\nmeeting working_group ad_hoc held held_on=2020-10-28 references=MP191",
        "references=MP191",
        "references=MP191 says='to review the testing of the approved'",
        id="a Working Group on tests",
    ),
]


@pytest.mark.parametrize(("code", "told", "plain", "explained"), LAWFUL)
def test_it_is_found_without_the_explanation_and_not_with_it(material, code, told, plain, explained):
    assert len(material(told).check(code).findings) == 1
    assert material(told.replace(plain, explained, 1)).check(code).findings == ()


@pytest.mark.parametrize(
    ("later", "found"),
    [
        ("rejected", 1),
        ("rejected decided_on=2020-09-24", 1),
        ("rejected decided_on=2020-10-28", 0),
        ("approved", 0),
    ],
)
def test_an_opposite_outcome_without_a_day_or_a_day_apart_is_one_decision(material, later, found):
    told = f"report 2020-10\n{VOTE}\nreport 2020-11\ndecision MP178 change_board modification {later}"
    assert len(material(told).check("X208").findings) == found


LATE = "report 2020-10\n{}\nregister 2020-10-09\nentry MP150 {}\nregister 2020-11-06\nentry MP150 {}"


@pytest.mark.parametrize(
    ("code", "told", "before", "then"),
    [
        ("R302", "mention MP150 title='Alert limits'", "title='Alarm limits'", "title='Alert limits'"),
        ("R303", "release_item MP150 approved", "stage='Report Phase'", "stage='Pending Implementation'"),
        (
            "R304",
            "decision MP150 authority modification approved decided_on=2020-10-07",
            "decision=Rejected decision_date=2020-10-07",
            "decision=Approved decision_date=2020-10-07",
        ),
        (
            "R308",
            f"release_item MP150 approved {JUNE}",
            "release='Feb 21 SEC Release'",
            "release='June 2021 SEC Release'",
        ),
    ],
)
def test_a_register_that_the_next_snapshot_brings_up_to_date_was_late(material, code, told, before, then):
    (late,) = material(LATE.format(told, before, then)).check(code).findings
    (wrong,) = material(LATE.format(told, before, before)).check(code).findings
    assert late.severity == "info"
    assert "register late" in late.message
    assert wrong.severity != "info"
    assert wrong.fingerprint == late.fingerprint


def test_a_part_in_the_register_shares_the_date_raised_of_the_whole(material):
    told = "report 2020-08\nproposal_raised MP102 raised_on=2020-07-14\nregister 2020-08-07\n"
    told += "entry MP102A date_raised={}"
    assert len(material(told.format("2020-07-13")).check("R306").findings) == 1
    assert material(told.format("2020-07-14")).check("R306").findings == ()
