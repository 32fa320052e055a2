"""X213 and X214: what earlier reports said of an assessment that is completed, or that first appears."""

import pytest

# Tables that say how they count: weekdays, the first and the last day included.
JULY = """
    report 2020-07
    assessment MP099 IA open accepted_on=2020-05-05 duration_wd=41
    assessment MP109 PA open accepted_on=2020-05-26 duration_wd=26
"""
AUGUST = """
    report 2020-08
    assessment MP099 IA open accepted_on=2020-05-05 duration_wd=64
    assessment MP109 PA open accepted_on=2020-05-26 duration_wd=49
"""
JUNE = "report 2020-06\nassessment MP099 IA open accepted_on=2020-05-05 duration_wd=19\n"
JUNE += "assessment MP109 PA open accepted_on=2020-05-26 duration_wd=4\n"
OPEN = "assessment MP117 PA open accepted_on=2020-06-05 duration_wd=18"
DONE = "assessment MP117 PA completed returned_on=2020-07-16 duration_wd={}"


def test_a_duration_that_is_not_from_the_accepted_date_is_found_once(material):
    months = (JULY, OPEN, AUGUST, DONE.format(25), AUGUST.replace("2020-08", "2020-09"), DONE.format(25))
    assert material("\n".join(months)).codes("X213") == [("X213", "2020-08", "MP117")]


def test_the_day_count_of_either_report_explains_a_duration(material):
    august = AUGUST.replace("duration_wd=64", "duration_wd=63").replace("duration_wd=49", "duration_wd=48")
    assert material("\n".join((JULY, OPEN, august, DONE.format(29)))).codes("X213") == []
    assert material("\n".join((JULY, OPEN, august, DONE.format(30)))).codes("X213") == []


def test_a_duration_from_a_date_that_an_older_report_had_is_not_held_against_the_newer_one(material):
    other = "assessment MP117 PA open accepted_on=2020-06-01 duration_wd=18"
    months = (JUNE, other.replace("2020-06-01", "2020-05-28"), JULY, OPEN, AUGUST, DONE.format(36))
    assert material("\n".join(months)).codes("X213") == []


def test_either_of_two_open_ones_may_have_been_completed(material):
    second = OPEN.replace("2020-06-05", "2020-06-22")
    said = material("\n".join((JULY, OPEN, second, AUGUST, DONE.format(25)))).check("X213")
    assert not said.findings
    assert [one.reference for one in said.not_judged] == ["MP117"]


LATE = "assessment MP118 PA"


@pytest.mark.parametrize(
    "row",
    [
        f"{LATE} open accepted_on=2020-06-16 duration_wd=34",
        f"{LATE} completed returned_on=2020-06-16 duration_wd=12",
        f"{LATE} completed returned_on=2020-07-16 duration_wd=30",
    ],
)
def test_a_row_that_the_report_before_should_have_had(material, row):
    assert material("\n".join((JUNE, JULY, AUGUST, row))).codes("X214") == [("X214", "2020-08", "MP118")]


@pytest.mark.parametrize(
    "row",
    [
        f"{LATE} open accepted_on=2020-07-01 duration_wd=23",
        f"{LATE} completed returned_on=2020-07-16 duration_wd=12",
        # Out of the window of the report before.
        f"{LATE} completed returned_on=2019-06-28 duration_wd=12",
        # Returned on a Saturday: the date itself may be wrong, and what it tells of the start.
        f"{LATE} completed returned_on=2020-07-18 duration_wd=30",
    ],
)
def test_a_row_of_its_own_month(material, row):
    assert material("\n".join((JUNE, JULY, AUGUST, row))).codes("X214") == []


def test_a_row_that_was_changed_in_place_came_back_or_stands_under_its_part_is_not_late(material):
    before = f"{LATE} open accepted_on=2020-06-15 duration_wd=12"
    after = f"{LATE} open accepted_on=2020-06-16 duration_wd=34"
    assert material("\n".join((JULY, before, AUGUST, after))).codes("X214") == []
    june = f"{JUNE}\n{after}"
    assert material("\n".join((june, JULY, AUGUST, after))).codes("X214") == []
    part = before.replace("MP118", "MP118A").replace("duration_wd=12", "duration_wd=35")
    assert material("\n".join((JULY, before, AUGUST, part))).codes("X214") == []


def test_what_the_first_report_the_one_before_a_gap_or_a_short_table_lacks_is_not_judged(material):
    done = f"{LATE} completed returned_on=2020-06-16 duration_wd=12"
    assert material("\n".join((JULY, AUGUST, done))).codes("X214") == []
    opened = f"{LATE} open accepted_on=2020-06-16 duration_wd=34"
    gap = AUGUST.replace("2020-08", "2020-09")
    assert material("\n".join((JULY, gap, opened))).codes("X214") == []
    short = f"{JULY}\nassessment_summary PA open 2"
    assert material("\n".join((short, AUGUST, opened))).codes("X214") == []
