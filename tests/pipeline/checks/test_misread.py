"""A finding rests on what was read: doubts, unread sections and unread sentences make it a question."""

import pytest

from pipeline.checks.notes import notes_of

ROW = "assessment MP109 PA open accepted_on=2020-09-08 target_wd=15 duration_wd=17"
OTHER = "assessment MP119 IA open accepted_on=2020-08-12 target_wd=40 duration_wd=58"
VANISHED = f"report 2020-10\n{ROW}\nreport 2020-11\nmention MP117 page=9\n{OTHER}\n"


def _said(material, text, code):
    outcome = material(text).check(code)
    return len(outcome.findings), [
        one.reason for one in outcome.not_judged if one.reason.startswith("misread?")
    ]


def test_a_finding_that_rests_on_a_doubt_is_a_question_with_its_place(material):
    told = "report 2020-08\nassessment MP105 PA completed returned_on=2020-01-01 target_wd=15 duration_wd=9"
    assert _said(material, told, "I118") == (1, [])
    found, why = _said(material, f"{told} doubts=ocr,odd_value says='MP105 PA 1 Jan 20'", "I118")
    assert (found, why) == (0, ["misread?: ‘MP105 PA 1 Jan 20’ on page 1 is in doubt (ocr, odd value)"])


def test_a_fact_that_its_own_words_take_back_accuses_nobody(material):
    told = (
        "report 2020-10\ndecision MP964 authority modification rejected decided_on=2020-09-12 says='{}'\n"
        "register 2020-10-09\nentry MP964 decision=Approved decision_date=2020-09-12 decision_body=Authority"
    )
    assert _said(material, told.format("rejected MP964"), "R304") == (1, [])
    assert _said(material, told.format("is minded to reject MP964"), "R304")[0] == 0


@pytest.mark.parametrize(
    ("unread", "found"),
    [
        ("", 1),
        ("unclaimed page=3 section=refine says='Two assessments were stopped.'", 0),
        ("unclaimed page=3 section=opine says='Two assessments were stopped.'", 1),
    ],
    ids=["all read", "unread in that section", "unread elsewhere"],
)
def test_what_is_missing_may_stand_where_words_are_unread(material, unread, found):
    assert _said(material, VANISHED + unread, "X202")[0] == found


@pytest.mark.parametrize(("named", "found"), [("MP109", 0), ("MP117", 1)])
def test_an_unread_sentence_may_explain_what_it_names(material, named, found):
    told = VANISHED.replace("MP117", named)
    assert _said(material, f"{told}unclaimed page=9 section=refine says='was stopped: '", "X202")[0] == found


def test_an_unread_sentence_is_put_together_from_its_words_and_the_references_between_them(material):
    (report,) = material("report 2020-11\nmention MP117 page=9\nunclaimed page=9 says='was stopped'").reports
    (note,) = notes_of(report)
    assert set(note.text.split()) == {"MP117", "was", "stopped"}
    assert (note.named, note.read, note.section) == (frozenset({"117"}), False, "summary")
