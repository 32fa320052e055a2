"""I122: rows that are one assessment, and rows that are two."""

import pytest

# A table that says how it counts: weekdays, the first and the last day included.
COUNTED = """
    report 2020-08
    assessment MP098 IA open accepted_on=2020-05-01 duration_wd=66
    assessment MP099 IA open accepted_on=2020-05-05 duration_wd=64
    assessment MP109 PA open accepted_on=2020-05-26 duration_wd=49
"""
PA = "assessment MP118 PA"


@pytest.mark.parametrize(
    "told",
    [
        f"{PA} open accepted_on=2020-07-01 duration_wd=23\n"
        f"{PA} completed returned_on=2020-07-16 duration_wd=12",
        "assessment MP118 IA open accepted_on=2020-07-01 duration_wd=23\n"
        f"{PA} open accepted_on=2020-07-01 duration_wd=23",
        f"{PA} completed returned_on=2020-07-16 duration_wd=30\n"
        "assessment MP118B PA completed returned_on=2020-07-16 duration_wd=30",
        f"{PA} completed returned_on=2020-07-17 duration_wd=31\n"
        f"{PA} completed returned_on=2020-07-20 duration_wd=32",
        f"{PA} completed returned_on=2020-07-17 duration_wd=0",
    ],
)
def test_one_assessment_in_two_rows(material, told):
    assert material(f"{COUNTED}\n{told}").codes("I122") == [("I122", "2020-08", "MP118")]


@pytest.mark.parametrize(
    "told",
    [
        # A second assessment, and one that began on another day.
        f"{PA} open accepted_on=2020-07-20 duration_wd=10\n"
        f"{PA} completed returned_on=2020-07-16 duration_wd=12",
        f"{PA} open accepted_on=2020-07-01 duration_wd=23\n"
        f"{PA} completed returned_on=2020-07-16 duration_wd=30",
        # An IA that follows a PA, of another day or another duration.
        f"{PA} completed returned_on=2020-07-16 duration_wd=30\n"
        "assessment MP118 IA completed returned_on=2020-07-16 duration_wd=12",
        # Two parts, neither of which is the whole.
        "assessment MP118A PA completed returned_on=2020-07-16 duration_wd=30\n"
        "assessment MP118B PA completed returned_on=2020-07-16 duration_wd=30",
        # Two options, and what agrees in all, which is another check's.
        f"{PA} completed returned_on=2020-07-16 duration_wd=32\n"
        f"{PA} completed returned_on=2020-07-16 duration_wd=23",
        f"{PA} completed returned_on=2020-07-16 duration_wd=30\n"
        f"{PA} completed returned_on=2020-07-16 duration_wd=30",
    ],
)
def test_two_assessments(material, told):
    assert material(f"{COUNTED}\n{told}").codes("I122") == []


def test_nothing_is_a_duration_where_the_first_day_is_not_counted(material):
    said = material("""
        report 2020-08
        assessment MP098 IA open accepted_on=2020-05-01 duration_wd=65
        assessment MP099 IA open accepted_on=2020-05-05 duration_wd=63
        assessment MP109 PA open accepted_on=2020-05-26 duration_wd=48
        assessment MP118 PA completed returned_on=2020-07-17 duration_wd=0
    """)
    assert said.codes("I122") == []
