"""What the checks that go from month to month find, and what they let pass."""

from dataclasses import replace

import pytest

from pipeline.checks import run_checks

VOTE = "decision MP118 change_board modification"


def test_an_assessment_that_was_completed_or_whose_modification_ended_has_not_vanished(material):
    said = material("""
        report 2020-07
        assessment MP117 PA open accepted_on=2020-06-05 duration_wd=18
        assessment MP118 PA open accepted_on=2020-06-05 duration_wd=18
        assessment MP102 PA open accepted_on=2020-06-05 duration_wd=18
        assessment MP119 PA open accepted_on=2020-06-05 duration_wd=18
        report 2020-08
        assessment MP117 PA completed returned_on=2020-07-16 duration_wd=30
        decision MP118 proposer modification withdrawn decided_on=2020-07-09
        assessment MP102A PA open accepted_on=2020-06-05 duration_wd=41
        assessment MP119 IA completed returned_on=2020-07-16 duration_wd=30
    """)
    assert said.codes("X202") == [("X202", "2020-08", "MP119")]


def test_an_older_completed_assessment_does_not_end_an_open_one(material):
    said = material("""
        report 2020-07
        assessment MP090 PA completed returned_on=2020-02-11 duration_wd=58
        assessment MP090 PA open accepted_on=2020-04-17 duration_wd=53
        report 2020-08
        assessment MP090 PA completed returned_on=2020-02-11 duration_wd=58
    """)
    assert said.codes("X202") == [("X202", "2020-08", "MP090")]


def test_a_second_assessment_after_a_completed_one_is_no_changed_date(material):
    said = material("""
        report 2020-07
        assessment MP090 PA open accepted_on=2020-04-17 duration_wd=53
        report 2020-08
        assessment MP090 PA completed returned_on=2020-07-03 duration_wd=56
        assessment MP090 PA open accepted_on=2020-07-20 duration_wd=10
    """)
    assert said.codes("X202", "X203") == []


def test_a_changed_date_is_not_taken_for_a_vanished_assessment(material):
    said = material("""
        report 2020-07
        assessment MP093 PA open accepted_on=2020-06-05 duration_wd=18
        report 2020-08
        assessment MP093 PA open accepted_on=2020-07-01 duration_wd=23
    """)
    assert said.codes("X202", "X203") == [("X203", "2020-08", "MP093")]


def test_a_row_that_is_right_again_is_no_false_step(material):
    rows = """
        assessment MP098 IA open accepted_on=2020-05-01 duration_wd={}
        assessment MP099 IA open accepted_on=2020-05-05 duration_wd={}
        assessment MP109 PA open accepted_on=2020-05-22 duration_wd={}
    """
    months = ("report 2020-07", rows.format(43, 41, 33), "report 2020-08", rows.format(66, 64, 51))
    assert material("\n".join(months)).codes("I105", "X204") == [("I105", "2020-07", "MP109")]


def test_a_completed_row_with_another_date_is_the_same_row(material):
    said = material("""
        report 2020-07
        assessment MP097 PA completed returned_on=2019-12-20 target_wd=15 duration_wd=39
        assessment MP097 PA completed returned_on=2020-05-20 target_wd=15 duration_wd=17
        report 2020-08
        assessment MP097 PA completed returned_on=2019-12-23 target_wd=15 duration_wd=39
        assessment MP097 PA completed returned_on=2020-05-20 target_wd=15 duration_wd=17
    """)
    (finding,) = said.check("X205", "X206").findings
    assert (finding.code, finding.stated["returned_on"], finding.expected) == (
        "X205",
        "2019-12-23",
        {"returned_on": "2019-12-20"},
    )


def test_a_repeated_row_that_stands_once_again_was_not_dropped(material):
    row = "assessment SECMP0063 PA completed returned_on=2019-08-01 duration_wd=18\n"
    assert material(f"report 2020-07\n{row}{row}report 2020-08\n{row}").codes("X205", "X206") == []


@pytest.mark.parametrize(
    ("between", "found"),
    [
        ("decision MP086 change_board modification sent_back decided_on=2020-07-22", 0),
        ("decision MP086 panel modification referred", 0),
        ("decision MP086 change_board modification sent_back decided_on=2020-07-07", 0),
        ("decision MP086 change_board modification sent_back decided_on=2020-07-06", 1),
        ("decision MP086 change_board modification sent_back decided_on=2020-01-22", 1),
        ("decision MP087 change_board modification sent_back decided_on=2020-07-22", 1),
    ],
)
def test_a_step_back_needs_a_decision_of_that_time(material, between, found):
    said = material(f"""
        report 2020-07
        consultation MP086 modification_report open closes_on=2020-07-10
        report 2020-08
        {between}
        meeting working_group monthly held held_on=2020-08-05 references=MP086
    """)
    assert len(said.codes("X207")) == found


def test_a_step_back_over_a_missing_month_is_not_judged(material):
    outcome = material("""
        report 2020-06
        consultation MP086 modification_report open closes_on=2020-06-10
        report 2020-08
        meeting working_group monthly held held_on=2020-08-05 references=MP086
    """).check("X207")
    assert outcome.findings == ()
    assert [said.reference for said in outcome.not_judged] == ["MP086"]


LISTED = "release_item MP086 approved release='November 2020 SEC Release'"
OUT = "consultation MP086 modification_report open closes_on=2020-08-10"
AT_WORK = "meeting working_group monthly held held_on=2020-08-05 references=MP086"


@pytest.mark.parametrize(
    ("before", "beside", "sign", "found"),
    [
        (LISTED, LISTED, AT_WORK, 1),
        (LISTED, LISTED, OUT, 1),
        (OUT, OUT, "consultation MP086 refinement expected week_commencing=2020-08-10", 1),
        ("decision MP086 authority modification pending", OUT, AT_WORK, 1),
        (LISTED, LISTED, "meeting working_group monthly held held_on=2020-07-01 references=MP086", 0),
        (LISTED, LISTED, "meeting working_group monthly held held_on=2020-07-07 references=MP086", 0),
        (LISTED, LISTED, "meeting working_group monthly held held_on=2020-07-08 references=MP086", 1),
        (LISTED, LISTED, "assessment MP086 IA open accepted_on=2020-06-05 target_wd=40 duration_wd=41", 0),
        (f"{LISTED} part='part 1'\n{LISTED}", LISTED, AT_WORK, 0),
        (LISTED, f"{LISTED}\nmention MP086B", AT_WORK, 0),
        (LISTED.replace("MP086", "MP086A"), LISTED.replace("MP086", "MP086A"), AT_WORK, 0),
        (OUT, f"{LISTED}\n{VOTE.replace('118', '086')} approved decided_on=2020-08-06", AT_WORK, 0),
        (OUT, f"{LISTED}\n{VOTE.replace('118', '086')} approved decided_on=2020-08-05", AT_WORK, 0),
        (OUT, f"{LISTED}\n{VOTE.replace('118', '086')} approved decided_on=2020-08-04", AT_WORK, 1),
        (LISTED, f"{LISTED}\n{VOTE.replace('118', '086')} sent_back decided_on=2020-07-22", AT_WORK, 0),
    ],
    ids=[
        "listed and at the Working Group",
        "listed and out for consultation",
        "out for two consultations",
        "out for consultation and at the Working Group",
        "before the earlier report",
        "on the day of the earlier report",
        "on the day after the earlier report",
        "an assessment runs on",
        "a part is listed",
        "split",
        "a split one is listed",
        "voted on since",
        "voted on that day",
        "voted on before",
        "sent back",
    ],
)
def test_a_step_back_is_found_beside_a_sign_of_the_old_stage(material, before, beside, sign, found):
    said = material(f"report 2020-07\n{before}\nreport 2020-08\n{beside}\n{sign}").check("X207")
    assert len(said.findings) == found
    assert all("while the same report has it in" in finding.message for finding in said.findings)


def test_a_wrong_month_between_two_right_ones_is_found_once(material):
    said = material(f"""
        report 2020-06
        {VOTE} approved decided_on=2020-05-27
        report 2020-07
        {VOTE} rejected decided_on=2020-05-27
        report 2020-08
        {VOTE} approved decided_on=2020-05-27
    """)
    assert said.codes("X208") == [("X208", "2020-07", "MP118")]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("proposer modification withdrawn", "change_board modification rejected", 1),
        ("change_board modification approved", "proposer modification withdrawn", 1),
        ("change_board modification approved", "authority modification rejected", 0),
        ("change_sub_committee conversion approved", "proposer modification withdrawn", 0),
    ],
)
def test_two_outcomes_of_one_day_are_one_decision_whatever_the_body(material, first, second, found):
    said = material(f"""
        report 2020-07
        decision MP118 {first} decided_on=2020-06-24
        report 2020-08
        decision MP118 {second} decided_on=2020-06-24
    """)
    assert len(said.codes("X208")) == found


def test_a_second_vote_after_it_was_sent_back_is_another_decision(material):
    text = f"""
        report 2020-06
        {VOTE} approved decided_on=2020-05-27
        report 2020-07
        {{}}
        report 2020-08
        {VOTE} approved decided_on=2020-07-22
    """
    assert material(text.format("mention MP118")).codes("X208") == [("X208", "2020-08", "MP118")]
    back = "decision MP118 authority modification sent_back decided_on=2020-06-17"
    assert material(text.format(back)).codes("X208") == []


def test_a_release_may_move_by_a_decision(material):
    text = """
        report 2020-07
        release_item MP118 approved release='November 2020 SEC Release'
        report 2020-08
        {}
        release_item MP118 approved release='February 2021 SEC Release'
    """
    vote = f"{VOTE} approved decided_on=2020-07-22 release='February 2021 SEC Release'"
    assert material(text.format(vote)).codes("X209") == []
    assert material(text.format("")).codes("X209") == [("X209", "2020-08", "MP118")]


def test_a_part_may_go_into_another_release(material):
    said = material("""
        report 2020-07
        release_item SECMP0062 implemented part='part 1' release='November 2019 SEC Release'
        report 2020-08
        release_item SECMP0062 approved part='part 2' release='November 2020 SEC Release'
    """)
    assert said.codes("X207", "X209") == []


def test_an_omitted_modification_is_found_once_and_again_when_dropped(material):
    release = "release='November 2020 SEC Release'"
    listed, other = f"release_item MP118 approved {release}", f"release_item MP103 approved {release}"
    said = material(f"""
        report 2020-05
        {VOTE} approved decided_on=2020-04-22 {release}
        {other}
        report 2020-06
        {other}
        report 2020-07
        {other}
        {listed}
        report 2020-08
        {other}
    """)
    assert said.codes("X210") == [("X210", "2020-05", "MP118"), ("X210", "2020-08", "MP118")]


def test_what_was_sent_back_or_moved_is_not_owed_to_a_list(material):
    release = "release='November 2020 SEC Release'"
    said = material(f"""
        report 2020-07
        {VOTE} approved decided_on=2020-06-24 {release}
        decision MP119 change_board modification approved decided_on=2020-06-24 {release}
        report 2020-08
        decision MP118 authority modification sent_back decided_on=2020-07-22
        release_item MP119 approved release='February 2021 SEC Release'
        release_item MP103 approved {release}
    """)
    assert said.codes("X210") == []


def test_every_missing_month_is_a_finding(material):
    said = material("report 2019-11\nreport 2020-02\nreport 2020-03")
    assert said.codes("X201") == [("X201", "2019-12", None), ("X201", "2020-01", None)]
    assert said.check("X201", period="2020-01").findings == said.check("X201").findings[1:]


def test_each_difference_of_a_later_issue_is_named_and_the_later_issue_stands(material):
    said = material("""
        report 2020-08
        assessment_summary PA open 2
        assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=49
        consultation MP117 refinement expected
        report 2020-08
        assessment_summary PA open 1
        assessment MP109 PA open accepted_on=2020-05-26 target_wd=15 duration_wd=49
        consultation MP128 refinement expected
    """)
    assert said.codes("I103") == []
    assert said.codes("X211") == [
        ("X211", "2020-08", None),
        ("X211", "2020-08", "MP117"),
        ("X211", "2020-08", "MP128"),
    ]


def test_a_restated_day_is_told_as_a_day_and_a_missing_one_as_nothing(material):
    said = material("""
        report 2020-08
        consultation MP117 refinement open closes_on=2020-08-14
        report 2020-08
        consultation MP117 refinement open closes_on=2020-08-21
        report 2020-08
        consultation MP117 refinement open
    """)
    assert [one.message.partition("consultation: ")[2] for one in said.check("X211").findings] == [
        "closes on 21 August 2020; the earlier one said 14 August 2020.",
        "closes on nothing; the earlier one said 21 August 2020.",
    ]


@pytest.mark.parametrize(
    ("other", "tied"),
    [({}, True), ({"version": "v2"}, False), ({"filename": "2020-08 corrected.pdf"}, False)],
)
def test_a_restatement_that_only_the_digest_orders_says_so(material, other, tied):
    said = material("""
        report 2020-08
        consultation MP117 refinement open closes_on=2020-08-14
        report 2020-08
        consultation MP117 refinement open closes_on=2020-08-21
    """)
    first, second = said.reports
    second = replace(second, document=replace(second.document, modified=first.document.modified, **other))
    (finding,) = run_checks((first, second), (), only=("X211",)).findings
    assert ("Nothing but the files’ digests" in finding.message) == tied


def test_a_duration_that_was_left_standing_says_so(material):
    months = [
        f"""
        report {period}
        assessment MP098 IA open accepted_on=2020-05-01 duration_wd={first}
        assessment MP099 IA open accepted_on=2020-05-05 duration_wd={second}
        assessment MP109 PA open accepted_on=2020-05-26 duration_wd=26
        """
        for period, first, second in (("2020-07", 43, 41), ("2020-08", 66, 64))
    ]
    (finding,) = material("\n".join(months)).check("X204").findings
    assert "MP109’s open Preliminary Assessment still stands at 26 WD; from" in finding.message


def test_a_title_that_stands_beside_the_old_one_has_not_changed(material):
    said = material("""
        report 2020-06
        mention MP079 title='Dual Fuel installations'
        report 2020-07
        mention MP079 title='Dual Fuel'
        mention MP079 title='Dual Fuel installations'
        report 2020-08
        mention MP079 title='Dual Fuel'
    """)
    assert said.codes("X212") == []
    assert said.codes("I110") == [("I110", "2020-07", "MP079")]
