"""What single pages of the register can prove, and what they cannot."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.checks import run_checks
from pipeline.register.entries import RegisterEvent

REPORT = "report 2020-08\nmention MP117 title='Bulk CH returns'\nmention MP103\n"


def _of_parts(material, text, events=()):
    """The example with its registers as parts, the first entry of each with this timeline."""
    said = material(text)
    parts = [
        replace(
            one,
            scope="part",
            entries=(replace(one.entries[0], events=tuple(events)), *one.entries[1:]),
        )
        for one in said.snapshots
    ]
    return lambda code: run_checks(said.reports, parts, only=[code])


def test_absence_from_a_part_proves_nothing(material):
    outcome = _of_parts(material, REPORT + "register 2020-08-07\nentry MP103")("R301")
    assert outcome.findings == ()
    assert outcome.not_judged[0].reason.startswith("of the register there are only parts")


def test_a_page_of_the_time_is_compared_and_one_of_another_time_is_not(material):
    near = REPORT + "register 2020-08-01\nentry MP117 title='Another title'"
    assert [one.reference for one in _of_parts(material, near)("R302").findings] == ["MP117"]
    far = _of_parts(material, near.replace("2020-08-01", "2020-10-01"))("R302")
    assert (far.findings, far.not_judged[0].reference) == ((), None)


def test_a_part_adds_to_the_whole_register_of_before(material):
    text = (
        REPORT
        + "register 2020-07-10\nentry MP117 title='Bulk CH returns'\nentry MP103\n"
        + "register 2020-08-01\nentry MP117 title='Another title'"
    )
    said = material(text)
    snapshots = [said.snapshots[0], replace(said.snapshots[1], scope="part")]
    found = run_checks(said.reports, snapshots, only=["R301", "R302"]).findings
    assert [(one.code, one.reference) for one in found] == [("R302", "MP117")]


def test_what_a_page_leaves_blank_is_taken_from_the_register_before_it(material):
    text = (
        "report 2020-08\nproposal_raised DP138 proposer='A B' organisation=DCC raised_on=2020-07-27\n"
        "register 2020-08-01\nentry DP138 proposer='C D'\n"
        "register 2020-08-05\nentry DP138 release='November 2020 SEC Release'"
    )
    said = material(text)
    snapshots = [said.snapshots[0], replace(said.snapshots[1], scope="part")]
    (found,) = run_checks(said.reports, snapshots, only=["R307"]).findings
    assert found.evidence[-1].snapshot == date(2020, 8, 1)


def test_no_page_of_the_register_is_missing_where_there_are_only_parts(material):
    text = "report 2020-08\nmention MP099 url=https://sec.example/old/\nregister 2020-08-07\n"
    entry = "entry MP099 link=https://sec.example/new/"
    assert material(text + entry).codes("R311") == [("R311", "2020-08", "MP099")]
    assert _of_parts(material, text + entry)("R311").findings == ()


def test_a_vote_of_a_timeline_that_no_report_tells(material):
    text = "report 2020-08\nmention MP127\nregister 2020-11-29\nentry MP127"
    vote = RegisterEvent(happened_on=date(2020, 7, 22), text="Change Board vote")
    (found,) = _of_parts(material, text, [vote])("R309").findings
    assert found.message == (
        "The register of 29 November 2020 says that MP127 was put to the Change Board on 22 July 2020; "
        "no report tells of it."
    )
    assert found.evidence[0].text == "2020-07-22 Change Board vote"
    told = text.replace("mention MP127", "decision MP127 change_board modification deferred")
    assert _of_parts(material, told, [vote])("R309").findings == ()
    for said, findings in (
        (" decided_on=2020-07-22", 0),
        (" period=2020-07", 0),
        (" decided_on=2020-08-26", 1),
    ):
        dated = told.replace("deferred", "deferred" + said)
        assert len(_of_parts(material, dated, [vote])("R309").findings) == findings
    again = told + "\ndecision MP127 change_board modification approved decided_on=2020-08-26"
    again = again.replace("register 2020-11-29\nentry MP127\n", "") + "\nregister 2020-11-29\nentry MP127"
    assert len(_of_parts(material, again, [vote])("R309").findings) == 1
    unknown = RegisterEvent(happened_on=date(2020, 7, 22), text="Something else")
    assert _of_parts(material, text, [unknown])("R309").findings == ()


@pytest.mark.parametrize(("told", "found"), [("2020-07-13", 1), ("2020-07-14", 0)])
def test_a_page_that_contradicts_its_own_timeline_does_not_judge_a_report(material, told, found):
    text = (
        "report 2020-08\nproposal_raised DP136 raised_on=2020-07-10\n"
        "register 2020-08-07\nentry DP136 date_raised=2020-07-13"
    )
    raised = RegisterEvent(happened_on=date.fromisoformat(told), text="Draft Proposal raised")
    assert len(_of_parts(material, text, [raised])("R306").findings) == found


def _event(day, text):
    return RegisterEvent(happened_on=date.fromisoformat(day), text=text)


@pytest.mark.parametrize(
    ("fact", "day", "text", "found"),
    [
        ("MP112 change_board modification approved decided_on=2020-04-22", "2020-04-22", "VOTE", 0),
        ("MP112 change_board modification approved decided_on=2020-04-23", "2020-04-22", "VOTE", 1),
        ("MP112 change_board modification approved decided_on=2020-06-24", "2020-04-22", "VOTE", 0),
        ("MP112 panel conversion approved decided_on=2020-03-14", "2020-03-13", "MADE", 1),
        ("MP112 panel conversion approved decided_on=2020-03-13", "2020-03-13", "MADE", 0),
        ("MP112 panel conversion approved decided_on=2020-03-13", "2020-04-10", "Something", 0),
    ],
)
def test_a_decision_that_only_the_timeline_dates(material, fact, day, text, found):
    text = {"VOTE": "Approved by Change Board", "MADE": "Converted to Modification Proposal"}.get(text, text)
    told = f"report 2020-06\ndecision {fact}\nregister 2020-11-29\nentry MP112"
    findings = _of_parts(material, told, [_event(day, text)])("R305").findings
    assert len(findings) == found
    if found:
        assert findings[0].evidence[-1].field == "timeline"


@pytest.mark.parametrize(("day", "found"), [("2020-06-09", 1), ("2021-06-09", 0)])
def test_what_was_over_before_cannot_be_at_work(material, day, found):
    text = (
        "report 2020-08\nassessment MP105 IA open accepted_on=2020-07-15 target_wd=40 duration_wd=13\n"
        "register 2021-06-23\nentry MP105"
    )
    outcome = _of_parts(material, text, [_event(day, "Modification withdrawn")])("R303")
    assert [one.expected for one in outcome.findings] == [{"stage": "withdrawn"}] * found
    assert outcome.not_judged


def test_a_body_in_other_words_is_the_same_body(material):
    text = (
        "register 2020-08-26\nentry MP131 decision=approved decision_date=2020-08-26 "
        "decision_body='Change Board (Self-Governance)'\n"
        "register 2020-09-04\nentry MP131 decision=Approved decision_date=2020-08-26 decision_body={}"
    )
    assert material(text.format("'Change Board'")).codes("R310") == []
    assert len(material(text.format("Authority")).codes("R310")) == 1
