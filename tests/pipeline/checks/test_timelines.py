"""R312 and R313: days of the reports beside the days of the register's timelines."""

import pytest

RETURNED = "'Preliminary Assessment Returned'"
REQUESTED = "'Preliminary Assessment Requested'"
ROW = "assessment MP090 PA completed returned_on=2020-05-11 duration_wd=17"
OPEN = "assessment MP090 PA open accepted_on=2020-07-10 duration_wd=17"
REGISTER = "register 2020-08-07"


@pytest.mark.parametrize(
    "lines",
    [
        f"{ROW}\n{REGISTER}\nevent MP090 2020-05-12 {RETURNED}",
        # The part's page tells of the time before the split.
        f"{ROW}\n{REGISTER}\nevent MP090A 2020-05-12 {RETURNED}",
        # A register from later tells of what cannot change.
        f"{ROW}\nregister 2021-06-01\nevent MP090 2020-05-12 {RETURNED}",
        f"{OPEN}\n{REGISTER}\nevent MP090 2020-07-17 {REQUESTED}",
    ],
)
def test_another_day_of_an_assessment(material, lines):
    assert material(f"report 2020-08\n{lines}").codes("R312") == [("R312", "2020-08", "MP090")]


@pytest.mark.parametrize(
    "lines",
    [
        # No event of its kind, none near, one of another assessment that the report tells too.
        f"{ROW}\n{REGISTER}\nevent MP090 2020-05-12 'DCC Preliminary Assessment'",
        f"{ROW}\n{REGISTER}\nevent MP090 2020-02-12 {RETURNED}",
        f"{ROW}\n{ROW.replace('05-11', '05-20')}\n{REGISTER}\nevent MP090 2020-05-20 {RETURNED}",
        f"{ROW}\n{ROW.replace('05-11', '05-20')}\n{REGISTER}\nevent MP090 2020-05-19 {RETURNED}"
        f"\nevent MP090 2020-05-11 {RETURNED}\nevent MP090 2020-05-20 {RETURNED}",
        # Requested before it was accepted, or requested a second time.
        f"{OPEN}\n{REGISTER}\nevent MP090 2020-06-17 {REQUESTED}",
        f"{OPEN}\n{REGISTER}\nevent MP090 2020-07-10 {REQUESTED}\nevent MP090 2020-07-17 {REQUESTED}",
    ],
)
def test_a_timeline_that_lacks_an_event_or_has_others(material, lines):
    assert material(f"report 2020-08\n{lines}").codes("R312") == []


MEETING = "meeting working_group monthly held held_on=2020-08-05 references=MP117"
GROUP = "'Working Group meeting'"


@pytest.mark.parametrize(
    "lines",
    [
        f"{MEETING}\n{REGISTER}\nevent MP117 2020-08-12 {GROUP}",
        "consultation MP117 refinement open opens_on=2020-08-03\n"
        f"{REGISTER}\nevent MP117 2020-08-04 'Refinement Consultation'",
        "decision MP117 change_board modification deferred decided_on=2020-07-22\n"
        f"{REGISTER}\nevent MP117 2020-07-23 'Change Board vote'",
    ],
)
def test_another_day_of_what_took_place(material, lines):
    assert material(f"report 2020-08\n{lines}").codes("R313") == [("R313", "2020-08", "MP117")]


@pytest.mark.parametrize(
    "lines",
    [
        f"{MEETING}\n{REGISTER}\nevent MP117 2020-08-20 {GROUP}",
        f"{MEETING}\n{REGISTER}\nevent MP117 2020-08-05 {GROUP}\nevent MP117 2020-08-06 {GROUP}",
        f"{MEETING}\n{MEETING.replace('08-05', '07-29')}\n{REGISTER}\nevent MP117 2020-07-29 {GROUP}",
        f"{MEETING.replace('held ', 'scheduled ')}\n{REGISTER}\nevent MP117 2020-08-06 {GROUP}",
        "consultation MP117 refinement expected week_commencing=2020-08-10\n"
        f"{REGISTER}\nevent MP117 2020-08-17 'Refinement Consultation'",
        # With a final decision it is another check's.
        "decision MP117 change_board modification approved decided_on=2020-07-22\n"
        f"{REGISTER}\nevent MP117 2020-07-23 'Change Board vote'",
    ],
)
def test_what_is_no_conflict_of_days(material, lines):
    assert material(f"report 2020-08\n{lines}").codes("R313") == []


def test_the_meeting_that_the_next_report_tells_is_another(material):
    said = material(f"""
        report 2020-08
        {MEETING}
        report 2020-09
        {MEETING.replace("monthly", "ad_hoc").replace("08-05", "08-12")}
        {REGISTER}
        event MP117 2020-08-12 {GROUP}
    """)
    assert said.codes("R313") == []


def test_a_register_that_the_next_snapshot_mends_was_merely_late(material):
    said = material(f"""
        report 2020-08
        {ROW}
        {REGISTER}
        event MP090 2020-05-12 {RETURNED}
        register 2020-09-04
        event MP090 2020-05-11 {RETURNED}
    """)
    (finding,) = said.check("R312").findings
    assert finding.severity == "info"
    assert "register late" in finding.message
