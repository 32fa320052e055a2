"""I121 and X215: what is closed stays closed, unless something opened it again."""

import pytest

REJECTED = "decision MP118 change_board modification rejected decided_on=2020-07-22"
OPEN = "consultation MP118 modification_report open"
LISTED = "release_item MP118 approved release='November 2020 SEC Release'"


@pytest.mark.parametrize(
    "told",
    [
        f"{REJECTED}\n{LISTED}",
        f"{REJECTED}\nrecommendation MP118 report",
        "decision MP118 authority modification rejected decided_on=2020-07-22\n"
        f"decision MP118 change_board modification approved decided_on=2020-06-24\n{LISTED}",
        "decision MP118 proposer modification withdrawn decided_on=2020-07-14\n"
        "assessment MP118 PA open accepted_on=2020-06-24",
        "decision MP118 proposer modification withdrawn decided_on=2020-07-14\n"
        "meeting working_group monthly held held_on=2020-08-05 references=MP117,MP118",
        f"decision MP118 proposer modification withdrawn\n{OPEN}",
        "release_item MP118 implemented release=standalone release_date=2020-07-23\n"
        "assessment MP118 IA open accepted_on=2020-06-24",
    ],
)
def test_what_a_report_closes_and_has_going_on(material, told):
    assert material(f"report 2020-08\n{told}").codes("I121") == [("I121", "2020-08", "MP118")]


LAWFUL = [
    # The rejection is not the last word.
    f"{REJECTED}\ndecision MP118 panel modification referred\n{OPEN}",
    f"{REJECTED}\ndecision MP118 authority modification pending\n{OPEN}",
    f"{REJECTED} governance=authority_determined\n{OPEN}",
    # Not the modification was rejected or withdrawn.
    "decision MP118 panel modification rejected decided_on=2020-07-17\n" + OPEN,
    "decision MP118 proposer modification withdrawn decided_on=2020-07-14 "
    f"says='The request for an assessment of MP118 was withdrawn.'\n{OPEN}",
    "decision MP118 proposer modification withdrawn decided_on=2020-07-14 "
    f"says='MP118 was withdrawn from the June release.'\n{LISTED}",
    "decision MP118 proposer modification withdrawn decided_on=2020-07-14 "
    f"says='MP118 was withdrawn on 14 July 2020 and reinstated by the Panel.'\n{LISTED}",
    # A part of it.
    "release_item MP118 implemented release=standalone part='part 1'\n" + OPEN,
    f"decision MP118A proposer modification withdrawn decided_on=2020-07-14\n{OPEN}",
    # Before the closure, or nothing that goes on.
    "decision MP118 proposer modification withdrawn decided_on=2020-08-05\n"
    "assessment MP118 PA open accepted_on=2020-06-24",
    f"{REJECTED}\nconsultation MP118 modification_report closed closes_on=2020-07-10",
    f"{REJECTED}\nassessment MP118 PA completed returned_on=2020-07-30",
    f"{REJECTED}\nmeeting working_group monthly held held_on=2020-07-01 references=MP118",
    # A look back at what was implemented.
    "release_item MP118 implemented release=standalone release_date=2020-07-23\n"
    "meeting working_group monthly held held_on=2020-08-05 references=MP118",
]


@pytest.mark.parametrize("told", LAWFUL)
def test_what_leaves_it_open_or_is_no_act(material, told):
    assert material(f"report 2020-08\n{told}").codes("I121") == []


def test_a_title_takes_nothing_back(material):
    said = material(f"""
        report 2020-08
        {REJECTED} says='MP118 ‘Charges for an appeal’ was rejected'
        {LISTED}
    """)
    assert said.codes("I121") == [("I121", "2020-08", "MP118")]


def test_what_acts_in_later_reports_is_found_once(material):
    said = material(f"""
        report 2020-08
        {REJECTED}
        report 2020-09
        {OPEN}
        report 2020-10
        {OPEN}
    """)
    assert said.codes("X215") == [("X215", "2020-09", "MP118")]


def test_what_the_closing_report_contradicts_is_not_found_again(material):
    said = material(f"report 2020-08\n{REJECTED}\n{LISTED}\nreport 2020-09\n{LISTED}")
    assert said.codes("I121", "X215") == [("I121", "2020-08", "MP118")]


@pytest.mark.parametrize(
    "since",
    [
        "decision MP118 panel modification sent_back decided_on=2020-08-14",
        "decision MP118 panel modification referred",
        "decision MP118 authority modification pending",
        "decision MP118 change_board modification approved decided_on=2020-08-26",
        # A closure that another report tells otherwise closes nothing.
        "decision MP118 change_board modification approved decided_on=2020-07-22",
    ],
)
def test_what_opens_it_again(material, since):
    said = material(f"report 2020-08\n{REJECTED}\nreport 2020-09\n{since}\nreport 2020-10\n{OPEN}")
    assert said.codes("X215") == []


def test_acts_dated_before_the_closure_and_decisions_told_again_are_none(material):
    said = material(f"""
        report 2020-08
        {REJECTED}
        release_item MP119 implemented release=standalone release_date=2020-07-23
        report 2020-09
        {REJECTED}
        consultation MP118 modification_report open closes_on=2020-07-10
        meeting working_group monthly held held_on=2020-07-01 references=MP118
        assessment MP118 IA completed returned_on=2020-08-05
        decision MP119 change_board modification approved decided_on=2020-07-15
    """)
    assert said.codes("X215") == []


def test_what_was_implemented_and_is_before_the_working_group_again(material):
    said = material("""
        report 2020-08
        release_item MP119 implemented release=standalone release_date=2020-07-23
        report 2020-09
        meeting working_group monthly held held_on=2020-09-02 references=MP119
    """)
    assert said.codes("X215") == [("X215", "2020-09", "MP119")]
